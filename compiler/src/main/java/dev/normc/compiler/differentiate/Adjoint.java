package dev.normc.compiler.differentiate;

import dev.normc.compiler.graph.Algebra;
import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Pointwise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The gradient that reaches one value, as a sum of terms. A term under a guard counts only where its condition holds:
 * the guard is kept beside the value until the end, so that zero times an infinite partial in the branch not taken
 * never becomes NaN.
 */
final class Adjoint {

    /** {@code value} where {@code guard} holds (everywhere if there is none), else exactly zero. */
    private record Term(Optional<Node> guard, Node value) {

        Node materialized(Algebra algebra) {
            return guard.map(condition -> algebra.select(condition, value, algebra.constant(0)))
                    .orElse(value);
        }
    }

    private final Algebra algebra;
    private final List<Term> terms;

    private Adjoint(Algebra algebra, List<Term> terms) {
        this.algebra = algebra;
        this.terms = terms;
    }

    static Adjoint of(Algebra algebra, Node value) {
        return new Adjoint(algebra, List.of(new Term(Optional.empty(), value)));
    }

    /** The sum of both; terms under the same guard are added up. */
    Adjoint plus(Adjoint other) {
        List<Term> added = new ArrayList<>(terms);
        // there may be thousands of guards, one for each way through many branches
        Map<Optional<Node>, Integer> first = new HashMap<>();
        for (int i = 0; i < added.size(); i++) {
            first.putIfAbsent(added.get(i).guard(), i);
        }
        for (Term term : other.terms) {
            Integer same = first.putIfAbsent(term.guard(), added.size());
            if (same == null) {
                added.add(term);
            } else {
                added.set(
                        same, new Term(term.guard(), algebra.add(added.get(same).value(), term.value())));
            }
        }
        return new Adjoint(algebra, added);
    }

    /** The gradient times a partial derivative. */
    Adjoint times(Node partial) {
        if (partial.isConstant(1)) {
            return this;
        }
        return map(value -> partial.isConstant(-1) ? algebra.negate(value) : algebra.multiply(value, partial));
    }

    Adjoint map(UnaryOperator<Node> change) {
        return new Adjoint(
                algebra,
                terms.stream()
                        .map(term -> new Term(term.guard(), change.apply(term.value())))
                        .toList());
    }

    /** The gradient where {@code condition} holds, exactly zero elsewhere. */
    Adjoint where(Node condition) {
        return new Adjoint(
                algebra,
                terms.stream()
                        .map(term -> new Term(
                                Optional.of(term.guard()
                                        .map(guard -> algebra.apply(Pointwise.AND, guard, condition))
                                        .orElse(condition)),
                                term.value()))
                        .toList());
    }

    /**
     * The adjoint of the broadcast over {@code over}: the sum over these axes. A term that does not vary over one of
     * them counts once per place along it.
     */
    Adjoint summed(Axes over) {
        return over.isEmpty()
                ? this
                : new Adjoint(
                        algebra, terms.stream().map(term -> summed(term, over)).toList());
    }

    private Term summed(Term term, Axes over) {
        boolean guarded =
                term.guard().map(guard -> guard.axes().intersects(over)).orElse(false);
        Term unguarded = guarded ? new Term(Optional.empty(), term.materialized(algebra)) : term;
        Node sum = algebra.sum(unguarded.value(), over);
        for (Axis axis : over.minus(unguarded.value().axes())) {
            sum = algebra.multiply(sum, algebra.size(axis));
        }
        return new Term(unguarded.guard(), sum);
    }

    /** The whole gradient as one value. */
    Node total() {
        Node total = terms.get(0).materialized(algebra);
        for (Term term : terms.subList(1, terms.size())) {
            total = algebra.add(total, term.materialized(algebra));
        }
        return total;
    }
}
