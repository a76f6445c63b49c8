package dev.normc.compiler.graph;

import java.util.function.DoubleBinaryOperator;

/** The table of reductions: neutral element, how two partial results combine, and the adjoint. */
public enum Reduction {
    SUM("sum", 0.0, Double::sum, (algebra, input, output, over, adjoint) -> adjoint),

    MAX("max", Double.NEGATIVE_INFINITY, Math::max, Reduction::shareAmongTies),

    MIN("min", Double.POSITIVE_INFINITY, Math::min, Reduction::shareAmongTies),

    /**
     * The sum of squared deviations from the mean of the same elements. No program writes it: the scheduler puts it in
     * the place of the sum of {@code (v - mean(v))^2} where one pass over memory can gather both.
     */
    SQUARED_DEVIATION("squaredDeviation", 0.0, Double::sum, (algebra, input, output, over, adjoint) -> {
        throw new IllegalStateException("a squared deviation is made after differentiation");
    });

    private final String symbol;
    private final double neutral;
    private final DoubleBinaryOperator combine;
    private final ReductionAdjoint adjoint;

    Reduction(String symbol, double neutral, DoubleBinaryOperator combine, ReductionAdjoint adjoint) {
        this.symbol = symbol;
        this.neutral = neutral;
        this.combine = combine;
        this.adjoint = adjoint;
    }

    /** The gradient that the input gets for the gradient {@code adjoint} that reaches the output. */
    @FunctionalInterface
    interface ReductionAdjoint {
        Node apply(Algebra algebra, Node input, Node output, Axes over, Node adjoint);
    }

    /** The name in the language. */
    public String symbol() {
        return symbol;
    }

    /** The value of a reduction of nothing. */
    public double neutral() {
        return neutral;
    }

    /** Combines two partial results; NaN in one makes the result NaN. */
    public double combine(double left, double right) {
        return combine.applyAsDouble(left, right);
    }

    /** The gradient that {@code input} gets for the gradient {@code upstream} that reaches {@code output}. */
    public Node adjoint(Algebra algebra, Node input, Node output, Axes over, Node upstream) {
        return adjoint.apply(algebra, input, output, over, upstream);
    }

    /** Every element that attains the extremum gets the same share, as PyTorch's amax does. */
    private static Node shareAmongTies(Algebra algebra, Node input, Node output, Axes over, Node adjoint) {
        Node attains = algebra.apply(Pointwise.EQUAL, input, output);
        Node ties = algebra.sum(algebra.select(attains, algebra.constant(1), algebra.constant(0)), over);
        return algebra.select(attains, algebra.divide(adjoint, ties), algebra.constant(0));
    }
}
