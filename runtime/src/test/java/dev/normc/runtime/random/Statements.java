package dev.normc.runtime.random;

import dev.normc.runtime.random.Draft.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The rows of statements. */
final class Statements {

    /**
     * One row.
     *
     * @param name the construct
     * @param weight how often it is chosen, relative to the others
     * @param row adds it to a draft, or does nothing where the draft has not what it needs
     */
    record Row(String name, int weight, Consumer<Draft> row) {}

    /** A state that counts steps. */
    static final String COUNTER = "counter";

    /** What brings values from outside. */
    static final List<Row> DECLARATIONS = List.of(
            new Row(
                    "param",
                    6,
                    draft -> declare(draft, "param", "param @# = $0", List.of("0", "1", "0.5"), Role.GIVEN)),
            new Row("const", 4, Statements::constant),
            new Row("data", 2, draft -> declare(draft, "data", "data @#", List.of(), Role.DATA)),
            new Row(
                    "data with stand-in",
                    2,
                    draft -> declare(draft, "data with stand-in", "data @# = $0", List.of("0", "1"), Role.DATA)),
            new Row(
                    "state",
                    3,
                    draft -> declare(draft, "state", "state @# = $0", List.of("0", "1", "0.5"), Role.STATE)),
            new Row(COUNTER, 2, Statements::counter));

    /** What computes. */
    static final List<Row> VALUES = List.of(
            new Row("let", 12, draft -> draft.let("let", draft.number(3))),
            new Row("let condition", 2, draft -> draft.let("let condition", draft.condition(2))),
            new Row("statistics", 3, Statements::statistics),
            new Row("softmax", 1, Statements::softmax),
            new Row("running", 2, Statements::running),
            new Row("definition in a norm", 2, Definitions::ofBody),
            new Row(Blocks.BEGIN, 2, Blocks::add),
            new Row("norm call", 2, Calls::add));

    /** What moves a state; each state gets it at most once. */
    static final String UPDATE = "update";

    private Statements() {}

    private static void declare(Draft draft, String construct, String template, List<String> initials, Role role) {
        String name = draft.freshName();
        List<String> axes = draft.some(draft.axes(), draft.chance(15) ? 0 : 1);
        List<Term> initial = initials.isEmpty() ? List.of() : List.of(Term.literal(draft.pick(initials)));
        draft.line(new Line(construct, template, name, axes, initial));
        draft.define(name, Kind.NUMBER, new Traits(new LinkedHashSet<>(axes), 2, false), role);
    }

    /** A number of steps, and mostly something that goes by it. */
    private static void counter(Draft draft) {
        String name = draft.freshName();
        draft.line(new Line(
                COUNTER, "state @ = $0", name, List.of(), List.of(Term.literal(draft.pick(List.of("0", "1"))))));
        draft.define(name, Kind.NUMBER, new Traits(Set.of(), 2, false), Role.STATE);
        if (draft.chance(60)) {
            Term count = draft.reference(draft.find(name).orElseThrow());
            draft.let(
                    "warm-up",
                    draft.chance(50)
                            ? draft.term(
                                    "if", "if $0 <= 1.5 then $1 else $2", 4, count, draft.number(1), draft.number(1))
                            : draft.term("divide", "%0 / (%1^2 + 1)", 4, draft.number(1), count));
        }
    }

    private static void constant(Draft draft) {
        String name = draft.freshName();
        List<Term> earlier = draft.known(known -> known.role() == Role.CONSTANT).stream()
                .map(draft::reference)
                .toList();
        Term value = switch (draft.below(4)) {
            case 0 -> Numbers.size(draft);
            case 1 -> earlier.isEmpty() ? Term.literal("2") : draft.term("divide", "%0 / 2", 1, draft.pick(earlier));
            default -> Term.literal(draft.pick(List.of("1e-5", "0.9", "0.3", "2", "1", "0")));
        };
        draft.line(new Line("const", "const @ = $0", name, List.of(), List.of(value)));
        draft.define(name, Kind.NUMBER, Traits.of(2, List.of()), Role.CONSTANT);
    }

