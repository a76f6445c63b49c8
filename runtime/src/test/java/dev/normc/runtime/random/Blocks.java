package dev.normc.runtime.random;

import dev.normc.runtime.random.Draft.Known;
import dev.normc.runtime.random.Draft.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Values whose program says which gradients they send. A block is a run of lines, from its head to its brace. */
final class Blocks {

    static final String BEGIN = "backward";

    static final String GRADIENT = "gradient";

    static final String LOCAL = "value in a block";

    static final String UPDATE = "update in a block";

    static final String END = "end of a block";

    private Blocks() {}

    static Line end() {
        return new Line(END, "}", "", List.of(), List.of());
    }

    /** Adds a value with its block. */
    static void add(Draft draft) {
        Term value = draft.number(3);
        Set<String> targets = new LinkedHashSet<>();
        for (String name : reads(value, draft.definitions())) {
            draft.find(name).filter(Known::takesGradient).ifPresent(known -> targets.add(name));
        }
        String name = draft.freshName();
        boolean taken = draft.find("d" + name).isPresent()
                || targets.stream()
                        .anyMatch(target -> draft.find("d" + target).isPresent() || target.equals("d" + name));
        if (targets.isEmpty() || taken) {
            return;
        }
        draft.line(new Line("value with a block", Line.VALUE, name, List.of(), List.of(value)));
        draft.define(name, Kind.NUMBER, value.traits(), Role.VALUE, true);
        draft.line(new Line(BEGIN, "backward @ {", name, List.of(), List.of()));
        List<Known> known = new ArrayList<>(draft.known(any -> true));
        Traits gradient = new Traits(value.traits().axes(), 4, value.traits().reduced());
        Known reaching = new Known("d" + name, Kind.NUMBER, gradient, Role.VALUE, true);
        known.add(reaching);
        Draft inner = draft.within(draft.axes(), known);
        Set<String> forbidden =
                new HashSet<>(draft.known(any -> true).stream().map(Known::name).toList());
        for (int i = draft.below(3); i > 0; i--) {
            inner.local(LOCAL, forbidden, inner.number(2));
        }
        for (String target : targets) {
            Traits traits = draft.find(target).orElseThrow().traits();
            inner.line(new Line(GRADIENT, "d@ = $0", target, List.of(), List.of(gradient(inner, reaching, traits))));
        }
        for (Known state : draft.known(candidate -> candidate.role() == Role.STATE)) {
            if (draft.chance(40) && draft.updates(state.name())) {
                Term before = inner.reference(state);
                Term next = inner.fitted(
                        inner.tamed(inner.number(2), 4), state.traits().axes());
                Term both = inner.term("add", "0.75 * %0 + 0.25 * %1", 4, before, next);
                inner.line(new Line(UPDATE, "update @ = $0", state.name(), List.of(), List.of(both)));
            }
        }
        inner.body().forEach(draft::line);
        draft.line(end());
    }

    /** Mostly something with the gradient that reaches the value, added up where its target has fewer axes. */
    private static Term gradient(Draft draft, Known reaching, Traits target) {
        if (draft.chance(15)) {
            return Term.literal("0");
        }
        Term sent = draft.chance(80)
                ? draft.term("multiply", "%0 * %1", 16, draft.reference(reaching), draft.tamed(draft.number(2), 4))
                : draft.number(2);
        List<String> extra = new ArrayList<>(Reductions.axesOf(draft, sent));
        extra.removeAll(target.axes());
        return extra.isEmpty() || draft.chance(30)
                ? draft.fitted(sent, target.axes())
                : Reductions.over("sum over axes", "sum#($0)", extra, sent);
    }

    /** The names that a term reads, those in the definitions that it calls among them. */
    static Set<String> reads(Term term, List<Definition> definitions) {
        Set<String> names = new LinkedHashSet<>();
        term.all().forEach(part -> {
            boolean name = part.construct().equals("reference")
                    || part.construct().equals("named condition")
                    || part.construct().equals("input");
            if (name) {
                names.add(part.template());
            } else if (part.isCall()) {
                called(part, definitions).ifPresent(definition -> {
                    Set<String> inner = reads(definition.body(), definitions);
                    definition.values().forEach(value -> inner.remove(value.name()));
                    names.addAll(inner);
                });
            }
        });
        return names;
    }

    private static Optional<Definition> called(Term call, List<Definition> definitions) {
        return definitions.stream()
                .filter(definition -> definition.name().equals(call.callee()))
                .findFirst();
    }

    /** The lines, each block with a gradient for what its value reads and for nothing else. */
    static List<Line> repaired(List<Line> inputs, List<Line> body) {
        Set<String> known = new HashSet<>(inputs.stream().map(Line::name).toList());
        Map<String, Set<String>> reads = new HashMap<>();
        List<Line> repaired = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>();
        boolean inside = false;
        for (Line line : body) {
            if (line.construct().equals(BEGIN)) {
                inside = true;
                missing = new LinkedHashSet<>(reads.getOrDefault(line.name(), Set.of()));
            } else if (line.construct().equals(END)) {
                missing.forEach(target ->
                        repaired.add(new Line(GRADIENT, "d@ = $0", target, List.of(), List.of(Term.literal("0")))));
                inside = false;
            } else if (line.construct().equals(GRADIENT) && !missing.remove(line.name())) {
                continue;
            } else if (!inside && (line.isValue() || line.construct().equals("running"))) {
                Set<String> read = reads(line.operands().get(0), List.of());
                read.retainAll(known);
                reads.put(line.name(), read);
                boolean number = line.operands().get(0).kind() == Kind.NUMBER;
                if (number
                        && (!read.isEmpty()
                                || line.terms()
                                        .anyMatch(term -> term.construct().startsWith("index")))) {
                    known.add(line.name());
                }
            } else if (line.construct().equals("param")) {
                known.add(line.name());
            }
            repaired.add(line);
        }
        return repaired;
    }

    /** Whether something besides numbers, constants and sizes is in a term. */
    static boolean isVariable(Term term, Draft draft) {
        return isVariable(term, draft, Map.of());
    }

    /** {@code values}: whether what a definition takes is variable. */
    private static boolean isVariable(Term term, Draft draft, Map<String, Boolean> values) {
        Optional<Definition> definition = term.isCall() ? called(term, draft.definitions()) : Optional.empty();
        if (definition.isPresent()) {
            Map<String, Boolean> inner = new HashMap<>(values);
            for (int i = 0; i < term.operands().size(); i++) {
                inner.put(
                        definition.get().values().get(i).name(),
                        isVariable(term.operands().get(i), draft, values));
            }
            return isVariable(definition.get().body(), draft, inner);
        }
        boolean own = term.construct().startsWith("index") || term.construct().startsWith("if train");
        boolean name = term.operands().isEmpty()
                && (values.containsKey(term.template())
                        ? values.getOrDefault(term.template(), false)
                        : draft.find(term.template()).filter(Known::variable).isPresent());
        return own
                || name
                || term.isNormCall()
                || term.operands().stream().anyMatch(operand -> isVariable(operand, draft, values));
    }
}
