package dev.normc.runtime;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.runtime.cache.CompileCache;
import dev.normc.runtime.gradcheck.GradientCheck;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process of its own that takes some norms through a cache on disk, again and again if it is told so. */
final class CachedKernels {

    private static final List<String> NORMS = List.of("LayerNorm", "BatchNorm", "GroupNorm", "PowerNorm", "DyT");

    private CachedKernels() {}

    /**
     * Prints for each norm whether it had to be compiled, and the hash of what its kernels compute.
     *
     * @param arguments the directory; with a second one it goes on, writing each entry anew, until it is ended
     */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        boolean again = arguments.length > 1;
        do {
            CompileCache cache = CompileCache.in(directory);
            if (again) {
                clear(cache);
            }
            for (String name : NORMS) {
                CompiledNorm norm = new Normc(0, Optional.of(cache))
                        .compile(
                                name,
                                Options.DEFAULT.withType(ScalarType.DOUBLE).withTarget(KernelTarget.SCALAR));
                System.out.println(name + " " + (norm.isCompiled() ? "compiled" : "loaded") + " " + hash(norm));
            }
        } while (again);
    }

    private static void clear(CompileCache cache) {
        try {
            cache.clear();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Of all that the kernels compute in both modes. */
    static int hash(CompiledNorm norm) {
        int hash = 1;
        Map<String, Integer> sizes = GradientCheck.defaultSizes(norm.signature());
        for (Mode mode : Mode.values()) {
            Map<String, Integer> complete = norm.bind(sizes, mode).sizes();
            Map<Tensor, double[]> values = RandomArguments.of(norm.signature(), complete, 9);
            for (Map.Entry<String, long[]> result :
                    KernelRun.of(norm, complete, mode, values).bits().entrySet()) {
                hash = 31 * hash + result.getKey().hashCode();
                hash = 31 * hash + Arrays.hashCode(result.getValue());
            }
        }
        return hash;
    }
}
