package dev.normc.compiler.simplify;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Pointwise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A sum seen as a list of signed terms, whatever its brackets. */
record Sum(List<Term> terms) {

    /** {@code value}, or its negative. */
    record Term(boolean negative, Node value) {}

    /** Longer sums are not taken apart but seen as two terms: no formula of a person is as long. */
    private static final int MOST_TERMS = 16;

    /** Sums and negatives that one view looks through: room for all brackets of its terms. */
    private static final int MOST_OPENED = 48;

    Sum {
        terms = List.copyOf(terms);
    }

    /**
     * The terms of {@code node}; inner sums that nothing else uses are taken apart. A sum of too many terms is seen as
     * the two that its node has. Whether it is too long does not depend on its brackets, as for a {@link Product}.
     */
    static Sum of(Node node, Surroundings surroundings) {
        boolean opens = !surroundings.isFrozen(node);
        Collector whole = new Collector(surroundings::isInner);
        if (whole.add(new Term(false, node), opens)) {
            return new Sum(whole.terms);
        }
        Collector two = new Collector(inner -> false);
        two.add(new Term(false, node), opens);
        return new Sum(two.terms);
    }

    private static final class Collector {
        private final Predicate<Node> mayOpen;
        private final List<Term> terms = new ArrayList<>();
        private int opened;

        Collector(Predicate<Node> mayOpen) {
            this.mayOpen = mayOpen;
        }

        /** Collects the terms of {@code term}; false as soon as they are too many. */
        boolean add(Term term, boolean open) {
            Node node = term.value();
            boolean negative = node.is(Pointwise.NEGATE);
            if (!open || !(negative || node.is(Pointwise.ADD) || node.is(Pointwise.SUBTRACT))) {
                terms.add(term);
                return terms.size() <= MOST_TERMS;
            }
            opened++;
            return opened <= MOST_OPENED
                    && add(term.negative() != negative, node.input(0))
                    && (negative || add(term.negative() != node.is(Pointwise.SUBTRACT), node.input(1)));
        }

        private boolean add(boolean negative, Node node) {
            return add(new Term(negative, node), mayOpen.test(node));
        }
    }

    /**
     * The node of this sum in its one bracketing: the first term that varies over most axes, then what varies over
     * fewer (added up among itself first, outside of the inner loops), then the other large terms. Subtractions rather
     * than negatives.
     */
    Node build(GraphBuilder builder) {
        if (terms.isEmpty()) {
            return builder.constant(0);
        }
        Map<Axes, List<Term>> byAxes = new LinkedHashMap<>();
        terms.stream()
                .sorted(Comparator.comparing((Term term) -> -term.value().axes().size())
                        .thenComparing(Term::negative)
                        .thenComparing(Term::value))
                .forEach(term -> byAxes.computeIfAbsent(term.value().axes(), axes -> new ArrayList<>())
                        .add(term));
        List<Term> ordered = new ArrayList<>();
        List<Term> largest = byAxes.values().iterator().next();
        ordered.add(largest.get(0));
        byAxes.values().stream().skip(1).forEach(group -> ordered.add(addUp(builder, group)));
        ordered.addAll(largest.subList(1, largest.size()));
        Term sum = addUp(builder, ordered);
        return sum.negative() ? builder.negate(sum.value()) : sum.value();
    }

    private static Term addUp(GraphBuilder builder, List<Term> group) {
        Term first = group.stream().filter(term -> !term.negative()).findFirst().orElse(group.get(0));
        boolean turn = first.negative();
        Node sum = first.value();
        for (Term term : group) {
            if (term != first) {
                sum = term.negative() != turn
                        ? builder.subtract(sum, term.value())
                        : OperandOrder.apply(builder, Pointwise.ADD, sum, term.value());
            }
        }
        return new Term(turn, sum);
    }
}
