package dev.normc.compiler.simplify;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Reduction;
import java.util.List;
import java.util.Optional;

/** Rules about sums over axes. */
final class ReductionRules {

    /** A balanced value is looked for no deeper than this. */
    private static final int DEEPEST = 8;

    private ReductionRules() {}

    /** {@code sum[A](c * t) -> c * sum[A](t)} where c does not vary over A. */
    static Optional<Node> pullOut(Node node, Surroundings surroundings) {
        if (!isSum(node) || surroundings.isFrozen(node)) {
            return Optional.empty();
        }
        Axes over = over(node);
        Product product = Product.deep(node.input(0), surroundings);
        List<Node> outside = product.factors().stream()
                .filter(factor -> !factor.axes().intersects(over))
                .toList();
        if (outside.isEmpty() && product.coefficient() == 1) {
            return Optional.empty();
        }
        Product inside = product.withCoefficient(1);
        for (Node factor : outside) {
            inside = inside.without(factor);
        }
        Node sum = sumOf(inside.build(surroundings), (Operation.Reduce) node.operation(), surroundings);
        return Optional.of(new Product(product.coefficient(), outside).with(sum).build(surroundings));
    }

    /** The same sum or mean of another value, which may have lost some of the axes. */
    private static Node sumOf(Node value, Operation.Reduce reduce, Surroundings surroundings) {
        return surroundings.builder().reduceBroadcast(Reduction.SUM, value, reduce.over(), reduce.averaged());
    }

    /** {@code sum[A](t + b) -> sum[A](t)} where b is balanced over A: its sum over A is zero by its form. */
    static Optional<Node> dropBalanced(Node node, Surroundings surroundings) {
        if (!isSum(node)) {
            return Optional.empty();
        }
        Axes over = over(node);
        if (isBalanced(node.input(0), over, 0)) {
            return Optional.of(surroundings.builder().constant(0));
        }
        Sum sum = surroundings.sum(node.input(0));
        List<Sum.Term> rest = sum.terms().stream()
                .filter(term -> !isBalanced(term.value(), over, 0))
                .toList();
        if (rest.size() == sum.terms().size()) {
            return Optional.empty();
        }
        Node value = new Sum(rest).build(surroundings.builder());
        return Optional.of(sumOf(value, (Operation.Reduce) node.operation(), surroundings));
    }

    /**
     * Whether {@code value} adds up to zero over {@code over}: {@code v - mean[A](v)}, the negative or a multiple of
     * such a value that does not vary over A, or the sum of two.
     */
    private static boolean isBalanced(Node value, Axes over, int depth) {
        if (depth > DEEPEST) {
            return false;
        }
        if (value.is(Pointwise.SUBTRACT) && value.input(1).isMeanOf(value.input(0), over)) {
            return true;
        }
        if (value.is(Pointwise.NEGATE)) {
            return isBalanced(value.input(0), over, depth + 1);
        }
        if (value.is(Pointwise.ADD) || value.is(Pointwise.SUBTRACT)) {
            return value.inputs().stream().allMatch(term -> isBalanced(term, over, depth + 1));
        }
        return value.is(Pointwise.MULTIPLY)
                && (isMultipleOfBalanced(value.input(0), value.input(1), over, depth)
                        || isMultipleOfBalanced(value.input(1), value.input(0), over, depth));
    }

    private static boolean isMultipleOfBalanced(Node factor, Node value, Axes over, int depth) {
        return !factor.axes().intersects(over) && isBalanced(value, over, depth + 1);
    }

    /** {@code mean[A](t) -> sum[A](t) * (1/n)} where the sum is computed anyway. */
    static Optional<Node> shareSum(Node node, Surroundings surroundings) {
        if (!isSum(node)
                || surroundings.isFrozen(node)
                || !((Operation.Reduce) node.operation()).averaged().equals(over(node))) {
            return Optional.empty();
        }
        GraphBuilder builder = surroundings.builder();
        Operation plain = new Operation.Reduce(Reduction.SUM, over(node), Axes.NONE);
        return surroundings.present(plain, node.input(0)).map(sum -> {
            surroundings.usedAgain(sum);
            return builder.multiply(sum, builder.reciprocal(builder.count(over(node))));
        });
    }

    private static boolean isSum(Node node) {
        return node.operation() instanceof Operation.Reduce reduce && reduce.reduction() == Reduction.SUM;
    }

    private static Axes over(Node node) {
        return ((Operation.Reduce) node.operation()).over();
    }
}
