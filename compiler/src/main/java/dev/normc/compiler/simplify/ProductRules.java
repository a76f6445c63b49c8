package dev.normc.compiler.simplify;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Reduction;
import java.util.List;
import java.util.Optional;

/** Rules about products, seen as a list of factors. */
final class ProductRules {

    private ProductRules() {}

    /** {@code (a * b) * c -> a * (b * c)} as {@link Product#build} brackets; constants are multiplied. */
    static Optional<Node> bracket(Node node, Surroundings surroundings) {
        return changed(
                node, isProduct(node) ? Optional.of(surroundings.product(node)) : Optional.empty(), surroundings);
    }

    /** {@code a * (1/v) -> a * r * r} where the forward computes r = rsqrt(v). */
    static Optional<Node> invertByRoot(Node node, Surroundings surroundings) {
        return rewriteFactor(
                node,
                surroundings,
                (product, factor) -> factor.is(Pointwise.RECIPROCAL)
                        ? surroundings
                                .frozenValue(Pointwise.RSQRT, factor.input(0))
                                .map(root -> product.without(factor).with(root).with(root))
                        : Optional.empty());
    }

    /** {@code n * (1/n) -> 1} for a count n of elements. */
    static Optional<Node> cancelSize(Node node, Surroundings surroundings) {
        return rewriteFactor(
                node,
                surroundings,
                (product, factor) -> factor.is(Pointwise.RECIPROCAL)
                                && factor.uniform()
                                && product.factors().contains(factor.input(0))
                        ? Optional.of(product.without(factor).without(factor.input(0)))
                        : Optional.empty());
    }

    /** {@code sum[A](t) * (1/n) -> mean[A](t)} for the size n of A. Not when the sum itself is wanted elsewhere. */
    static Optional<Node> sumOverSize(Node node, Surroundings surroundings) {
        GraphBuilder builder = surroundings.builder();
        return rewriteFactor(node, surroundings, (product, factor) -> {
            boolean divided =
                    product.factors().stream().anyMatch(other -> other.uniform() && other.is(Pointwise.RECIPROCAL));
            if (!divided || !isPlainSum(factor) || !surroundings.isInner(factor)) {
                return Optional.empty();
            }
            Axes over = ((Operation.Reduce) factor.operation()).over();
            Node inverse = builder.reciprocal(builder.count(over));
            if (!product.factors().contains(inverse)) {
                return Optional.empty();
            }
            surroundings.unused(factor);
            return Optional.of(product.without(factor).without(inverse).with(builder.mean(factor.input(0), over)));
        });
    }

    /**
     * {@code a * b -> p} where the forward computes p = a * b. Not with a learned factor: its cofactor is the value
     * that the gradients share.
     */
    static Optional<Node> reuseProduct(Node node, Surroundings surroundings) {
        return rewriteFactor(node, surroundings, (product, factor) -> {
            Product rest = product.without(factor);
            for (Node other : rest.factors()) {
                Optional<Node> known =
                        surroundings.frozenProduct(factor, other).filter(found -> !hasLearnedFactor(found));
                if (known.isPresent()) {
                    return Optional.of(rest.without(other).with(known.get()));
                }
            }
            return Optional.empty();
        });
    }

    /**
     * {@code c * sum[A](a * t) -> sum[A](p * t)} where c does not vary over A and the forward computes p = c * a. Not
     * when the sum is wanted elsewhere: it would be computed twice. Beside saving a product it keeps the terms of the
     * sum near one: with c = 1e-20 and a = 1e20 the left side can overflow, the right one cannot.
     */
    static Optional<Node> absorbIntoSum(Node node, Surroundings surroundings) {
        return rewriteFactor(node, surroundings, (product, factor) -> {
            if (!isSum(factor) || !surroundings.isInner(factor)) {
                return Optional.empty();
            }
            Node terms = factor.input(0);
            return absorbed(product, factor, surroundings.product(terms), surroundings)
                    .or(() -> absorbed(product, factor, Product.deep(terms, surroundings), surroundings));
        });
    }

    private static Optional<Product> absorbed(Product product, Node sum, Product inside, Surroundings surroundings) {
        Axes over = ((Operation.Reduce) sum.operation()).over();
        Product outside = product.without(sum);
        for (Node part : inside.factors()) {
            for (Node scale : outside.factors()) {
                Optional<Node> known = scale.axes().intersects(over)
                        ? Optional.empty()
                        : surroundings.frozenProduct(part, scale).filter(found -> !hasLearnedFactor(found));
                if (known.isPresent()) {
                    Node terms = inside.without(part).with(known.get()).build(surroundings);
                    Node absorbed = surroundings.builder().withInputs(sum, List.of(terms));
                    return Optional.of(outside.without(scale).with(absorbed));
                }
            }
        }
        return Optional.empty();
    }

    /** {@code v * r * r -> 1} where r = rsqrt(v). Loses the NaN at v = 0 and at infinity. */
    static Optional<Node> cancelRoot(Node node, Surroundings surroundings) {
        return rewriteFactor(node, surroundings, (product, factor) -> {
            if (!factor.is(Pointwise.RSQRT) || !product.factors().contains(factor.input(0))) {
                return Optional.empty();
            }
            Product rest = product.without(factor).without(factor.input(0));
            return rest.factors().contains(factor) ? Optional.of(rest.without(factor)) : Optional.empty();
        });
    }

    private static boolean hasLearnedFactor(Node product) {
        return product.inputs().stream().anyMatch(Node::learned);
    }

    @FunctionalInterface
    private interface FactorRewrite {
        Optional<Product> apply(Product product, Node factor);
    }

    private static Optional<Node> rewriteFactor(Node node, Surroundings surroundings, FactorRewrite rewrite) {
        if (!isProduct(node)) {
            return Optional.empty();
        }
        Product product = surroundings.product(node);
        Optional<Product> rewritten = product.factors().stream()
                .map(factor -> rewrite.apply(product, factor))
                .flatMap(Optional::stream)
                .findFirst();
        return changed(node, rewritten, surroundings);
    }

    private static Optional<Node> changed(Node node, Optional<Product> rewritten, Surroundings surroundings) {
        return rewritten.map(product -> product.build(surroundings)).filter(built -> built != node);
    }

    private static boolean isProduct(Node node) {
        return (node.is(Pointwise.MULTIPLY) || node.is(Pointwise.NEGATE)) && !node.uniform();
    }

    private static boolean isSum(Node node) {
        return node.operation() instanceof Operation.Reduce reduce && reduce.reduction() == Reduction.SUM;
    }

    private static boolean isPlainSum(Node node) {
        return isSum(node) && ((Operation.Reduce) node.operation()).averaged().isEmpty();
    }
}
