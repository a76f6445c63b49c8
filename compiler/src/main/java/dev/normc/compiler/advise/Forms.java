package dev.normc.compiler.advise;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Reduction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The forms of formulas, seen through brackets, order, constant factors and masks. */
final class Forms {

    /** Terms and factors that a view takes apart; nobody writes a variance of more. */
    private static final int MOST_PARTS = 12;

    /** Steps that a view looks through. */
    private static final int DEEPEST = 8;

    private Forms() {}

    /** A term of a sum. */
    record Term(Node value, boolean negative) {

        Term turned(boolean turn) {
            return new Term(value, negative != turn);
        }
    }

    /** A sum or mean: the axes that it goes over in all, and the value without its mask. */
    record Total(Axes over, Node value) {}

    /** A variance of {@code value} that is written as a difference. */
    record Variance(Axes over, Node value, boolean sum) {}

    /** The terms of a sum in their order; one that would have too many is a term itself. */
    static List<Term> terms(Node sum) {
        List<Term> terms = new ArrayList<>();
        Deque<Term> pending = new ArrayDeque<>(List.of(new Term(sum, false)));
        while (!pending.isEmpty()) {
            Term term = pending.pop();
            Node value = term.value();
            boolean full = terms.size() + pending.size() >= MOST_PARTS;
            if (value.is(Pointwise.NEGATE) || value.is(Pointwise.STOP)) {
                pending.push(new Term(value.input(0), term.negative() != value.is(Pointwise.NEGATE)));
            } else if (!full && (value.is(Pointwise.ADD) || value.is(Pointwise.SUBTRACT))) {
                pending.push(new Term(value.input(1), term.negative() != value.is(Pointwise.SUBTRACT)));
                pending.push(new Term(value.input(0), term.negative()));
            } else {
                terms.add(term);
            }
        }
        return terms;
    }

    /** The factors of a product that are not numbers of constants and sizes. */
    private static List<Node> factors(Node product) {
        List<Node> factors = new ArrayList<>();
        Deque<Node> pending = new ArrayDeque<>(List.of(product));
        while (!pending.isEmpty()) {
            Node value = pending.pop();
            boolean full = factors.size() + pending.size() >= MOST_PARTS;
            if (!full && value.is(Pointwise.MULTIPLY)) {
                pending.push(value.input(1));
                pending.push(value.input(0));
            } else if (value.is(Pointwise.STOP) || isShare(value)) {
                pending.push(value.input(0));
            } else if (!value.uniform()) {
                factors.add(value);
            }
        }
        return factors;
    }

    /** Whether it divides by a number of places: a size, or how many a mask leaves. */
    private static boolean isShare(Node value) {
        return value.is(Pointwise.DIVIDE) && (value.input(1).uniform() || isCount(value.input(1)));
    }

    /** Whether it counts the places where a condition holds. */
    static boolean isCount(Node value) {
        List<Node> factors = value.is(Pointwise.MULTIPLY) ? factors(value) : List.of(value);
        return factors.size() == 1
                && factors.get(0).operation() instanceof Operation.Reduce reduce
                && reduce.reduction() == Reduction.SUM
                && factors.get(0).input(0).is(Pointwise.SELECT)
                && factors.get(0).input(0).input(1).isConstant(1)
                && factors.get(0).input(0).input(2).isConstant(0);
    }

    /** The reduction that counts, of a count. */
    static Node counting(Node count) {
        return count.is(Pointwise.MULTIPLY) ? factors(count).get(0) : count;
    }

    /** What is left of a product when its numbers are taken away, if it is one value; the square of a root is none. */
    private static Optional<Node> single(Node value) {
        List<Node> factors = factors(value);
        if (factors.size() == 1) {
            return Optional.of(factors.get(0));
        }
        boolean squaredRoot = factors.size() == 2
                && factors.get(0) == factors.get(1)
                && factors.get(0).is(Pointwise.SQRT);
        return squaredRoot ? single(factors.get(0).input(0)) : Optional.empty();
    }

    /** The sum or mean that the value is a multiple of. */
    static Optional<Total> total(Node value) {
        Axes over = Axes.NONE;
        Node node = value;
        for (int i = 0; i < DEEPEST; i++) {
            Node sum = single(node).orElse(node);
            if (!(sum.operation() instanceof Operation.Reduce reduce) || reduce.reduction() != Reduction.SUM) {
                return over.isEmpty() ? Optional.empty() : Optional.of(new Total(over, node));
            }
            over = over.union(reduce.over());
            node = unmasked(sum.input(0));
        }
        return Optional.of(new Total(over, node));
    }

    /** The value that a mask selects, where zero is the other. */
    static Node unmasked(Node value) {
        return value.is(Pointwise.SELECT) && value.input(2).isConstant(0) ? value.input(1) : value;
    }

