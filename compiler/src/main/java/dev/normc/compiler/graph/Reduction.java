package dev.normc.compiler.graph;

/** The table of reductions: neutral element, how two partial results combine, and the adjoint. */
public enum Reduction {
    SUM("sum", 0.0, Pointwise.ADD, (algebra, input, output, over, adjoint) -> adjoint),

    MAX("max", Double.NEGATIVE_INFINITY, Pointwise.MAX, Reduction::shareAmongTies),

    MIN("min", Double.POSITIVE_INFINITY, Pointwise.MIN, Reduction::shareAmongTies),

    /**
     * The sum of squared deviations from the mean of the same elements. No program writes it: planning puts it in the
     * place of the sum of {@code (v - mean(v))^2} where one pass over memory can gather both.
     */
    SQUARED_DEVIATION("squaredDeviation", 0.0, Pointwise.ADD, (algebra, input, output, over, adjoint) -> {
        throw new IllegalStateException("a squared deviation is made after differentiation");
    }),

    /**
     * The sum of the elements whose squared deviation is wanted as well, forward or backward. No program writes it:
     * planning puts it in the place of their plain sum. It is gathered like the squared deviation and so has the same
     * bits whether both are gathered together or not.
     */
    MOMENT_SUM("sum", 0.0, Pointwise.ADD, (algebra, input, output, over, adjoint) -> {
        throw new IllegalStateException("the sum of a moment is made after differentiation");
    });

    private final String symbol;
    private final double neutral;
    private final Pointwise combine;
    private final ReductionAdjoint adjoint;

    Reduction(String symbol, double neutral, Pointwise combine, ReductionAdjoint adjoint) {
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

    /** Whether it is gathered by merging counts, sums and squared deviations of blocks. */
    public boolean isMoment() {
        return this == SQUARED_DEVIATION || this == MOMENT_SUM;
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
    public Pointwise combine() {
        return combine;
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
