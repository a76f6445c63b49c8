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
    private static final int MOST_PARTS = 16;

    /** How many choices by such conditions are looked at. */
    private static final int MOST_CHOICES = 8;

    private final Ranges ranges;
    private final Set<Node> roots;
    private final Map<Node, Set<Node>> users = new HashMap<>();
    private final Map<Node, Set<Node>> choices = new HashMap<>();

    Guards(List<Node> nodes, List<Node> roots, Ranges ranges) {
        this.ranges = ranges;
        this.roots = new HashSet<>(roots);
        for (Node node : nodes) {
            node.inputs().forEach(input -> add(users, input, node));
            if (node.is(Pointwise.SELECT)) {
                Conditions.facts(node.input(0), true, ranges::of).forEach(fact -> addChoice(fact.value(), node));
                Conditions.facts(node.input(0), false, ranges::of).forEach(fact -> addChoice(fact.value(), node));
            }
        }
    }

    /** A condition on the magnitude of a value speaks of the value. */
    private void addChoice(Node tested, Node choice) {
        add(choices, tested, choice);
        tested.inputs().forEach(input -> add(choices, input, choice));
    }

    private static void add(Map<Node, Set<Node>> map, Node key, Node node) {
        map.computeIfAbsent(key, first -> new LinkedHashSet<>()).add(node);
    }

    /** What the value goes into. */
    Set<Node> users(Node node) {
        return users.getOrDefault(node, Set.of());
    }

    /** A branch of a choice. */
    private record Branch(Node choice, int input) {}

    /**
     * Whether wherever {@code user} is wanted, a condition says that {@code value} is not zero.
     *
     * @param ways from a value to what it goes into, those that matter
     */
    boolean excludeZero(Node value, Node user, BiPredicate<Node, Node> ways) {
        Set<Branch> guarded = guarded(value);
        if (guarded.isEmpty()) {
            return false;
        }
        Set<Node> seen = new HashSet<>(Set.of(user));
        Deque<Node> pending = new ArrayDeque<>(List.of(user));
        while (!pending.isEmpty()) {
            Node node = pending.pop();
            if (roots.contains(node)) {
                return false;
            }
            for (Node above : users(node)) {
                if (ways.test(node, above) && !isOnlyIn(node, above, guarded) && seen.add(above)) {
                    pending.push(above);
                }
            }
        }
        return true;
    }

    private static boolean isOnlyIn(Node node, Node choice, Set<Branch> guarded) {
        for (int i = 0; i < choice.inputs().size(); i++) {
            if (choice.input(i) == node && !guarded.contains(new Branch(choice, i))) {
                return false;
            }
        }
        return true;
    }

    /** The branches in which the value is not zero, of the choices whose conditions speak of it. */
    private Set<Branch> guarded(Node value) {
        Set<Node> parts = parts(value);
        List<Node> about = parts.stream()
                .flatMap(part -> choices.getOrDefault(part, Set.of()).stream())
                .distinct()
                .limit(MOST_CHOICES)
                .toList();
        Set<Branch> guarded = new HashSet<>();
        for (Node choice : about) {
            for (int i = 1; i <= 2; i++) {
                if (isExcluded(Conditions.facts(choice.input(0), i == 1, ranges::of), value, parts)) {
                    guarded.add(new Branch(choice, i));
                }
            }
        }
        return guarded;
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
