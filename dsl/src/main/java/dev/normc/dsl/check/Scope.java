package dev.normc.dsl.check;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.MeaningMessages;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names of one norm. Axes are visible everywhere, since a size is known before anything is computed; all other
 * names from their definition on.
 */
final class Scope {

    /** The word that is a condition: training or not. */
    static final String TRAIN = "train";

    /** The axis of a definition that nobody has called yet. */
    static final String ANY_AXIS = "?";

    private static final int MOST_AXES = 32;

    private final Source source;
    private final Findings findings;
    private final Map<String, Name> axes = new LinkedHashMap<>();
    private final Map<String, Binding> visible = new LinkedHashMap<>();
    private final Map<String, Name> defined = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> reported = new HashSet<>();
    private final Set<Span> callsReported = new HashSet<>();
    private final Set<String> used = new HashSet<>();

    /** What the open backward block has given away so far. */
    private final Set<String> gradients = new HashSet<>();

    /** Axes whose size a statement says that is still to come; nobody knows it before. */
    private final Map<String, Name> unsized = new HashMap<>();

    private final List<Typed> typed = new ArrayList<>();
    private final String norm;
    private final Splits splits;
    private boolean tried;
    private List<String> axesOfHead = List.of();
    private List<String> parametersOfHead = List.of();

    Scope(Source source, Norm norm, Findings findings) {
        this.source = source;
        this.norm = norm.name().text();
        this.findings = findings;
        norm.inputs().forEach(input -> {
            declare(input.axes());
            defined.putIfAbsent(input.name().text(), input.name());
        });
        for (Statement statement : norm.body()) {
            declare(Declared.axes(statement));
            if (statement instanceof Statement.AxisSize size) {
                unsized.putIfAbsent(size.axis().text(), size.axis());
            }
            Declared.name(statement).ifPresent(name -> defined.putIfAbsent(name.text(), name));
        }
        this.splits = new Splits(source, norm.splits(), findings);
        declare(splits.parts());
        norm.inputs().forEach(input -> splits.checkList(input.axes()));
    }

    Splits splits() {
        return splits;
    }

    /** The axes of one declaration. */
    void declare(List<Name> list) {
        for (Name axis : list) {
            if (axis.text().equals(TRAIN)) {
                findings.add(MeaningMessages.reservedName(axis.span(), TRAIN));
            } else if (axes.putIfAbsent(axis.text(), axis) == null) {
                checkNewAxis(axis);
            }
        }
    }

    /** A called norm brings axes when names are visible already. */
    private void checkNewAxis(Name axis) {
        Binding taken = visible.get(axis.text());
        if (taken != null) {
            String noun = taken.role().noun();
            int line = line(taken.name());
            findings.add(
                    isBrought(axis)
                            ? CallMessages.axisBrought(axis.span(), axis.text(), noun, line)
                                    .withOther(taken.name().span())
                            : MeaningMessages.nameTaken(axis.span(), axis.text(), noun, line)
                                    .withOther(taken.name().span()));
        }
        if (axes.size() == MOST_AXES + 1) {
            findings.add(MeaningMessages.tooManyAxes(axis.span(), MOST_AXES));
        }
    }

    /** Makes a name visible; reports one that is taken, and then says nothing more about it. */
    void define(Name name, Role role, Type type) {
        String text = name.text();
        Optional<Binding> taken = taken(text, role);
        if (text.equals(TRAIN)) {
            findings.add(MeaningMessages.reservedName(name.span(), text));
        } else if (taken.isPresent()) {
            reportTaken(name, role, taken.get());
            visible.put(text, new Binding(taken.get().name(), taken.get().role(), Type.UNKNOWN));
        } else {
            visible.put(text, new Binding(name, role, type));
            if (!type.isUnknown()) {
                typed.add(typed(name, role, type));
            }
        }
    }

    private Typed typed(Name name, Role role, Type type) {
        List<String> ordered = new ArrayList<>(axes.keySet());
        ordered.retainAll(type.axes());
        return new Typed(norm, name, role.noun(), ordered, type.kind() == Kind.CONDITION);
    }

    /** What is known of the names defined so far, those of blocks among them, in their order. */
    List<Typed> typed() {
        return List.copyOf(typed);
    }

    /** A constant may have the name of a part of a split axis: it is its size. */
    private Optional<Binding> taken(String name, Role role) {
        boolean size = role == Role.CONST && splits.isPart(name);
        Optional<Name> axis = size ? Optional.empty() : Optional.ofNullable(axes.get(name));
        return Optional.ofNullable(visible.get(name))
                .or(() -> axis.map(written -> new Binding(written, Role.AXIS, Type.SIZE)));
    }

    /** Makes the name of a broken statement visible, and says nothing about it. */
    void salvage(Name name, Role role) {
        Role first = find(name.text()).map(Binding::role).orElse(role);
        visible.put(name.text(), new Binding(name, first, Type.UNKNOWN));
    }

    private void reportTaken(Name name, Role role, Binding taken) {
        if (isBrought(name)) {
            reportBrought(name, taken);
        } else if (taken.role() == Role.STATE && role == Role.VALUE) {
            findings.add(MeaningMessages.stateAssigned(name.span(), name.text()));
        } else {
            reportTaken(name, taken);
        }
    }

