package dev.normc.examples.transformer;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.dsl.Sources;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.BoundNorm;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.JavaCompiler;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import dev.normc.runtime.Targets;
import dev.normc.runtime.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The programs of one model: each is compiled once, and bound once for sizes that several layers have. */
final class Programs {

    private static final String FILE = "transformer.norm";

    /**
     * A program for fixed sizes. A forward of inference waits for no backward, so all layers share its memory.
     *
     * @param inferenceWorkspace the memory of every forward of inference
     */
    record Bound(CompiledNorm norm, BoundNorm training, BoundNorm inference, Workspace inferenceWorkspace) {}

    private record Key(CompiledNorm norm, Map<String, Integer> sizes) {}

    private final Normc normc;
    private final Options options;
    private final Source source;
    private final Map<Key, Bound> bound = new HashMap<>();

    Programs(Normc normc, ScalarType type) {
        this.normc = normc;
        // Named, so that it is not said in the log: who trains has other things to read.
        this.options = Options.DEFAULT.withType(type).withTarget(Targets.best());
        this.source = read();
    }

    private static Source read() {
        try (InputStream stream = Objects.requireNonNull(Programs.class.getResourceAsStream(FILE), FILE)) {
            return Sources.stream(FILE, stream);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * A norm that the user names.
     *
     * @throws UnusableNormException if the program has no such constants
     */
    CompiledNorm compile(NormChoice choice) {
        try {
            return normc.compile(choice.program(), options.withConstants(choice.constants()));
        } catch (IllegalArgumentException misfit) {
            throw new UnusableNormException(
                    choice.label() + " cannot be compiled: " + misfit.getMessage() + ".", misfit);
        }
    }

    /** A norm of the file of this package. */
    Bound own(String name, Map<String, Double> constants, Map<String, Integer> sizes) {
        CompiledNorm norm =
                normc.compile(source, Optional.of(name), options.withConstants(constants), JavaCompiler.JANINO);
        return bind(norm, sizes);
    }

    /**
     * Binds for training and inference.
     *
     * @throws IllegalArgumentException if the sizes do not fit
     */
    Bound bind(CompiledNorm norm, Map<String, Integer> sizes) {
        return bound.computeIfAbsent(new Key(norm, sizes), key -> {
            BoundNorm inference = norm.bind(sizes, Mode.INFERENCE);
            return new Bound(norm, norm.bind(sizes, Mode.TRAINING), inference, inference.newWorkspace());
        });
    }
}
