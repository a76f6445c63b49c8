package dev.normc.runtime.random;

import dev.normc.runtime.random.Draft.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A call of a norm, of the same text or of the library. */
final class Calls {

    static final String OWN = "call of a norm";

    static final String LIBRARY = "call of a norm of the library";

    /** Norms that divide by a size less one, which normc refuses to do for a size of one. */
    static final Set<String> SEVERAL = Set.of("AdaNorm", "BatchNorm", "BatchNorm2d");

    private static final double LARGEST = 4;

    private final Draft draft;
    private final Callee callee;
    private final boolean rigid;
    private final Map<String, List<String>> meaning = new LinkedHashMap<>();
    private final List<String> bindings = new ArrayList<>();
    private final List<Term> operands = new ArrayList<>();
    private final Map<String, Set<String>> names = new HashMap<>();
    private final StringBuilder named = new StringBuilder();

    private Calls(Draft draft, Callee callee) {
        this.draft = draft;
        this.callee = callee;
        this.rigid = callee.hasState() || callee.hasBlock();
    }

    /** Adds a value that calls a norm, alone or inside of an expression. */
    static void add(Draft draft) {
        boolean own = !draft.callees().isEmpty() && draft.chance(70);
        Callee callee = draft.pick(own ? draft.callees() : Callee.library());
        boolean hidden = !own && draft.hides(callee.name());
        boolean single = SEVERAL.contains(callee.name()) && draft.hasSingleElement();
        if (hidden || single || draft.find(callee.name()).isPresent()) {
            return;
        }
        Calls calls = new Calls(draft, callee);
        Optional<Term> call = calls.call(own ? OWN : LIBRARY);
        if (call.isEmpty()) {
            return;
        }
        if (draft.chance(25) && draft.updates("inside an expression: " + callee.name())) {
            draft.let(
                    "norm in an expression",
                    draft.term("add", "%0 + %1", 8, draft.tamed(draft.number(2), LARGEST), call.get()));
        } else {
            draft.let("let", call.get());
            calls.defineParameters(draft.lastName());
        }
    }

