package dev.normc.runtime.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of reductions over axes. */
final class Reductions {

    private static final List<String> KINDS = List.of("sum", "mean", "max", "min");

    /** All of them. */
    static final List<Construct> ALL = rows();

    private Reductions() {}

    private static List<Construct> rows() {
        List<Construct> rows = new ArrayList<>();
        for (String kind : KINDS) {
            rows.add(Construct.overAxes(kind + " over axes", kind.equals("mean") ? 8 : 4, (draft, depth) -> {
                Term value = draft.varying(depth);
                List<String> axes = draft.some(axesOf(draft, value), 1);
                return Optional.of(over(kind + " over axes", kind + "#($0)", axes, value));
            }));
            rows.add(Construct.overAxes(kind + " where", 1, (draft, depth) -> masked(draft, depth, kind)));
        }
        rows.add(Construct.overAxes("reduction over a middle axis", 3, Reductions::middle));
        rows.add(Construct.overAxes("centred", 3, (draft, depth) -> {
            Term value = draft.varying(depth);
            Term mean = over("mean over axes", "mean#($0)", draft.some(axesOf(draft, value), 1), value);
            return Optional.of(draft.term("centred", "%0 - %1", value.traits().magnitude(), value, mean));
        }));
        return List.copyOf(rows);
    }

    /** The axes of a term, in the order of the program. */
    static List<String> axesOf(Draft draft, Term term) {
        return draft.axes().stream().filter(term.traits().axes()::contains).toList();
    }

    /** A reduction of {@code operands}, the first its value. */
    static Term over(String construct, String template, List<String> axes, Term... operands) {
        List<Term> list = List.of(operands);
        double size = list.get(0).traits().magnitude() * (template.startsWith("sum") ? 6 : 1);
        return new Term(
                construct,
                Kind.NUMBER,
                template,
                axes,
                list,
                Traits.of(size, list).without(axes));
    }

    private static Optional<Term> masked(Draft draft, int depth, String kind) {
        Term value = draft.varying(depth);
        List<String> axes = draft.some(axesOf(draft, value), 1);
        Term mask = draft.condition(depth);
        if (mask.traits().axes().isEmpty()) {
            return Optional.empty(); // a mask that is known to be empty is an error
        }
        return Optional.of(over(kind + " where", kind + "#($0 where $1)", axes, value, mask));
    }

    private static Optional<Term> middle(Draft draft, int depth) {
        Term value = draft.varying(depth);
        List<String> axes = axesOf(draft, value);
        if (axes.size() < 3) {
            return Optional.empty();
        }
        String axis = axes.get(1 + draft.below(axes.size() - 2));
        return Optional.of(over("reduction over a middle axis", draft.pick(KINDS) + "#($0)", List.of(axis), value));
    }
}