    /**
     * The variance that the sum is, if one of its sides has the mean of a square and the other the square of the mean.
     */
    static Optional<Variance> differenceOfMeans(Node sum) {
        if (!sum.is(Pointwise.ADD) && !sum.is(Pointwise.SUBTRACT)) {
            return Optional.empty();
        }
        for (Term left : terms(sum.input(0))) {
            for (Term right : terms(sum.input(1))) {
                boolean opposite = left.negative()
                        != right.turned(sum.is(Pointwise.SUBTRACT)).negative();
                Optional<Variance> variance = opposite
                        ? variance(left.value(), right.value()).or(() -> variance(right.value(), left.value()))
                        : Optional.empty();
                if (variance.isPresent()) {
                    return variance;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Variance> variance(Node ofSquare, Node square) {
        List<Node> means = factors(square);
        if (means.size() != 2) {
            return Optional.empty();
        }
        Optional<Total> first = total(means.get(0));
        Optional<Total> second = means.get(1) == means.get(0) ? first : total(means.get(1));
        return first.isEmpty() || !first.equals(second)
                ? Optional.empty()
                : total(ofSquare)
                        .filter(total -> total.over().equals(first.get().over()))
                        .filter(total -> isSquareOf(total.value(), first.get().value()))
                        .map(total -> new Variance(total.over(), first.get().value(), isBareSum(ofSquare)));
    }

    /** Whether it is a sum and no mean, so that the difference is the variance times the number of places. */
    private static boolean isBareSum(Node value) {
        return value.operation() instanceof Operation.Reduce reduce
                && reduce.averaged().isEmpty();
    }

    private static boolean isSquareOf(Node value, Node base) {
        List<Node> own = factors(value);
        List<Node> twice = new ArrayList<>(factors(base));
        twice.addAll(factors(base));
        own.sort(null);
        twice.sort(null);
        return own.equals(twice);
    }

    /** Whether {@code bound} is nowhere smaller than {@code value}: the maximum of it, its magnitude. */
    static boolean isAbove(Node bound, Node value) {
        Node largest = bound;
        for (int i = 0; i < DEEPEST; i++) {
            if (largest == value) {
                return true;
            } else if (largest.is(Pointwise.MAX)) {
                Node first = largest.input(0);
                largest = first == value || largest.input(1).uniform() ? first : largest.input(1);
            } else if (largest.is(Pointwise.ABS) || largest.is(Pointwise.STOP)) {
                largest = largest.input(0);
            } else if (reduces(largest, Reduction.MAX)) {
                largest = selected(largest.input(0), Double.NEGATIVE_INFINITY);
            } else {
                return false;
            }
        }
        return false;
    }

    /** Whether {@code bound} is nowhere larger than {@code value}, or than what {@code value} is a maximum of. */
    static boolean isBelow(Node bound, Node value) {
        Node smallest = bound;
        for (int i = 0; i < DEEPEST; i++) {
            if (smallest == value || (!reduces(smallest, Reduction.MIN) && isAbove(value, smallest))) {
                return true;
            } else if (smallest.is(Pointwise.MIN)) {
                Node first = smallest.input(0);
                smallest = first == value || smallest.input(1).uniform() ? first : smallest.input(1);
            } else if (smallest.is(Pointwise.STOP)) {
                smallest = smallest.input(0);
            } else if (reduces(smallest, Reduction.MIN)) {
                smallest = selected(smallest.input(0), Double.POSITIVE_INFINITY);
            } else {
                return false;
            }
        }
        return false;
    }

    static boolean reduces(Node node, Reduction reduction) {
        return node.operation() instanceof Operation.Reduce reduce && reduce.reduction() == reduction;
    }

    /** What a mask selects, where {@code neutral} is the other. */
    static Node selected(Node value, double neutral) {
        return value.is(Pointwise.SELECT) && value.input(2).isConstant(neutral) ? value.input(1) : value;
    }

    /** What a quotient divides, and by what. */
    private record Quotient(Node dividend, Node divisor) {}

    /** The quotient that the value is, be it written as a product with an inverse. */
    private static Optional<Quotient> quotient(Node value) {
        if (value.is(Pointwise.DIVIDE)) {
            return Optional.of(new Quotient(value.input(0), value.input(1)));
        } else if (!value.is(Pointwise.MULTIPLY)) {
            return Optional.empty();
        }
        return inverse(value.input(1))
                .map(divisor -> new Quotient(value.input(0), divisor))
                .or(() -> inverse(value.input(0)).map(divisor -> new Quotient(value.input(1), divisor)));
    }

    private static Optional<Node> inverse(Node value) {
        if (value.is(Pointwise.RECIPROCAL)) {
            return Optional.of(value.input(0));
        }
        return value.is(Pointwise.DIVIDE) && value.input(0).isConstant(1)
                ? Optional.of(value.input(1))
                : Optional.empty();
    }

    /** The exponential that a quotient normalizes, if it divides it by a sum of it. */
    static Optional<Node> softmax(Node value) {
        return quotient(value)
                .filter(quotient -> unmasked(quotient.dividend()).is(Pointwise.EXP))
                .filter(quotient -> normalizer(quotient).isPresent())
                .map(quotient -> unmasked(quotient.dividend()));
    }

    private static Optional<Total> normalizer(Quotient quotient) {
        Node exponential = unmasked(quotient.dividend());
        return terms(quotient.divisor()).stream()
                .flatMap(term -> total(term.value()).stream())
                .filter(total -> total.value() == exponential)
                .findFirst();
    }

    /** The axes that the sum of a softmax goes over. */
    static Axes softmaxAxes(Node softmax) {
        return quotient(softmax).flatMap(Forms::normalizer).map(Total::over).orElse(Axes.NONE);
    }

    /** Whether a softmax has neither mask nor anything else in its sum. */
    static boolean isPlainSoftmax(Node softmax) {
        return quotient(softmax)
                .filter(quotient -> reduces(quotient.divisor(), Reduction.SUM))
                .filter(quotient -> quotient.divisor().input(0) == quotient.dividend())
                .filter(quotient -> quotient.dividend().is(Pointwise.EXP))
                .isPresent();
    }
}