    private Optional<Term> call(String construct) {
        Term first = draft.tamed(draft.chance(60) ? draft.wide() : draft.varying(2), LARGEST);
        if (!bind(Reductions.axesOf(draft, first))) {
            return Optional.empty();
        }
        pass(callee.program().inputs().get(0), first);
        for (Line input :
                callee.program().inputs().subList(1, callee.program().inputs().size())) {
            pass(input, argument(first, actual(input.axes())));
        }
        callee.program().body().forEach(this::passByName);
        if (callee.hasRunning()
                && operands.stream().anyMatch(value -> value.traits().reduced())) {
            return Optional.empty(); // a statistic has one count of elements
        }
        Map<String, List<String>> axes = new HashMap<>();
        meaning.forEach((unit, list) -> {
            List<String> parts = callee.partsOf(unit);
            for (int i = 0; i < parts.size(); i++) {
                axes.put(parts.get(i), parts.size() == 1 ? list : List.of(list.get(i)));
            }
        });
        Optional<Set<String>> varies = new Varying(names, axes, callee.definitions()).ofResult(callee.program());
        String brackets = bindings.isEmpty() ? "" : "[" + String.join(", ", bindings) + "]";
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < callee.program().inputs().size(); i++) {
            values.append(i == 0 ? "$" : ", $").append(i);
        }
        String template = callee.name() + brackets + "(" + values + named + ")";
        return varies.map(
                set -> new Term(construct, Kind.NUMBER, template, List.of(), operands, new Traits(set, 8, true)));
    }

    /** Divides the axes of the first argument among those of the callee. */
    private boolean bind(List<String> axes) {
        List<String> left = new ArrayList<>(draft.some(axes, axes.size()));
        List<String> units = callee.units();
        Optional<String> open = units.stream()
                .filter(unit -> callee.partsOf(unit).size() == 1 && !callee.mentions(unit) && draft.isNoAxis(unit))
                .findFirst()
                .filter(unit -> draft.chance(60));
        for (String unit : units) {
            int needed = callee.partsOf(unit).size();
            if (open.isEmpty() || !unit.equals(open.get())) {
                if (left.size() < needed) {
                    return false;
                }
                boolean same = needed == 1 && left.contains(unit) && draft.chance(70);
                List<String> own = same ? List.of(unit) : List.copyOf(left.subList(0, needed));
                left.removeAll(own);
                meaning.put(unit, new ArrayList<>(own));
            }
        }
        List<String> plain = meaning.keySet().stream()
                .filter(unit -> callee.partsOf(unit).size() == 1)
                .toList();
        if (open.isPresent()) {
            meaning.put(open.get(), List.copyOf(left));
        } else if (rigid && plain.isEmpty() && !left.isEmpty()) {
            return false;
        } else if (!plain.isEmpty()) {
            left.stream()
                    .filter(axis -> rigid || draft.chance(50))
                    .forEach(axis -> actual(List.of(draft.pick(plain))).add(axis));
        }
        for (String unit : units) {
            List<String> written = Split.written(actual(List.of(unit)), draft.splits());
            boolean implied = written.equals(List.of(unit)) && draft.chance(70);
            if (!implied && (open.isEmpty() || !unit.equals(open.get()))) {
                bindings.add(written.equals(List.of(unit)) ? unit : unit + " = " + String.join("*", written));
            }
        }
        return true;
    }

    /** The axes of the caller behind those of the callee; of a single one the list itself. */
    private List<String> actual(List<String> axes) {
        if (axes.size() == 1 && meaning.containsKey(axes.get(0))) {
            return meaning.getOrDefault(axes.get(0), List.of());
        }
        List<String> actual = new ArrayList<>();
        for (String axis : axes) {
            meaning.forEach((unit, list) -> {
                int part = callee.partsOf(unit).indexOf(axis);
                if (part >= 0) {
                    actual.addAll(callee.partsOf(unit).size() == 1 ? list : List.of(list.get(part)));
                }
            });
        }
        return actual;
    }

    /** A value that varies over {@code required}, and over nothing else where the callee is particular. */
    private Term argument(Term first, List<String> required) {
        Term value = draft.tamed(draft.number(2), LARGEST);
        if (rigid) {
            value = draft.fitted(value, new HashSet<>(required));
        }
        Term all = draft.fitted(first, new HashSet<>(required));
        return value.traits().axes().containsAll(required)
                ? value
                : draft.term("add", "%0 + %1", 2 * LARGEST, value, all);
    }

    private void pass(Line input, Term value) {
        operands.add(value);
        names.put(input.name(), value.traits().axes());
    }

    private void passByName(Line line) {
        boolean constant = line.construct().equals("const");
        boolean taken = constant
                || (!callee.hasBlock() && line.declares() && !line.template().startsWith("state"));
        if (!taken || operands.size() > 8 || !draft.chance(20)) {
            return;
        }
        Term value = constant
                ? Term.literal(draft.pick(List.of("0.25", "0.5", "1e-3")))
                : draft.fitted(draft.tamed(draft.number(1), LARGEST), new HashSet<>(actual(line.axes())));
        named.append(", ").append(line.name()).append(" = $").append(operands.size());
        operands.add(value);
        names.put(line.name(), value.traits().axes());
    }

    /** The parameters of the callee are the caller's from here on. */
    private void defineParameters(String result) {
        for (Line line : callee.program().body()) {
            if (line.construct().equals("param") && !names.containsKey(line.name())) {
                Traits traits = new Traits(Set.copyOf(actual(line.axes())), 3, false);
                draft.define(result + "_" + line.name(), Kind.NUMBER, traits, Role.GIVEN);
            }
        }
    }
}
