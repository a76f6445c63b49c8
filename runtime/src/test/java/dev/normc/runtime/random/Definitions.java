package dev.normc.runtime.random;

import dev.normc.runtime.random.Draft.Known;
import dev.normc.runtime.random.Draft.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Definitions and their calls. */
final class Definitions {

    /** Values that are passed stay about this small. */
    private static final double LARGEST = 4;

    /** The row of calls that are numbers. */
    static final Construct NUMBER =
            new Construct("call of a definition", 12, (draft, depth) -> call(draft, depth, Kind.NUMBER));

    /** The row of calls that are conditions. */
    static final Construct CONDITION =
            new Construct("call of a definition", 4, (draft, depth) -> call(draft, depth, Kind.CONDITION));

    private Definitions() {}

    /** Adds a definition that the whole text sees. */
    static void ofFile(Draft draft) {
        draft.preamble(define(draft, "definition in the file", List.of()));
    }

    /** Adds a definition that sees the names above it. */
    static void ofBody(Draft draft) {
        draft.line(define(draft, "definition in a norm", draft.known(known -> true)));
    }

    private static Line define(Draft draft, String construct, List<Known> visible) {
        String name = draft.freshDefinitionName();
        boolean first = draft.definitions().isEmpty();
        while (!first && Preludes.isPrelude(name)) {
            name = draft.freshDefinitionName(); // earlier ones may call the one of the prelude
        }
        int axisCount = draft.pick(List.of(0, 0, 1, 1, 1, 2));
        List<String> choices = visible.isEmpty() ? List.of("A", "B", "N", "D", "_A") : List.of("A1_", "B1_", "V_");
        List<String> axes = draft.some(choices, axisCount).subList(0, axisCount);
        List<Known> values = new ArrayList<>();
        int count = 1 + draft.below(3);
        for (int i = 0; i < count; i++) {
            Kind kind = i > 0 && draft.chance(20) ? Kind.CONDITION : Kind.NUMBER;
            List<String> own = i == 0 ? axes : draft.some(axes, 0);
            Traits traits = new Traits(new LinkedHashSet<>(own), LARGEST, false);
            Role role = kind == Kind.NUMBER ? Role.GIVEN : Role.VALUE;
            values.add(new Known(draft.freshName(), kind, traits, role, true));
        }
        List<Known> known = new ArrayList<>(visible);
        known.addAll(values);
        Draft inner = draft.within(axes, known);
        inner.hide(List.of(name)); // it does not call itself
        Term body = draft.chance(15) ? inner.condition(2) : inner.number(3);
        draft.addDefinition(new Definition(name, axes, values, body));
        String parameters = String.join(", ", values.stream().map(Known::name).toList());
        return new Line(construct, "def @#(" + parameters + ") = $0", name, axes, List.of(body));
    }

    private static Optional<Term> call(Draft draft, int depth, Kind kind) {
        List<Definition> choices = draft.definitions().stream()
                .filter(definition -> definition.kind() == kind)
                .toList();
        if (choices.isEmpty()) {
            return Optional.empty();
        }
        Definition definition = draft.pick(choices);
        int count = definition.axes().size();
        if (count > draft.axes().size()) {
            return Optional.empty();
        }
        Term first = count == 0 ? draft.number(depth) : draft.varying(depth);
        List<String> own = Reductions.axesOf(draft, first);
        if (own.size() < count) {
            return Optional.empty();
        }
        List<String> some = count == 0 ? List.of() : draft.some(own, count);
        List<String> axes = count < 2 ? some : some.subList(0, count);
        if (count > 1 && Split.written(axes, draft.splits()).size() != count) {
            return Optional.empty(); // the whole of a split axis is one axis to a call
        }
        List<Term> arguments = new ArrayList<>(List.of(draft.tamed(first, LARGEST)));
        for (Known value : definition.values().subList(1, definition.values().size())) {
            arguments.add(
                    value.kind() == Kind.CONDITION
                            ? draft.condition(depth)
                            : draft.tamed(draft.number(depth), LARGEST));
        }
        StringBuilder template = new StringBuilder(definition.name() + (count == 0 ? "(" : "#("));
        for (int i = 0; i < arguments.size(); i++) {
            template.append(i == 0 ? "$" : ", $").append(i);
        }
        double size = definition.body().traits().magnitude();
        Term call =
                new Term("call of a definition", kind, template.append(")").toString(), axes, arguments, Traits.ONE);
        Optional<Set<String>> varies = new Varying(Map.of(), Map.of(), draft.definitions()).of(call);
        return varies.map(
                set -> new Term(call.construct(), kind, call.template(), axes, arguments, new Traits(set, size, true)));
    }
}
