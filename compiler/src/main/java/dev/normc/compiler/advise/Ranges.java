package dev.normc.compiler.advise;

import dev.normc.compiler.advise.Forms.Term;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Range;
import dev.normc.compiler.graph.Reduction;
import dev.normc.compiler.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What each value may be, if tensors are what they are taken to be. */
final class Ranges {

    private final Map<Tensor, Range> tensors;
    private final Map<Node, Range> ranges = new HashMap<>();

    /**
     * The ranges of {@code nodes}, which stand in topological order.
     *
     * @param tensors what is taken for granted of what the caller gives; any number for one that is not there
     */
    Ranges(List<Node> nodes, Map<Tensor, Range> tensors) {
        this.tensors = tensors;
        nodes.forEach(node -> ranges.put(node, range(node, this::of)));
    }

    /** What the value may be. */
    Range of(Node node) {
        return ranges.getOrDefault(node, Range.ANY);
    }

    /** What {@code node} may be where its inputs are what {@code inputs} says. */
    Range range(Node node, Function<Node, Range> inputs) {
        Operation operation = node.operation();
        if (operation instanceof Operation.Constant constant) {
            return Range.of(constant.value());
        } else if (operation instanceof Operation.Size) {
            return Range.between(1, Double.POSITIVE_INFINITY);
        } else if (operation instanceof Operation.Index) {
            return Range.NOT_NEGATIVE;
        } else if (operation instanceof Operation.Read read) {
            return tensors.getOrDefault(read.tensor(), Range.ANY);
        } else if (operation instanceof Operation.Reduce reduce) {
            return reduced(reduce, node.input(0), inputs);
        } else if (operation instanceof Operation.Apply apply) {
            return applied(apply.operator(), node, inputs);
        } else if (operation instanceof Operation.Adjoint) {
            return Range.ANY;
        }
        return inputs.apply(node.input(0)); // a running value, or one with a backward of its own
    }

    /** Of one element at least; a mask leaves one, or else what depends on it is not wanted. */
    private static Range reduced(Operation.Reduce reduce, Node value, Function<Node, Range> inputs) {
        Reduction reduction = reduce.reduction();
        if (reduction != Reduction.SUM) {
            return inputs.apply(Forms.selected(value, reduction.neutral()));
        }
        Range range = inputs.apply(value);
        if (!reduce.averaged().isEmpty()) {
            return range;
        }
        return range.low() >= 0 ? range.upwards() : range.high() <= 0 ? range.downwards() : Range.ANY;
    }

    private Range applied(Pointwise operator, Node node, Function<Node, Range> inputs) {
        if (operator == Pointwise.MULTIPLY && node.input(0) == node.input(1)) {
            Range base = inputs.apply(node.input(0));
            return operator.range(List.of(Pointwise.ABS.range(List.of(base)), Pointwise.ABS.range(List.of(base))));
        } else if (operator == Pointwise.SELECT) {
            return selected(node, inputs);
        }
        Range range = operator.range(node.inputs().stream().map(inputs).toList());
        boolean sum = operator == Pointwise.ADD || operator == Pointwise.SUBTRACT;
        return sum && range.low() < 0 && range.high() > 0 ? range.and(summed(node, inputs)) : range;
    }

    /** Each branch is what it is where its condition holds. */
    private static Range selected(Node choice, Function<Node, Range> inputs) {
        Range[] branches = new Range[2];
        for (int i = 0; i < 2; i++) {
            Node branch = choice.input(i + 1);
            branches[i] = inputs.apply(branch);
            for (Conditions.Fact fact : Conditions.facts(choice.input(0), i == 0, inputs)) {
                branches[i] = fact.value() == branch ? fact.narrow(branches[i]) : branches[i];
            }
        }
        return Pointwise.SELECT.range(List.of(Range.ANY, branches[0], branches[1]));
    }

    /** What a sum may be whose two sides know of each other: no value exceeds its maximum, no variance is negative. */
    private static Range summed(Node sum, Function<Node, Range> inputs) {
        if (Forms.differenceOfMeans(sum).isPresent()) {
            return Range.NOT_NEGATIVE;
        }
        Range whole = difference(new Term(sum.input(0), false), new Term(sum.input(1), sum.is(Pointwise.SUBTRACT)));
        if (whole != Range.ANY) {
            return whole;
        }
        List<Term> left = Forms.terms(sum.input(0));
        List<Term> right = Forms.terms(sum.input(1)).stream()
                .map(term -> term.turned(sum.is(Pointwise.SUBTRACT)))
                .toList();
        for (Term one : left) {
            for (Term other : right) {
                Range difference = difference(one, other);
                if (difference != Range.ANY) {
                    List<Term> rest = new ArrayList<>(left);
                    rest.addAll(right);
                    rest.remove(one);
                    rest.remove(other);
                    return total(difference, rest, inputs);
                }
            }
        }
        return Range.ANY;
    }

    private static Range total(Range first, List<Term> rest, Function<Node, Range> inputs) {
        Range total = first;
        for (Term term : rest) {
            Pointwise operator = term.negative() ? Pointwise.SUBTRACT : Pointwise.ADD;
            total = operator.range(List.of(total, inputs.apply(term.value())));
        }
        return total;
    }

    private static Range difference(Term one, Term other) {
        if (one.negative() == other.negative()) {
            return Range.ANY;
        }
        Node added = one.negative() ? other.value() : one.value();
        Node subtracted = one.negative() ? one.value() : other.value();
        if (Forms.isAbove(added, subtracted) || Forms.isBelow(subtracted, added)) {
            return Range.NOT_NEGATIVE;
        }
        return Forms.isAbove(subtracted, added) || Forms.isBelow(added, subtracted) ? Range.NOT_POSITIVE : Range.ANY;
    }
}
