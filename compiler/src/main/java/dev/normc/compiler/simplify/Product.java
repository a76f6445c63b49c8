package dev.normc.compiler.simplify;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A product seen as a number times a list of factors, whatever its brackets. */
record Product(double coefficient, List<Node> factors) {

    /** Longer products are not taken apart but seen as two factors: no formula of a person is as long. */
    private static final int MOST_FACTORS = 16;

    /** Products and negatives that one view looks through: a long chain of constants is one factor. */
    private static final int MOST_OPENED = 1_000;

    Product {
        factors = List.copyOf(factors);
    }

    /** The factors of {@code node}; inner products that nothing else uses are taken apart. */
    static Product of(Node node, Surroundings surroundings) {
        return of(node, surroundings::isInner, surroundings);
    }

    /** The factors of {@code node} as far as the forward does not make them a unit, used elsewhere or not. */
    static Product deep(Node node, Surroundings surroundings) {
        return of(node, inner -> !surroundings.isFrozen(inner), surroundings);
    }

    /**
     * A product of too many factors is seen as the two that its node has. Whether it is too long must not depend on its
     * brackets: a product that is whole in one bracketing and cut off in another would be rewritten for ever.
     */
    private static Product of(Node node, Predicate<Node> mayOpen, Surroundings surroundings) {
        boolean opens = !surroundings.isFrozen(node);
        Collector whole = new Collector(mayOpen);
        if (whole.add(node, opens)) {
            return new Product(whole.coefficient, whole.factors);
        }
        Collector two = new Collector(inner -> false);
        two.add(node, opens);
        return new Product(two.coefficient, two.factors);
    }

    private static final class Collector {
        private final Predicate<Node> mayOpen;
        private final List<Node> factors = new ArrayList<>();
        private double coefficient = 1;
        private int opened;

        Collector(Predicate<Node> mayOpen) {
            this.mayOpen = mayOpen;
        }

        /** Collects the factors of {@code node}; false as soon as they are too many. */
        boolean add(Node node, boolean open) {
            if (node.operation() instanceof Operation.Constant constant) {
                coefficient *= constant.value();
            } else if (open && (node.is(Pointwise.MULTIPLY) || node.is(Pointwise.NEGATE))) {
                coefficient = node.is(Pointwise.NEGATE) ? -coefficient : coefficient;
                opened++;
                boolean whole = opened <= MOST_OPENED;
                for (int i = 0; whole && i < node.inputs().size(); i++) {
                    whole = add(node.input(i), mayOpen.test(node.input(i)));
                }
                return whole;
            } else {
                factors.add(node);
            }
            return factors.size() <= MOST_FACTORS;
        }
    }

    /** This product without the first occurrence of {@code factor}. */
    Product without(Node factor) {
        List<Node> rest = new ArrayList<>(factors);
        rest.remove(factor);
        return new Product(coefficient, rest);
    }

    Product with(Node factor) {
        List<Node> more = new ArrayList<>(factors);
        more.add(factor);
        return new Product(coefficient, more);
    }

    Product withCoefficient(double other) {
        return new Product(other, factors);
    }

    /**
     * The node of this product in its one bracketing. Factors that vary over the same axes are multiplied first; then a
     * factor joins the smallest other factor that varies over all its axes, so what does not vary along an inner axis
     * is computed outside of it. In the forward, learned factors come last: then their cofactor, which is the other
     * half of their gradient, is a value of its own.
     */
    Node build(Surroundings surroundings) {
        GraphBuilder builder = surroundings.builder();
        boolean apart = surroundings.isForward();
        double magnitude = Math.abs(coefficient);
        boolean negative = coefficient < 0 || (coefficient == 0 && 1 / coefficient < 0);
        List<Node> groups = new ArrayList<>(grouped(builder, magnitude, apart).values());
        Node product = groups.isEmpty() ? builder.constant(magnitude) : combine(builder, groups, apart);
        return negative ? builder.negate(product) : product;
    }

    private record Group(Axes axes, boolean uniform, boolean learned) {}

    private Map<Group, Node> grouped(GraphBuilder builder, double magnitude, boolean apart) {
        Map<Group, Node> groups = new LinkedHashMap<>();
        if (magnitude != 1) {
            groups.put(new Group(Axes.NONE, true, false), builder.constant(magnitude));
        }
        factors.stream()
                .sorted()
                .forEach(factor -> groups.merge(
                        new Group(factor.axes(), factor.uniform(), apart && factor.learned()),
                        factor,
                        (left, right) -> multiply(builder, left, right)));
        return groups;
    }

    private static Node combine(GraphBuilder builder, List<Node> groups, boolean apart) {
        Comparator<Node> learnedLast = Comparator.comparing(node -> apart && node.learned());
        groups.sort(learnedLast.thenComparing(node -> node.axes().size()).thenComparing(node -> !node.uniform()));
        int i = 0;
        while (i < groups.size() - 1) {
            int host = hostOf(groups, i, learnedLast);
            if (host < 0) {
                i++;
            } else {
                Node guest = groups.remove(i);
                groups.set(host - 1, multiply(builder, guest, groups.get(host - 1)));
            }
        }
        groups.sort(learnedLast.thenComparing(node -> -node.axes().size()));
        Node product = groups.get(0);
        for (Node group : groups.subList(1, groups.size())) {
            product = multiply(builder, group, product);
        }
        return product;
    }

    /** The smallest later group of the same kind with all axes of group {@code guest}. */
    private static int hostOf(List<Node> groups, int guest, Comparator<Node> kind) {
        Node node = groups.get(guest);
        for (int host = guest + 1; host < groups.size(); host++) {
            Node candidate = groups.get(host);
            if (kind.compare(candidate, node) == 0 && candidate.axes().containsAll(node.axes())) {
                return host;
            }
        }
        return -1;
    }

    private static Node multiply(GraphBuilder builder, Node left, Node right) {
        return OperandOrder.apply(builder, Pointwise.MULTIPLY, left, right);
    }
}