    /** Mean and variance, as norms have them, and what they make of a value. */
    private static void statistics(Draft draft) {
        Term value = draft.chance(60)
                ? draft.reference(known -> known.role() == Role.GIVEN
                                && !known.traits().axes().isEmpty())
                        .orElseThrow()
                : draft.part("let", draft.varying(2));
        if (value.traits().axes().isEmpty()) {
            return;
        }
        List<String> axes = draft.some(Reductions.axesOf(draft, value), 1);
        Term mean = draft.part("let", Reductions.over("mean over axes", "mean#($0)", axes, value));
        Term deviation = draft.term("subtract", "%0 - %1", value.traits().magnitude(), value, mean);
        Term square = draft.term("square", "%0^2", deviation.traits().magnitude(), deviation);
        Term variance = draft.part("let", Reductions.over("mean over axes", "mean#($0)", axes, square));
        Term root = draft.term("sqrt", "sqrt($0 + 0.01)", 3, variance);
        draft.let("statistics", draft.term("divide", "%0 / %1", 5, deviation, root));
    }

    private static void softmax(Draft draft) {
        Term value = draft.varying(2);
        List<String> axes = draft.some(Reductions.axesOf(draft, value), 1);
        Term largest = Reductions.over("max over axes", "max#($0)", axes, value);
        Term weight = draft.part("softmax", draft.term("exp", "exp(%0 - %1)", 1, value, largest));
        Term total = Reductions.over("sum over axes", "sum#($0)", axes, weight);
        draft.let("let", draft.term("divide", "%0 / %1", 1, weight, total));
    }

    /** Only values that no reduction is in: the language wants one count of elements for a statistic. */
    private static void running(Draft draft) {
        List<Draft.Known> choices = draft.known(known -> known.kind() == Kind.NUMBER
                && !known.traits().reduced()
                && !known.traits().axes().isEmpty()
                && known.role() != Role.STATE
                && known.role() != Role.RUNNING);
        if (choices.isEmpty()) {
            return;
        }
        Term value = draft.reference(draft.pick(choices));
        List<String> axes = draft.some(Reductions.axesOf(draft, value), 1);
        String template = draft.pick(List.of(
                "mean#(%0^2)",
                "mean#(abs($0))", "mean#(%0 * %0)", "max#(abs($0))", "sum#(%0^2)", "mean#(softplus($0))"));
        Term statistic = Reductions.over("statistic", template, axes, value);
        Term decay = Term.literal(draft.pick(List.of("0.9", "0.5", "0", "1")));
        Term initial = Term.literal(draft.pick(List.of("1", "0.5", "2")));
        String name = draft.freshName();
        String form = draft.chance(30) ? "@ = running[$1]($0 + 0.25, init $2)" : "@ = running[$1]($0, init $2)";
        draft.line(new Line("running", form, name, List.of(), List.of(statistic, decay, initial)));
        draft.define(name, Kind.NUMBER, new Traits(statistic.traits().axes(), 4, true), Role.RUNNING);
        draft.let(
                "let",
                draft.term(
                        "divide",
                        "%0 / sqrt($1)",
                        8,
                        value,
                        new Term("reference", Kind.NUMBER, name, List.of(), List.of(), statistic.traits())));
    }

    /** Moves some of the states that the program has declared. */
    static void updates(Draft draft, List<String> states) {
        for (String name : new ArrayList<>(states)) {
            Draft.Known state = draft.known(known -> known.name().equals(name)).get(0);
            if (!draft.updates(name)) {
                continue;
            }
            Set<String> allowed = state.traits().axes();
            Term before = draft.reference(state);
            if (allowed.isEmpty() && draft.chance(50)) {
                Term counted = draft.term("add", "%0 + 1", 4, before);
                draft.line(new Line(UPDATE, "update @ = $0", name, List.of(), List.of(counted)));
                continue;
            }
            Term next = draft.fitted(draft.tamed(draft.number(2), 4), allowed);
            Term value = draft.term("add", "0.75 * %0 + 0.25 * %1", 4, before, next);
            draft.line(new Line(UPDATE, "update @ = $0", name, List.of(), List.of(value)));
        }
    }
}
