package dev.normc.runtime.random;

import dev.normc.compiler.Compilation.Variant;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.graph.UniformValue;
import dev.normc.compiler.interpret.Interpreter;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.KernelRun;
import dev.normc.runtime.Mode;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Steps of a kernel, each held against the interpreted program as it is written and its derivative. */
public final class Comparison {

    /** Errors up to this many roundings of the largest element need no justification. */
    private static final double PLAIN = 1_000;

    /** Kernels may err by this many times what one rounding in each operation brings about. */
    private static final double SLACK = 200;

    private final CompiledNorm norm;
    private final Map<String, Integer> sizes;
    private final Mode mode;
    private final double rounding;

    public Comparison(CompiledNorm norm, Map<String, Integer> sizes, Mode mode) {
        this.norm = norm;
        this.sizes = sizes;
        this.mode = mode;
        this.rounding = Sensitivity.rounding(norm.type());
    }

    /** Runs {@code steps} steps; what the kernel makes of the states is what the next step begins with. */
    public Optional<Failure> steps(int steps, long seed) {
        Map<Tensor, double[]> states = Map.of();
        for (int step = 0; step < steps; step++) {
            Map<Tensor, double[]> values = values(norm, sizes, seed + 7919L * step);
            values.putAll(states);
            Set<Tensor> leftOut = (seed + step) % 2 == 0 ? leaveOut(values) : Set.of();
            KernelRun run = KernelRun.of(norm, sizes, mode, values, leftOut);
            Optional<Failure> failure = compare(values, run);
            if (failure.isPresent()) {
                return failure;
            }
            states = states(values, run);
        }
        return Optional.empty();
    }

    /** Puts what stands in for it in the place of optional data. */
    private Set<Tensor> leaveOut(Map<Tensor, double[]> values) {
        Set<Tensor> leftOut = new HashSet<>();
        for (Signature.Initialised data : norm.signature().data()) {
            data.initial().ifPresent(standIn -> {
                double[] filled =
                        Objects.requireNonNull(values.get(data.tensor())).clone();
                Arrays.fill(filled, UniformValue.of(standIn, sizes));
                values.put(data.tensor(), filled);
                leftOut.add(data.tensor());
            });
        }
        return leftOut;
    }

    /** Random values for all that the norm reads, as its type has them. */
    public static Map<Tensor, double[]> values(CompiledNorm norm, Map<String, Integer> sizes, long seed) {
        Map<Tensor, double[]> values = new LinkedHashMap<>(RandomArguments.of(norm.signature(), sizes, seed));
        values.replaceAll((tensor, array) -> norm.type(tensor) == ScalarType.FLOAT ? rounded(array) : array);
        return values;
    }

    private static double[] rounded(double[] array) {
        return Arrays.stream(array).map(value -> (float) value).toArray();
    }

    private Map<Tensor, double[]> states(Map<Tensor, double[]> values, KernelRun run) {
        Map<Tensor, double[]> states = new LinkedHashMap<>();
        List<Tensor> tensors = norm.bind(sizes, mode).tensors();
        norm.signature().states().stream()
                .map(Signature.Initialised::tensor)
                .forEach(state -> states.put(state, tensors.contains(state) ? run.get(state) : values.get(state)));
        return states;
    }

    /** The results of one step, as the interpreter sees them. */
    public static List<Binding> results(Variant variant) {
        List<Binding> results = new ArrayList<>(variant.derived().forward().outputs());
        results.addAll(variant.derived().gradients());
        results.addAll(variant.derived().forward().updates());
        results.addAll(variant.derived().updates());
        return results;
    }

    private Optional<Failure> compare(Map<Tensor, double[]> values, KernelRun run) {
        Variant variant = norm.compilation().variant(mode == Mode.TRAINING);
        List<Binding> results = results(variant);
        Map<Tensor, double[]> expected = Interpreter.evaluate(results, sizes, values);
        Map<Tensor, Double> allowed = null;
        for (Binding result : results) {
            Tensor tensor = result.tensor();
            double[] reference = Objects.requireNonNull(expected.get(tensor));
            double[] actual = run.get(tensor);
            if (sizes.containsValue(0)) {
                reference = tensor.role() == Role.STATE
                        ? Objects.requireNonNull(values.get(tensor))
                        : new double[reference.length];
            }
            double error = Distance.between(reference, actual);
            double plain = PLAIN * rounding * Math.max(Distance.largest(reference), smallest());
            if (error > plain) {
                allowed = allowed != null
                        ? allowed
                        : Sensitivity.of(
                                results,
                                sizes,
                                values,
                                expected,
                                variant.lowered().builder(),
                                norm.type());
                double bound = plain + SLACK * Objects.requireNonNull(allowed.get(tensor));
                if (!(error <= bound)) {
                    return Optional.of(failure(tensor, reference, actual, error, bound));
                }
            }
        }
        return Optional.empty();
    }

    private Failure failure(Tensor tensor, double[] expected, double[] actual, double error, double bound) {
        String kind = norm.type() + " kernel, " + mode + ", " + tensor.role();
        return new Failure(
                kind,
                tensor + ": expected " + Distance.shown(expected) + ", actual " + Distance.shown(actual) + ", error "
                        + error + ", allowed " + bound);
    }

    /** Below this, numbers of the type lose digits. */
    private double smallest() {
        return norm.type() == ScalarType.FLOAT ? 1e-30 : 1e-290;
    }
}