    /** Says that the program gives a name that something has. */
    void reportTaken(Name name, Binding taken) {
        String noun = taken.role().noun();
        int line = line(taken.name());
        Diagnostic found = isBrought(taken.name())
                ? MeaningMessages.nameBrought(name.span(), name.text(), noun, line)
                : MeaningMessages.nameTaken(name.span(), name.text(), noun, line);
        findings.add(found.withOther(taken.name().span()));
    }

    /** Whether nobody wrote the name where it says it is from. */
    boolean isBrought(Name name) {
        return !name.text().equals(textOf(name));
    }

    /** Of all names that one call brings, the first that is taken is enough. */
    private void reportBrought(Name name, Binding taken) {
        if (callsReported.add(name.span())) {
            String result = textOf(name);
            boolean named = result.codePoints().allMatch(Character::isUnicodeIdentifierPart);
            String free = fresh(named ? result + "2" : "h", name.span()).text();
            String noun = taken.role().noun();
            findings.add(CallMessages.callNameTaken(name.span(), free, name.text(), noun, line(taken.name()))
                    .withOther(taken.name().span()));
        }
    }

    /** What stands in the program where the name says it is from; a called norm brings names that nobody wrote. */
    private String textOf(Name name) {
        return source.textOf(name.span());
    }

    /** The name has been read; what is only tried reads nothing yet. */
    void use(String name) {
        if (!tried) {
            used.add(name);
        }
    }

    boolean isUsed(String name) {
        return used.contains(name);
    }

    /** Forgets the names that have become visible since {@code before}. */
    void leave(Set<String> before) {
        visible.keySet().retainAll(before);
        gradients.clear();
    }

    /** The names that are visible now. */
    Set<String> visible() {
        return Set.copyOf(visible.keySet());
    }

    /** A name that nothing in the norm has, visible or not yet. */
    Name fresh(String wanted, Span span) {
        String name = wanted;
        int number = numbers.getOrDefault(wanted, 1);
        while (isTaken(name)) {
            number++;
            name = wanted + "_" + number;
        }
        numbers.put(wanted, number);
        Name fresh = new Name(name, span);
        defined.put(name, fresh);
        return fresh;
    }

    private boolean isTaken(String name) {
        return visible.containsKey(name) || defined.containsKey(name) || axes.containsKey(name);
    }

    /** What a name stands for, where it is visible. */
    Optional<Binding> find(String name) {
        return Optional.ofNullable(visible.get(name));
    }

    boolean isAxis(String name) {
        return axes.containsKey(name);
    }

    /** The size of {@code axis} is known from here on. */
    void size(Name axis) {
        unsized.remove(axis.text());
    }

    /** Where a later statement says the size of {@code axis}. */
    Optional<Name> sizedLater(String axis) {
        return Optional.ofNullable(unsized.get(axis));
    }

    /** The axes that {@code axis} stands for: itself, or the parts of a split one. */
    List<String> parts(String axis) {
        return splits.partsOf(axis);
    }

    private List<String> axes() {
        List<String> all = new ArrayList<>(axes.keySet());
        all.addAll(axesOfHead);
        return all;
    }

    /** The block that is open gives {@code target} its gradient: nothing reads that again. */
    void giveGradient(String target) {
        gradients.add("d" + target);
    }

    /** Reports a name that is not visible here, once however often it is used. */
    void reportMissing(Name name, List<String> candidates) {
        if (!reported.add(name.text())) {
            return;
        }
        if (gradients.contains(name.text())) {
            findings.add(CallMessages.gradientRead(name.span(), name.text()));
            return;
        }
        Name later = defined.get(name.text());
        findings.add(
                later == null
                        ? MeaningMessages.unknownName(
                                name.span(), name.text(), DidYouMean.nearest(name.text(), candidates))
                        : MeaningMessages.usedBeforeDefinition(name.span(), name.text(), line(later))
                                .withOther(later.span()));
    }

    /** Whether the name is an axis; reports it if not. */
    boolean requireAxis(Name axis) {
        boolean known = isAxis(axis.text()) || axis.text().equals(ANY_AXIS);
        if (!known) {
            List<String> all = axes();
            Optional<String> meant = DidYouMean.nearest(axis.text(), all);
            findings.add(MeaningMessages.unknownAxis(axis.span(), axis.text(), meant, all));
        }
        return known;
    }

    /** A definition is tried: what its head names is not there, and may be meant nevertheless. */
    void enter(Definition definition) {
        tried = true;
        axesOfHead = definition.axes().stream().map(Name::text).toList();
        parametersOfHead = definition.parameters().stream().map(Name::text).toList();
    }

    /** The end of a definition. */
    void leave() {
        tried = false;
        axesOfHead = List.of();
        parametersOfHead = List.of();
    }

    /** All that an expression may name here, the latest last. */
    List<String> candidates() {
        List<String> candidates = new ArrayList<>(axes.keySet());
        candidates.add(TRAIN);
        candidates.addAll(visible.keySet());
        candidates.addAll(axesOfHead);
        candidates.addAll(parametersOfHead);
        return candidates;
    }

    /** The states that are visible here. */
    List<String> states() {
        return ofRole(Role.STATE);
    }

    /** The values that are visible here. */
    List<String> values() {
        return ofRole(Role.VALUE);
    }

    private List<String> ofRole(Role role) {
        return visible.values().stream()
                .filter(binding -> binding.role() == role)
                .map(binding -> binding.name().text())
                .toList();
    }

    int line(Name name) {
        return source.lineOf(name.span().start());
    }
}
