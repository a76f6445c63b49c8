package dev.normc.compiler;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.emit.TensorStorage;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.compiler.plan.Decision;
import dev.normc.compiler.planning.SavePolicy;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How a norm is compiled.
 *
 * @param type the number type of the kernels
 * @param packageName the package of the emitted class, empty for the unnamed one
 * @param classSuffix what the name of the emitted class has behind that of the norm
 * @param constants values for constants of the program, by name
 * @param sizes sizes of axes that the kernels are compiled for, by name, a split one by its whole; the caller says the
 *     others when the norm is bound. No bit depends on which are fixed
 * @param savePolicy which values of the forward are kept for the backward
 * @param storage the storage of single values by name, which the policy does not touch
 * @param target what the kernels are written for; every target gives the same bits. Without one the compiler writes
 *     plain Java, and a runtime takes what is fastest where it runs
 * @param parallel whether a workspace may let several threads share a call; the bits are those of one thread
 * @param tensors how the tensors of a caller lie in memory
 * @param overloads whether the emitted class has more public methods than one for each kernel: for slices of arrays,
 *     for the states in one object, and with results in new arrays. No bit depends on it
 * @param mostOperations how many values forward and backward may compute; a norm that takes more is an error. Time and
 *     memory of a compilation grow with it
 */
public record Options(
        ScalarType type,
        String packageName,
        String classSuffix,
        Map<String, Double> constants,
        Map<String, Integer> sizes,
        SavePolicy savePolicy,
        Map<String, Decision.Storage> storage,
        Optional<KernelTarget> target,
        boolean parallel,
        TensorStorage tensors,
        boolean overloads,
        int mostOperations) {

    /** Ten times what the longest norm that anyone has written takes, and a few seconds. */
    public static final int DEFAULT_OPERATIONS = 50_000;

    /** Float kernels in the package {@code generated}, everything else by default. */
    public static final Options DEFAULT = new Options(
            ScalarType.FLOAT,
            "generated",
            "",
            Map.of(),
            Map.of(),
            SavePolicy.BALANCED,
            Map.of(),
            Optional.empty(),
            false,
            TensorStorage.ARRAY,
            false,
            DEFAULT_OPERATIONS);

    public Options {
        sizes = java.util.Collections.unmodifiableMap(new TreeMap<>(sizes));
        constants = java.util.Collections.unmodifiableMap(new TreeMap<>(constants));
        if (mostOperations < 1) {
            throw new IllegalArgumentException("a norm takes at least 1 operation, given " + mostOperations);
        }
        if (tensors.isHalf() && type != ScalarType.FLOAT) {
            throw new IllegalArgumentException("tensors of " + tensors + " are computed in float, not in "
                    + type.name().toLowerCase(Locale.ROOT));
        }
        storage = java.util.Collections.unmodifiableMap(new TreeMap<>(storage));
    }

    public Options withType(ScalarType other) {
        return with(copy -> copy.type = other);
    }

    public Options withPackageName(String other) {
        return with(copy -> copy.packageName = other);
    }

    public Options withClassSuffix(String other) {
        return with(copy -> copy.classSuffix = other);
    }

    public Options withConstants(Map<String, Double> other) {
        return with(copy -> copy.constants = other);
    }

    public Options withSizes(Map<String, Integer> other) {
        return with(copy -> copy.sizes = other);
    }

    public Options withSavePolicy(SavePolicy other) {
        return with(copy -> copy.savePolicy = other);
    }

    public Options withStorage(Map<String, Decision.Storage> other) {
        return with(copy -> copy.storage = other);
    }

    public Options withMostOperations(int other) {
        return with(copy -> copy.mostOperations = other);
    }

    public Options withTarget(KernelTarget other) {
        return with(copy -> copy.target = Optional.of(other));
    }

    public Options withParallel(boolean other) {
        return with(copy -> copy.parallel = other);
    }

    public Options withOverloads(boolean other) {
        return with(copy -> copy.overloads = other);
    }

    /** How the tensors of a caller lie in memory. */
    public Options withTensors(TensorStorage other) {
        return with(copy -> copy.tensors = other);
    }

    private Options with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.options();
    }

    /** Options that are being changed. */
    private static final class Copy {
        private ScalarType type;
        private String packageName;
        private String classSuffix;
        private Map<String, Double> constants;
        private Map<String, Integer> sizes;
        private SavePolicy savePolicy;
        private Map<String, Decision.Storage> storage;
        private Optional<KernelTarget> target;
        private boolean parallel;
        private TensorStorage tensors;
        private boolean overloads;
        private int mostOperations;

        Copy(Options options) {
            type = options.type;
            packageName = options.packageName;
            classSuffix = options.classSuffix;
            constants = options.constants;
            sizes = options.sizes;
            savePolicy = options.savePolicy;
            storage = options.storage;
            target = options.target;
            parallel = options.parallel;
            tensors = options.tensors;
            overloads = options.overloads;
            mostOperations = options.mostOperations;
        }

        Options options() {
            return new Options(
                    type,
                    packageName,
                    classSuffix,
                    constants,
                    sizes,
                    savePolicy,
                    storage,
                    target,
                    parallel,
                    tensors,
                    overloads,
                    mostOperations);
        }
    }
}
