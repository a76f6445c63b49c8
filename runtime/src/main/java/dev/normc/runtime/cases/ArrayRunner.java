package dev.normc.runtime.cases;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.graph.UniformValue;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.Threads;
import dev.normc.runtime.WorkerPool;
import dev.normc.runtime.cases.ArrayResult.Computed;
import dev.normc.runtime.npy.NpyFile;
import dev.normc.runtime.npy.NpyType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs one step of a norm on arrays in NumPy files. The elements go from a file to the arrays of the kernels at once.
 */
public final class ArrayRunner {

    private final ArrayStep step;
    private final StepExecutor executor;
    private final Signature signature;
    private final Map<Tensor, NpyFile> files;
    private final Map<String, Integer> sizes;
    private final Map<Tensor, Object> arrays = new LinkedHashMap<>();

    private ArrayRunner(ArrayStep step, StepExecutor executor, Map<Tensor, NpyFile> files) {
        this.step = step;
        this.executor = executor;
        this.signature = executor.signature();
        this.files = files;
        this.sizes = ArrayShapes.sizes(signature, files, step.sizes());
    }

    /**
     * Runs {@code step}.
     *
     * @param source the program
     * @param norm which of its norms, if it has several
     * @param type the number type of the kernels; without one it is float if all arrays are, else double
     * @param options how; its type is not looked at
     * @throws dev.normc.runtime.npy.NpyException if a file holds no array that can be read
     * @throws CaseException if files and program do not fit together
     * @throws dev.normc.dsl.diagnostic.InvalidNormException if the program has errors
     * @throws IllegalArgumentException if the norm is not defined for these sizes
     */
    public static ArrayResult run(
            ArrayStep step, Source source, Optional<String> norm, Optional<ScalarType> type, CaseOptions options) {
        try (ArrayFiles opened = ArrayFiles.open(step);
                WorkerPool pool = new WorkerPool(options.threads())) {
            Optional<Threads> threads = options.threads() > 1 ? Optional.of(pool.threads()) : Optional.empty();
            ScalarType likely =
                    options.executor() == Executor.INTERPRETER ? ScalarType.DOUBLE : type.orElseGet(opened::likelyType);
            StepExecutor executor = executor(source, norm, likely, options, threads);
            Map<Tensor, NpyFile> files = opened.of(executor.signature());
            if (type.isEmpty() && !rounded(executor, files).isEmpty()) {
                executor = executor(source, norm, ScalarType.DOUBLE, options, threads);
            }
            ArrayRunner runner = new ArrayRunner(step, executor, files);
            return runner.result(opened);
        }
    }

    private static StepExecutor executor(
            Source source, Optional<String> norm, ScalarType type, CaseOptions options, Optional<Threads> threads) {
        Options plain = Options.DEFAULT
                .withType(type)
                .withConstants(options.constants())
                .withParallel(options.threads() > 1);
        Options compilation = options.target().map(plain::withTarget).orElse(plain);
        return StepExecutor.of(options, source, norm, compilation, threads);
    }

    /** Tensors whose files have more digits than their arrays. */
    private static List<Tensor> rounded(StepExecutor executor, Map<Tensor, NpyFile> files) {
        return files.entrySet().stream()
                .filter(given -> given.getValue().header().type() == NpyType.FLOAT64
                        && executor.type(given.getKey()) == ScalarType.FLOAT)
                .map(Map.Entry::getKey)
                .toList();
    }

    private ArrayResult result(ArrayFiles opened) {
        List<String> leftOut = new ArrayList<>();
        files.forEach((tensor, file) -> arrays.put(tensor, read(tensor, file)));
        Stream.concat(signature.parameters().stream(), signature.states().stream())
                .filter(one -> !files.containsKey(one.tensor()))
                .forEach(one -> {
                    arrays.put(one.tensor(), initial(one));
                    leftOut.add(one.tensor().name());
                });
        if (step.hasBackward() && step.upstream().isEmpty()) {
            signature.outputs().stream()
                    .map(output -> new Tensor(Role.UPSTREAM, output.name(), output.layout()))
                    .forEach(upstream -> arrays.put(upstream, filled(upstream, 1)));
        }
        List<String> notes = rounded(executor, files).stream()
                .map(tensor -> Objects.requireNonNull(files.get(tensor)).path()
                        + " holds float64 and is rounded to float32" + " for kernels of float.")
                .toList();
        ScalarType type =
                signature.outputs().stream().map(executor::type).findFirst().orElseThrow();
        return new ArrayResult(type, givenSizes(), computed(), leftOut, notes, opened.names());
    }

    private Object read(Tensor tensor, NpyFile file) {
        return switch (executor.type(tensor)) {
            case FLOAT -> file.floats();
            case DOUBLE -> file.doubles();
        };
    }

    private Object initial(Initialised declared) {
        double value =
                declared.initial().map(node -> UniformValue.of(node, sizes)).orElse(0.0);
        return filled(declared.tensor(), value);
    }

    private Object filled(Tensor tensor, double value) {
        long length = Shapes.of(signature, tensor, sizes).stream()
                .mapToLong(Integer::longValue)
                .reduce(1, (a, b) -> Math.min(a, Integer.MAX_VALUE + 1L) * b);
        if (length > Integer.MAX_VALUE) {
            throw new CaseException(tensor + " has more elements than an array of Java can hold.");
        }
        return Filled.array(executor.type(tensor), (int) length, value);
    }

    private List<Computed> computed() {
        Map<Tensor, Object> results = executor.runOn(step.mode(), sizes, arrays, step.hasBackward());
        List<Computed> computed = new ArrayList<>();
        for (Role role : List.of(Role.OUTPUT, Role.GRADIENT, Role.STATE)) {
            results.forEach((tensor, array) -> {
                if (tensor.role() == role) {
                    List<Integer> shape = Shapes.of(signature, tensor, sizes);
                    computed.add(new Computed(role.noun() + " " + tensor.name(), tensor.label(), shape, array));
                }
            });
        }
        return computed;
    }

    /** The sizes that a caller of the norm gives, a split axis by its whole. */
    private Map<String, Integer> givenSizes() {
        Map<String, Integer> given = new LinkedHashMap<>();
        for (String name : Sizes.of(signature).given()) {
            given.put(
                    name,
                    signature.splits().stream()
                            .filter(split -> split.whole().equals(name))
                            .map(split -> new Sizes.Dimension(name, split.parts()).length(sizes))
                            .findFirst()
                            .orElseGet(() -> Objects.requireNonNull(sizes.get(name))));
        }
        return given;
    }
}
