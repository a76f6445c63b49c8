package dev.normc.runtime.random;

import dev.normc.compiler.Compilation.Variant;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.interpret.Interpreter;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.KernelRun;
import dev.normc.runtime.Mode;
import dev.normc.runtime.gradcheck.GradientCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The gradients of the kernels against central differences of the interpreted forward, along one random direction for
 * each input and parameter. Where two steps disagree, the forward is not smooth, and nothing is said.
 */
final class Gradients {

    private static final double STEP = 1e-3;

    /** What is left of values around one that cancel, as the sum of what differs from its mean, has rounding errors. */
    private static final double CANCELLED = 1e-12;

    private final Map<String, Integer> sizes;
    private final Variant variant;
    private final Map<Tensor, double[]> values;
    private final KernelRun run;
    private final Random random;

    /** Whether the program has roots of what may be zero, as a deviation over a single element is. */
    private final boolean roots;

    private Gradients(Trial trial, Mode mode) {
        CompiledNorm norm = trial.compiled(ScalarType.DOUBLE);
        this.sizes = trial.subject().sizes();
        this.variant = norm.compilation().variant(mode == Mode.TRAINING);
        this.values = Comparison.values(norm, sizes, trial.subject().seed());
        this.run = KernelRun.of(norm, sizes, mode, values);
        this.random = new Random(trial.subject().seed());
        this.roots = trial.subject().program().constructs().contains("call of std");
    }

    static Optional<Failure> areDifferences(Trial trial) {
        if (trial.subject().sizes().containsValue(0)) {
            return Optional.empty();
        }
        for (Mode mode : Mode.values()) {
            Gradients gradients = new Gradients(trial, mode);
            Set<Tensor> approximate = GradientCheck.approximate(trial.compiled(ScalarType.DOUBLE), mode);
            for (Tensor source : List.copyOf(gradients.values.keySet())) {
                boolean learned = source.role() == Role.INPUT || source.role() == Role.PARAMETER;
                Optional<Failure> failure =
                        learned && !approximate.contains(source) ? gradients.failure(source, mode) : Optional.empty();
                if (failure.isPresent()) {
                    return failure;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Failure> failure(Tensor source, Mode mode) {
        double[] gradient = run.get(new Tensor(Role.GRADIENT, source.name(), source.layout()));
        double[] direction = random.doubles(gradient.length, -1, 1).toArray();
        double derived = 0;
        double size = 0;
        for (int i = 0; i < gradient.length; i++) {
            derived += gradient[i] * direction[i];
            size += Math.abs(gradient[i] * direction[i]);
        }
        double wide = difference(source, direction, STEP);
        double narrow = difference(source, direction, STEP / 4);
        double floor = loss(source, direction, 0)[1];
        boolean smooth = Math.abs(wide - narrow) <= 1e-6 * Math.abs(narrow) + 1e-9 * floor;
        boolean pole = Double.isNaN(derived) && roots;
        double error = Math.abs(derived - narrow);
        double allowed = 1e-5 * Math.max(size, Math.abs(narrow)) + 1e-8 * floor + CANCELLED;
        return !smooth || pole || error <= allowed
                ? Optional.empty()
                : Optional.of(new Failure(
                        "gradient, " + mode + ", " + source.role(),
                        "along a direction of " + source + " the gradient is " + derived + ", the difference "
                                + narrow));
    }

    /** (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h (Fornberg 1988). */
    private double difference(Tensor source, double[] direction, double step) {
        double near = loss(source, direction, step)[0] - loss(source, direction, -step)[0];
        double far = loss(source, direction, 2 * step)[0] - loss(source, direction, -2 * step)[0];
        return (8 * near - far) / (12 * step);
    }

    /** The outputs weighed with their upstream gradients, and the sum of the magnitudes of the same. */
    private double[] loss(Tensor source, double[] direction, double step) {
        Map<Tensor, double[]> moved = new LinkedHashMap<>(values);
        double[] point = Objects.requireNonNull(values.get(source)).clone();
        for (int i = 0; i < point.length; i++) {
            point[i] += step * direction[i];
        }
        moved.put(source, point);
        double[] loss = new double[2];
        Interpreter.evaluate(variant.derived().forward().outputs(), sizes, moved)
                .forEach((output, numbers) -> {
                    double[] upstream = Objects.requireNonNull(
                            values.get(new Tensor(Role.UPSTREAM, output.name(), output.layout())));
                    for (int i = 0; i < numbers.length; i++) {
                        loss[0] += upstream[i] * numbers[i];
                        loss[1] += Math.abs(upstream[i] * numbers[i]);
                    }
                });
        return loss;
    }
}
