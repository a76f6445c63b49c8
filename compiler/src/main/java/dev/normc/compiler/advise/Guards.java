package dev.normc.compiler.advise;

import dev.normc.compiler.advise.Conditions.Fact;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Range;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** Where a value is wanted at all: under which conditions of the program. */
final class Guards {

    /** How many values the divisor and what it is made of may be for a condition on one of them to count. */
    private static final int MOST_PARTS = 64;

    private final Ranges ranges;
    private final Set<Node> roots;
    private final Map<Node, Set<Node>> users = new HashMap<>();
    private boolean choices;

    Guards(List<Node> nodes, List<Node> roots, Ranges ranges) {
        this.ranges = ranges;
        this.roots = new HashSet<>(roots);
        for (Node node : nodes) {
            choices |= node.is(Pointwise.SELECT);
            node.inputs()
                    .forEach(input -> users.computeIfAbsent(input, first -> new LinkedHashSet<>())
                            .add(node));
        }
    }

    /** What the value goes into. */
    Set<Node> users(Node node) {
        return users.getOrDefault(node, Set.of());
    }

    /**
     * Whether wherever {@code user} is wanted, a condition says that {@code value} is not zero.
     *
     * @param ways from a value to what it goes into, those that matter
     */
    boolean excludeZero(Node value, Node user, BiPredicate<Node, Node> ways) {
        if (!choices) {
            return false;
        }
        Set<Node> parts = parts(value);
        Set<Node> seen = new HashSet<>(Set.of(user));
        Deque<Node> pending = new ArrayDeque<>(List.of(user));
        while (!pending.isEmpty()) {
            Node node = pending.pop();
            if (roots.contains(node)) {
                return false;
            }
            for (Node above : users(node)) {
                if (ways.test(node, above) && !isGuarded(above, node, value, parts) && seen.add(above)) {
                    pending.push(above);
                }
            }
        }
        return true;
    }

    /** The value and what it is made of, the nearest. */
    private static Set<Node> parts(Node value) {
        Set<Node> parts = new TreeSet<>(Set.of(value));
        Deque<Node> pending = new ArrayDeque<>(List.of(value));
        while (!pending.isEmpty() && parts.size() < MOST_PARTS) {
            for (Node input : pending.remove().inputs()) {
                if (parts.add(input)) {
                    pending.add(input);
                }
            }
        }
        return parts;
    }

    private boolean isGuarded(Node choice, Node branch, Node value, Set<Node> parts) {
        if (!choice.is(Pointwise.SELECT) || choice.input(0) == branch) {
            return false;
        }
        boolean first = choice.input(1) == branch;
        boolean second = choice.input(2) == branch;
        return (!first || isExcluded(Conditions.facts(choice.input(0), true, ranges::of), value, parts))
                && (!second || isExcluded(Conditions.facts(choice.input(0), false, ranges::of), value, parts));
    }

    private boolean isExcluded(List<Fact> facts, Node value, Set<Node> parts) {
        Map<Node, Range> narrowed = new HashMap<>();
        for (Fact fact : facts) {
            Range range = fact.narrow(narrowed.getOrDefault(fact.value(), ranges.of(fact.value())));
            if (isZeroWith(fact.value(), value) && (fact.unequal() || !range.hasZero())) {
                return true;
            }
            if (parts.contains(fact.value())) {
                narrowed.put(fact.value(), range);
            }
        }
        if (narrowed.isEmpty()) {
            return false;
        }
        List<Node> inOrder = new ArrayList<>(parts);
        for (Node part : inOrder) {
            if (!narrowed.containsKey(part)) {
                narrowed.put(part, ranges.range(part, input -> narrowed.getOrDefault(input, ranges.of(input))));
            }
        }
        return !narrowed.getOrDefault(value, Range.ANY).hasZero();
    }

    /** Whether {@code tested} is zero where {@code value} is: the value itself, its magnitude, its square, its root. */
    private static boolean isZeroWith(Node tested, Node value) {
        return tested == value
                || ((tested.is(Pointwise.ABS) || tested.is(Pointwise.SQRT)) && tested.input(0) == value)
                || (tested.is(Pointwise.MULTIPLY) && tested.inputs().contains(value));
    }
}
