package dev.normc.runtime.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of what every program may call without defining it. */
final class Preludes {

    /** A definition with axes whose result varies over them still. */
    static final String SHIFTED = "call of softmax";

    /** Definitions of single values. */
    static final List<String> POINTWISE = List.of("relu", "silu", "gelu", "mish");

    /** Definitions that reduce; those of a root want a value away from zero. */
    static final List<String> REDUCING = List.of("variance", "std", "rms", "l2");

    /** All of them. */
    static final List<Construct> ALL = rows();

    private Preludes() {}

    private static List<Construct> rows() {
        List<Construct> rows = new ArrayList<>();
        for (String name : POINTWISE) {
            rows.add(new Construct("call of " + name, 1, (draft, depth) -> {
                Term value = draft.number(depth);
                double size = value.traits().magnitude();
                return available(draft, name, draft.term("call of " + name, name + "($0)", size, value));
            }));
        }
        for (String name : REDUCING) {
            rows.add(Construct.overAxes("call of " + name, 1, (draft, depth) -> {
                Term value = draft.varying(depth);
                Term away = name.equals("rms") || name.equals("l2")
                        ? draft.term("add", "%0^2 + 0.5", value.traits().magnitude(), draft.tamed(value, 3))
                        : value;
                List<String> axes = draft.some(Reductions.axesOf(draft, value), 1);
                Term call = Reductions.over("call of " + name, name + "#($0)", axes, draft.tamed(away, 6));
                return available(draft, name, call);
            }));
        }
        rows.add(Construct.overAxes(SHIFTED, 1, (draft, depth) -> {
            Term value = draft.varying(depth);
            List<String> axes = draft.some(Reductions.axesOf(draft, value), 1);
            Term call = new Term(
                    SHIFTED,
                    Kind.NUMBER,
                    "softmax#($0)",
                    axes,
                    List.of(value),
                    new Traits(value.traits().axes(), 1, true));
            return available(draft, "softmax", call);
        }));
        return List.copyOf(rows);
    }

    static boolean isPrelude(String name) {
        return POINTWISE.contains(name) || REDUCING.contains(name) || name.equals("softmax");
    }

    /** The call, unless the program defines that name anew. */
    private static Optional<Term> available(Draft draft, String name, Term call) {
        boolean redefined = draft.definitions().stream()
                .anyMatch(definition -> definition.name().equals(name));
        return redefined || draft.hides(name) ? Optional.empty() : Optional.of(call);
    }
}
