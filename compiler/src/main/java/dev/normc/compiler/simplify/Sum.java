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

/** A sum seen as a list of signed terms, whatever its brackets. */
record Sum(List<Term> terms) {

    /** {@code value}, or its negative. */
    record Term(boolean negative, Node value) {}

    /** Deeper sums, and longer ones, are not taken apart further: no formula of a person is. */
    private static final int DEEPEST = 16;

    Sum {
        terms = List.copyOf(terms);
    }

    /** The terms of {@code node}; inner sums that nothing else uses are taken apart. */
    static Sum of(Node node, Surroundings surroundings) {
        List<Term> terms = new ArrayList<>();
        collect(new Term(false, node), !surroundings.isFrozen(node), 0, surroundings, terms);
        return new Sum(terms);
    }

    private static void collect(Term term, boolean open, int depth, Surroundings surroundings, List<Term> terms) {
        Node node = term.value();
        boolean opens = open && depth < DEEPEST && terms.size() < DEEPEST;
        if (opens && (node.is(Pointwise.ADD) || node.is(Pointwise.SUBTRACT))) {
            Node left = node.input(0);
            Node right = node.input(1);
            boolean turned = term.negative() != node.is(Pointwise.SUBTRACT);
            collect(new Term(term.negative(), left), surroundings.isInner(left), depth + 1, surroundings, terms);
            collect(new Term(turned, right), surroundings.isInner(right), depth + 1, surroundings, terms);
        } else if (opens && node.is(Pointwise.NEGATE)) {
            Node operand = node.input(0);
            Term turned = new Term(!term.negative(), operand);
            collect(turned, surroundings.isInner(operand), depth + 1, surroundings, terms);
        } else {
            terms.add(term);
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
