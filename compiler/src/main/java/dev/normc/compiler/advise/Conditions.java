package dev.normc.compiler.advise;

import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Range;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What is known of values where a condition holds, or where it does not. */
final class Conditions {

    /** Comparisons that are looked at in one condition. */
    private static final int MOST = 32;

    private Conditions() {}

    /** The value is what {@code narrowing} makes of its range elsewhere; {@code unequal}: at least it is not zero. */
    record Fact(Node value, UnaryOperator<Range> narrowing, boolean unequal) {

        Fact(Node value, UnaryOperator<Range> narrowing) {
            this(value, narrowing, false);
        }

        Range narrow(Range range) {
            return narrowing.apply(range);
        }
    }

    private record Part(Node condition, boolean holds) {}

    /** The facts where {@code condition} is {@code holds}; {@code ranges} say what values are elsewhere. */
    static List<Fact> facts(Node condition, boolean holds, Function<Node, Range> ranges) {
        List<Fact> facts = new ArrayList<>();
        Deque<Part> pending = new ArrayDeque<>(List.of(new Part(condition, holds)));
        for (int i = 0; i < MOST && !pending.isEmpty(); i++) {
            Part part = pending.pop();
            Node node = part.condition();
            if (node.is(Pointwise.NOT)) {
                pending.push(new Part(node.input(0), !part.holds()));
            } else if (node.is(part.holds() ? Pointwise.AND : Pointwise.OR)) {
                node.inputs().forEach(input -> pending.push(new Part(input, part.holds())));
            } else if (node.operation() instanceof Operation.Apply apply
                    && node.inputs().size() == 2) {
                compare(apply.operator(), node, part.holds(), ranges, facts);
            }
        }
        return facts;
    }

    private static void compare(
            Pointwise operator, Node comparison, boolean holds, Function<Node, Range> ranges, List<Fact> facts) {
        Node left = comparison.input(0);
        Node right = comparison.input(1);
        boolean order = operator == Pointwise.LESS || operator == Pointwise.LESS_OR_EQUAL;
        if (order && holds) {
            ordered(left, right, operator == Pointwise.LESS, ranges, facts);
        } else if (order) {
            ordered(right, left, operator == Pointwise.LESS_OR_EQUAL, ranges, facts);
        } else if ((operator == Pointwise.EQUAL && !holds) || (operator == Pointwise.NOT_EQUAL && holds)) {
            unequal(left, right, facts);
            unequal(right, left, facts);
        } else if (operator == Pointwise.EQUAL || operator == Pointwise.NOT_EQUAL) {
            Range ofLeft = ranges.apply(left);
            Range ofRight = ranges.apply(right);
            facts.add(new Fact(left, range -> range.and(ofRight)));
            facts.add(new Fact(right, range -> range.and(ofLeft)));
        }
    }

    private static void unequal(Node value, Node other, List<Fact> facts) {
        if (other.isConstant(0)) {
            facts.add(new Fact(value, Range::withoutZero, true));
        }
    }

    private static void ordered(
            Node smaller, Node larger, boolean strictly, Function<Node, Range> ranges, List<Fact> facts) {
        Range low = ranges.apply(smaller);
        Range high = ranges.apply(larger);
        Range above = new Range(low.low(), low.aboveLow() || strictly, Double.POSITIVE_INFINITY, true);
        Range below = new Range(Double.NEGATIVE_INFINITY, true, high.high(), high.belowHigh() || strictly);
        facts.add(new Fact(larger, range -> range.and(above)));
        facts.add(new Fact(smaller, range -> range.and(below)));
    }
}
