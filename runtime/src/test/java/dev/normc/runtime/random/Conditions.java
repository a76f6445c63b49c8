package dev.normc.runtime.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of conditions. */
final class Conditions {

    /** What stands where nothing deeper may. */
    static final List<Construct> LEAVES = List.of(
            new Construct(
                    "mostly true",
                    2,
                    (draft, depth) -> draft.reference(name -> name.kind() == Kind.NUMBER)
                            .map(value -> draft.condition("mostly true", "%0 > -0.8", value))),
            new Construct(
                    "named condition",
                    3,
                    (draft, depth) -> draft.reference(name -> name.kind() == Kind.CONDITION)
                            .map(name -> new Term(
                                    "named condition",
                                    Kind.CONDITION,
                                    name.template(),
                                    List.of(),
                                    List.of(),
                                    name.traits()))),
            new Construct(
                    "mask",
                    2,
                    (draft, depth) -> draft.reference(name -> name.role() == Draft.Role.DATA)
                            .map(mask -> draft.condition(
                                    "mask", draft.pick(List.of("%0 == 1", "%0 > 0.5", "%0 != 0")), mask))));

    /** All rows. */
    static final List<Construct> ALL = rows();

    private Conditions() {}

    private static List<Construct> rows() {
        List<Construct> rows = new ArrayList<>(LEAVES);
        for (String comparison : List.of("<", "<=", ">", ">=", "==", "!=")) {
            rows.add(new Construct(
                    comparison,
                    comparison.contains("=") ? 1 : 2,
                    (draft, depth) -> Optional.of(draft.condition(
                            comparison, "%0 " + comparison + " %1", draft.number(depth), draft.number(depth)))));
        }
        rows.add(Construct.overAxes("attains", 2, (draft, depth) -> {
            Term value = draft.varying(depth);
            List<String> axes = draft.some(Reductions.axesOf(draft, value), 1);
            Term largest = Reductions.over("max over axes", "max#($0)", axes, value);
            return Optional.of(draft.condition("attains", "%0 == %1", value, largest));
        }));
        rows.add(Construct.overAxes(
                "index condition",
                3,
                (draft, depth) -> Optional.of(Numbers.indexed(
                        draft,
                        "index condition",
                        Kind.CONDITION,
                        draft.pick(List.of("index(~) < 2", "index(~) != 1", "index(~) == 0", "index(~) >= ~ / 2"))))));
        rows.add(Definitions.CONDITION);
        rows.add(new Construct(
                "and",
                2,
                (draft, depth) -> Optional.of(
                        draft.condition("and", "%0 and %1", draft.condition(depth), draft.condition(depth)))));
        rows.add(new Construct(
                "or",
                2,
                (draft, depth) -> Optional.of(
                        draft.condition("or", "%0 or %1", draft.condition(depth), draft.condition(depth)))));
        rows.add(new Construct(
                "not", 2, (draft, depth) -> Optional.of(draft.condition("not", "not %0", draft.condition(depth)))));
        return List.copyOf(rows);
    }
}
