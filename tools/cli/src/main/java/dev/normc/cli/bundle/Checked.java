package dev.normc.cli.bundle;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.runtime.BoundNorm;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Mode;
import dev.normc.runtime.gradcheck.GradientCheck;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One mode of a norm, and how its kernels did on the golden problem.
 *
 * @param mode the mode
 * @param norm the norm as it is exported
 * @param inDouble the same norm in double
 * @param golden the problem
 * @param rows how the gradients did
 * @param rounding how far outputs and gradients may be from those in double, relative to the largest element
 * @param worstRounding how far they are
 */
record Checked(
        Mode mode,
        CompiledNorm norm,
        CompiledNorm inDouble,
        Problem golden,
        List<Row> rows,
        double rounding,
        double worstRounding) {

    /** What rounding may do at least, so that the bound says more than the measurement. */
    private static final double LEAST_ROUNDING = 1e-6;

    /**
     * One gradient in double.
     *
     * @param of the input or parameter
     * @param approximate whether the program defines another gradient than the exact one
     * @param error its distance from the differences, relative to the largest of them
     */
    record Row(Tensor of, boolean approximate, double error) {

        boolean holds() {
            return approximate || error <= Differences.TOLERANCE;
        }
    }

    Checked {
        rows = List.copyOf(rows);
    }

    /**
     * Checks a mode, with inputs above 0 if the norm is not defined for others.
     *
     * @throws UncertifiedException if a gradient does not hold, or no such problem has numbers as its results
     */
    static Checked of(CompiledNorm norm, CompiledNorm inDouble, Mode mode, Problem golden) {
        Checked any = on(norm, inDouble, mode, golden);
        if (any.holds()) {
            return any;
        }
        Checked positive = on(norm, inDouble, mode, golden.withPositiveInputs());
        if (positive.holds()) {
            return positive;
        }
        boolean finite = Double.isFinite(any.rounding());
        throw new UncertifiedException(norm.signature().name(), mode, finite ? any.rows() : List.of());
    }

    private static Checked on(CompiledNorm norm, CompiledNorm inDouble, Mode mode, Problem problem) {
        Step step = Step.of(norm.bind(problem.sizes(), mode), problem);
        BoundNorm doubles = inDouble.bind(problem.sizes(), mode);
        Step point = step.in(doubles);
        Step ran = step.in(doubles).run();
        step.run();
        Set<Tensor> inexact = GradientCheck.approximate(inDouble, mode);
        List<Row> rows = new ArrayList<>();
        double worst = 0;
        for (Tensor tensor : doubles.tensors()) {
            if (tensor.role() == Role.GRADIENT) {
                Tensor of = source(doubles, tensor);
                double[] differences = Differences.of(point, (double[]) point.array(of));
                double error = Differences.error(differences, Differences.sampled(ran.values(tensor)));
                rows.add(new Row(of, inexact.contains(of) && error > Differences.TOLERANCE, error));
            }
            if (tensor.role() == Role.GRADIENT || tensor.role() == Role.OUTPUT) {
                worst = Math.max(worst, Differences.error(ran.values(tensor), step.values(tensor)));
            }
        }
        boolean finite = ran.isFinite() && step.isFinite();
        double rounding = finite ? Math.max(LEAST_ROUNDING, powerOfTenAbove(2 * worst)) : Double.POSITIVE_INFINITY;
        return new Checked(mode, norm, inDouble, problem, rows, rounding, worst);
    }

    private boolean holds() {
        return Double.isFinite(rounding) && rows.stream().allMatch(Row::holds);
    }

    private static Tensor source(BoundNorm bound, Tensor gradient) {
        return bound.tensors().stream()
                .filter(tensor -> tensor.name().equals(gradient.name())
                        && (tensor.role() == Role.INPUT || tensor.role() == Role.PARAMETER))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a gradient of what no kernel reads: " + gradient));
    }

    private static double powerOfTenAbove(double value) {
        if (value == 0) {
            return 0;
        }
        BigDecimal exact = new BigDecimal(value);
        return BigDecimal.ONE
                .scaleByPowerOfTen(exact.precision() - exact.scale())
                .doubleValue();
    }

    /** Whether it is computed in float, so that double says what rounding does. */
    boolean isRounded() {
        return norm.type() == ScalarType.FLOAT;
    }

    /** The bound norm for the sizes of {@code problem}. */
    BoundNorm bind(Problem problem) {
        return norm.bind(problem.sizes(), mode);
    }

    /** The worst error of a gradient that is exact. */
    double worst() {
        return rows.stream()
                .filter(row -> !row.approximate())
                .mapToDouble(Row::error)
                .max()
                .orElse(0);
    }
}
