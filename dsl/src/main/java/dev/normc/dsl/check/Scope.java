package dev.normc.dsl.check;

import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.source.Source;
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

    private static final int MOST_AXES = 32;

    private final Source source;
    private final Findings findings;
    private final Map<String, Name> axes = new LinkedHashMap<>();
    private final Map<String, Binding> visible = new LinkedHashMap<>();
    private final Map<String, Name> defined = new HashMap<>();
    private final Set<String> reported = new HashSet<>();

    Scope(Source source, Norm norm, Findings findings) {
        this.source = source;
        this.findings = findings;
        norm.inputs().forEach(input -> declare(input.axes()));
        for (Statement statement : norm.body()) {
            declare(Declared.axes(statement));
            Declared.name(statement).ifPresent(name -> defined.putIfAbsent(name.text(), name));
        }
    }

    /** The axes of one declaration, each named once. */
    private void declare(List<Name> list) {
        Set<String> listed = new HashSet<>();
        for (Name axis : list) {
            if (!listed.add(axis.text())) {
                findings.add(Messages.axisTwice(axis.span(), axis.text()));
            } else if (axis.text().equals(TRAIN)) {
                findings.add(Messages.reservedName(axis.span(), TRAIN));
            } else if (axes.putIfAbsent(axis.text(), axis) == null && axes.size() == MOST_AXES + 1) {
                findings.add(Messages.tooManyAxes(axis.span(), MOST_AXES));
            }
        }
    }

    /** Makes a name visible; reports one that is taken, and then says nothing more about it. */
    void define(Name name, Role role, Type type) {
        String text = name.text();
        Optional<Binding> taken = Optional.ofNullable(visible.get(text))
                .or(() -> Optional.ofNullable(axes.get(text)).map(axis -> new Binding(axis, Role.AXIS, Type.SIZE)));
        if (text.equals(TRAIN)) {
            findings.add(Messages.reservedName(name.span(), text));
        } else if (taken.isPresent()) {
            reportTaken(name, role, taken.get());
            visible.put(text, new Binding(taken.get().name(), taken.get().role(), Type.UNKNOWN));
        } else {
            visible.put(text, new Binding(name, role, type));
        }
    }

    /** Makes the name of a broken statement visible, and says nothing about it. */
    void salvage(Name name, Role role) {
        Role first = find(name.text()).map(Binding::role).orElse(role);
        visible.put(name.text(), new Binding(name, first, Type.UNKNOWN));
    }

    private void reportTaken(Name name, Role role, Binding taken) {
        findings.add(
                taken.role() == Role.STATE && role == Role.VALUE
                        ? Messages.stateAssigned(name.span(), name.text())
                        : Messages.nameTaken(
                                name.span(), name.text(), taken.role().noun(), line(taken.name())));
    }

    /** What a name stands for, where it is visible. */
    Optional<Binding> find(String name) {
        return Optional.ofNullable(visible.get(name));
    }

    boolean isAxis(String name) {
        return axes.containsKey(name);
    }

    List<String> axes() {
        return List.copyOf(axes.keySet());
    }

    /** Reports a name that is not visible here, once however often it is used. */
    void reportMissing(Name name, List<String> candidates) {
        if (!reported.add(name.text())) {
            return;
        }
        Name later = defined.get(name.text());
        findings.add(
                later == null
                        ? Messages.unknownName(name.span(), name.text(), DidYouMean.nearest(name.text(), candidates))
                        : Messages.usedBeforeDefinition(name.span(), name.text(), line(later)));
    }

    /** Whether the name is an axis; reports it if not. */
    boolean requireAxis(Name axis) {
        boolean known = isAxis(axis.text());
        if (!known) {
            Optional<String> meant = DidYouMean.nearest(axis.text(), axes());
            findings.add(Messages.unknownAxis(axis.span(), axis.text(), meant, axes()));
        }
        return known;
    }

    /** All that an expression may name here, the latest last. */
    List<String> candidates() {
        List<String> candidates = new ArrayList<>(axes.keySet());
        candidates.add(TRAIN);
        candidates.addAll(visible.keySet());
        return candidates;
    }

    /** The states that are visible here. */
    List<String> states() {
        return visible.values().stream()
                .filter(binding -> binding.role() == Role.STATE)
                .map(binding -> binding.name().text())
                .toList();
    }

    int line(Name name) {
        return source.lineOf(name.span().start());
    }
}
