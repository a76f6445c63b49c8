package dev.normc.compiler.simplify;

import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import java.util.List;
import java.util.Optional;

/** Rules about single operators. */
final class OperatorRules {

    private OperatorRules() {}

    /** {@code f(constants) -> constant}, in double, as every uniform value is. */
    static Optional<Node> foldConstants(Node node, Surroundings surroundings) {
        boolean constant = node.operation() instanceof Operation.Apply
                && !node.isCondition()
                && node.inputs().stream().allMatch(input -> input.operation() instanceof Operation.Constant);
        if (!constant) {
            return Optional.empty();
        }
        double[] inputs = node.inputs().stream()
                .mapToDouble(input -> ((Operation.Constant) input.operation()).value())
                .toArray();
        Pointwise operator = ((Operation.Apply) node.operation()).operator();
        return Optional.of(surroundings.builder().constant(operator.value(inputs)));
    }

    /** {@code -(-v) -> v}. */
    static Optional<Node> negateTwice(Node node, Surroundings surroundings) {
        return node.is(Pointwise.NEGATE) && node.input(0).is(Pointwise.NEGATE)
                ? Optional.of(node.input(0).input(0))
                : Optional.empty();
    }

    /** {@code 1 * v -> v}, {@code v / 1 -> v}. */
    static Optional<Node> timesOne(Node node, Surroundings surroundings) {
        if (node.is(Pointwise.MULTIPLY) && node.input(0).isConstant(1)) {
            return Optional.of(node.input(1));
        }
        boolean unchanged = (node.is(Pointwise.MULTIPLY) || node.is(Pointwise.DIVIDE))
                && node.input(1).isConstant(1);
        return unchanged ? Optional.of(node.input(0)) : Optional.empty();
    }

    /** {@code v + 0 -> v}, {@code v - 0 -> v}, {@code 0 - v -> -v}. Not the same bits: -0.0 + 0.0 is 0.0. */
    static Optional<Node> plusZero(Node node, Surroundings surroundings) {
        if (node.is(Pointwise.ADD) && node.input(0).isConstant(0)) {
            return Optional.of(node.input(1));
        }
        if (node.is(Pointwise.SUBTRACT) && node.input(0).isConstant(0)) {
            return Optional.of(surroundings.builder().negate(node.input(1)));
        }
        boolean unchanged = (node.is(Pointwise.ADD) || node.is(Pointwise.SUBTRACT))
                && node.input(1).isConstant(0);
        return unchanged ? Optional.of(node.input(0)) : Optional.empty();
    }

    /** {@code 0 * v -> 0}. Loses a NaN or an infinity in v. */
    static Optional<Node> timesZero(Node node, Surroundings surroundings) {
        boolean zero = node.is(Pointwise.MULTIPLY) && node.inputs().stream().anyMatch(input -> input.isConstant(0));
        return zero ? Optional.of(surroundings.builder().constant(0)) : Optional.empty();
    }

    /**
     * {@code if c then v else v -> v}. Not in the forward if v varies over fewer axes than c: its results have the axes
     * that the program gives them.
     */
    static Optional<Node> sameBranches(Node node, Surroundings surroundings) {
        boolean same = node.is(Pointwise.SELECT)
                && node.input(1) == node.input(2)
                && (!surroundings.isForward()
                        || node.axes().equals(node.input(1).axes()));
        return same ? Optional.of(node.input(1)) : Optional.empty();
    }

    /** {@code a / sqrt(b) -> a * rsqrt(b)}. */
    static Optional<Node> divideByRoot(Node node, Surroundings surroundings) {
        if (!node.is(Pointwise.DIVIDE) || !node.input(1).is(Pointwise.SQRT)) {
            return Optional.empty();
        }
        Node inverse =
                surroundings.builder().apply(Pointwise.RSQRT, node.input(1).input(0));
        return Optional.of(surroundings.builder().multiply(node.input(0), inverse));
    }

    /** {@code 1 / sqrt(b) -> rsqrt(b)}, which is computed just so. */
    static Optional<Node> invertRoot(Node node, Surroundings surroundings) {
        return node.is(Pointwise.RECIPROCAL) && node.input(0).is(Pointwise.SQRT)
                ? Optional.of(surroundings
                        .builder()
                        .apply(Pointwise.RSQRT, node.input(0).input(0)))
                : Optional.empty();
    }

    /** {@code a / b -> a * (1/b)} where b varies over fewer axes: one division outside of the inner loop. */
    static Optional<Node> divideBySmaller(Node node, Surroundings surroundings) {
        if (!node.is(Pointwise.DIVIDE) || node.uniform()) {
            return Optional.empty();
        }
        boolean smaller = node.input(1).uniform()
                || node.input(1).axes().size() < node.axes().size();
        GraphBuilder builder = surroundings.builder();
        return smaller
                ? Optional.of(builder.multiply(node.input(0), builder.reciprocal(node.input(1))))
                : Optional.empty();
    }

    /** {@code b op a -> a op b} in the {@link OperandOrder}. */
    static Optional<Node> commute(Node node, Surroundings surroundings) {
        if (!(node.operation() instanceof Operation.Apply apply)
                || !apply.operator().commutative()) {
            return Optional.empty();
        }
        List<Node> sorted = OperandOrder.sorted(apply.operator(), node.inputs());
        Node commuted = surroundings.builder().withInputs(node, sorted);
        return commuted == node ? Optional.empty() : Optional.of(commuted);
    }
}
