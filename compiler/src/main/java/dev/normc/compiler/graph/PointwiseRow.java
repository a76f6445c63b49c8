package dev.normc.compiler.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** A row of the operator table while it is written down. */
final class PointwiseRow {

    /** The value of an operator in double. */
    @FunctionalInterface
    interface Value {
        double of(double[] inputs);
    }

    /** What the signs of the inputs say of the sign of the result. */
    @FunctionalInterface
    interface SignRule {
        Sign apply(List<Sign> inputs);
    }

    /** What the ranges of the inputs say of the range of the result. */
    @FunctionalInterface
    interface RangeRule {
        Range apply(List<Range> inputs);
    }

    final String symbol;
    final int arity;
    final boolean yieldsCondition;
    Value value = inputs -> Double.NaN;
    List<Partial> partials;
    JavaForm java = new JavaForm.Itself();
    VectorForm vector = new VectorForm.None();
    SignRule sign = signs -> Sign.ANY;
    RangeRule range = ranges -> Range.ANY;
    Growth growth = Growth.NONE;
    Set<Integer> conditions = Set.of();
    int cost = 1;
    boolean commutative;

    private PointwiseRow(String symbol, int arity, boolean yieldsCondition) {
        this.symbol = symbol;
        this.arity = arity;
        this.yieldsCondition = yieldsCondition;
        this.partials = all(new Partial.Blocked());
    }

    static PointwiseRow number(String symbol, int arity) {
        return new PointwiseRow(symbol, arity, false);
    }

    static PointwiseRow condition(String symbol, int arity) {
        return new PointwiseRow(symbol, arity, true);
    }

    PointwiseRow value(Value value) {
        this.value = value;
        return this;
    }

    /** One partial derivative per input. */
    PointwiseRow partials(Partial.Derivative... derivatives) {
        List<Partial> factors = new ArrayList<>();
        for (Partial.Derivative derivative : derivatives) {
            factors.add(new Partial.Factor(derivative));
        }
        this.partials = List.copyOf(factors);
        return this;
    }

    /** Input 0 is the condition, inputs 1 and 2 get the gradient where these conditions hold. */
    PointwiseRow branches(Partial.Derivative consequence, Partial.Derivative alternative) {
        this.partials =
                List.of(new Partial.Blocked(), new Partial.Branch(consequence), new Partial.Branch(alternative));
        return this;
    }

    PointwiseRow blocked() {
        this.partials = all(new Partial.Blocked());
        return this;
    }

    PointwiseRow undefined() {
        this.partials = all(new Partial.Undefined());
        return this;
    }

    PointwiseRow java(JavaForm java) {
        this.java = java;
        return this;
    }

    PointwiseRow vector(VectorForm vector) {
        this.vector = vector;
        return this;
    }

    /** The method of a vector that does this lane by lane. */
    PointwiseRow vector(String method) {
        return vector(new VectorForm.Method(method));
    }

    PointwiseRow sign(SignRule sign) {
        this.sign = sign;
        return this;
    }

    PointwiseRow range(RangeRule range) {
        this.range = range;
        return this;
    }

    /** The range where one function of one input, which grows, gives the values. */
    PointwiseRow growing(DoubleUnaryOperator function) {
        return range(ranges -> ranges.get(0).mapped(function));
    }

    PointwiseRow growth(Growth growth) {
        this.growth = growth;
        return this;
    }

    PointwiseRow takesConditions(Integer... inputs) {
        this.conditions = Set.of(inputs);
        return this;
    }

    PointwiseRow cost(int cost) {
        this.cost = cost;
        return this;
    }

    PointwiseRow commutative() {
        this.commutative = true;
        return this;
    }

    /** 1 where {@code smaller < larger} holds, 1/2 where both are equal, else 0. */
    static Node share(Algebra algebra, Node smaller, Node larger) {
        Node tie = when(algebra, algebra.apply(Pointwise.EQUAL, smaller, larger), 0.5);
        return algebra.select(algebra.less(smaller, larger), algebra.constant(1), tie);
    }

    /** 1 where {@code condition} holds, else 0. */
    static Node when(Algebra algebra, Node condition) {
        return when(algebra, condition, 1);
    }

    private static Node when(Algebra algebra, Node condition, double value) {
        return algebra.select(condition, algebra.constant(value), algebra.constant(0));
    }

    private List<Partial> all(Partial partial) {
        return Collections.nCopies(arity, partial);
    }
}
