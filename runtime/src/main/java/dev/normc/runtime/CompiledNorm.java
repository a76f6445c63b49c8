package dev.normc.runtime;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Signature;
import java.util.List;
import java.util.Map;

/** A norm whose kernels are loaded. It tells all that a caller must know of it. Immutable, safe for many threads. */
public final class CompiledNorm {

    private final Compilation compilation;
    private final Options options;
    private final KernelHandles training;
    private final KernelHandles inference;

    private CompiledNorm(Compilation compilation, Options options, KernelHandles training, KernelHandles inference) {
        this.compilation = compilation;
        this.options = options;
        this.training = training;
        this.inference = inference;
    }

    static CompiledNorm load(Compilation compilation, Options options, JavaCompiler compiler) {
        EmittedNorm emitted = compilation.emitted();
        Class<?> type = ClassLoading.load(emitted.className(), emitted.source(), compiler);
        KernelHandles training = KernelHandles.of(type, emitted.training());
        KernelHandles inference =
                emitted.inference().equals(emitted.training()) ? training : KernelHandles.of(type, emitted.inference());
        return new CompiledNorm(compilation, options, training, inference);
    }

    /** Inputs, parameters, states, constants and outputs, with axes and initial values. */
    public Signature signature() {
        return compilation.signature();
    }

    /** The number type of all arrays. */
    public ScalarType type() {
        return options.type();
    }

    /** The emitted Java. */
    public String source() {
        return compilation.emitted().source();
    }

    /** All that the compiler found out. */
    public Compilation compilation() {
        return compilation;
    }

    /**
     * Fixes the sizes.
     *
     * @param sizes the size of every axis, by name; 0 is allowed
     * @throws IllegalArgumentException if a size is missing, unknown or negative, an array would be too long for Java,
     *     or the norm is not defined for these sizes
     */
    public BoundNorm bind(Map<String, Integer> sizes, Mode mode) {
        List<String> axes = signature().axes().stream().map(Axis::name).toList();
        for (String axis : axes) {
            if (sizes.get(axis) == null) {
                throw new IllegalArgumentException(
                        signature().name() + ": expected a size for axis " + axis + ", given " + sizes);
            }
        }
        for (String given : sizes.keySet()) {
            if (!axes.contains(given)) {
                throw new IllegalArgumentException(
                        signature().name() + " has no axis " + given + "; its axes are " + String.join(", ", axes));
            }
        }
        return new BoundNorm(this, mode == Mode.TRAINING ? training : inference, mode, Map.copyOf(sizes));
    }
}
