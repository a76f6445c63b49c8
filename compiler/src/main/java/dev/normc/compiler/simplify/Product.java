package dev.normc.compiler.simplify;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A product seen as a number times a list of factors, whatever its brackets. */
record Product(double coefficient, List<Node> factors) {

    /** Deeper products, and longer ones, are not taken apart further: no formula of a person is. */
    private static final int DEEPEST = 16;

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

    private static Product of(Node node, Predicate<Node> mayOpen, Surroundings surroundings) {
        Collector collector = new Collector(mayOpen);
        collector.add(node, !surroundings.isFrozen(node), 0);
        return new Product(collector.coefficient, collector.factors);
    }

    private static final class Collector {
        private final Predicate<Node> mayOpen;
        private final List<Node> factors = new ArrayList<>();
        private double coefficient = 1;

        Collector(Predicate<Node> mayOpen) {
            this.mayOpen = mayOpen;
        }

        void add(Node node, boolean open, int depth) {
            boolean opens = open && depth < DEEPEST && factors.size() < DEEPEST;
            if (node.operation() instanceof Operation.Constant constant) {
                coefficient *= constant.value();
            } else if (opens && node.is(Pointwise.MULTIPLY)) {
                node.inputs().forEach(input -> add(input, mayOpen.test(input), depth + 1));
            } else if (opens && node.is(Pointwise.NEGATE)) {
                coefficient = -coefficient;
                add(node.input(0), mayOpen.test(node.input(0)), depth + 1);
            } else {
                factors.add(node);
            }
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
                        new Group(factor.axes(), factor.uniform(), apart && isLearned(factor)),
                        factor,
                        (left, right) -> multiply(builder, left, right)));
        return groups;
    }

    private static Node combine(GraphBuilder builder, List<Node> groups, boolean apart) {
        Comparator<Node> learnedLast = Comparator.comparing(node -> apart && isLearned(node));
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

    /** Whether the value comes from parameters alone. */
    static boolean isLearned(Node node) {
        if (node.operation() instanceof Operation.Read read) {
            return read.tensor().role() == Role.PARAMETER;
        }
        return node.operation() instanceof Operation.Apply
                && !node.uniform()
                && node.inputs().stream().allMatch(input -> input.uniform() || isLearned(input));
    }
}
