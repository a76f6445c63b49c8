package dev.normc.runtime.random;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The axes that a term varies over where the names and axes in it stand for others, as in what is called; written
 * against the reference of the language, not with the checker, which is held against it.
 *
 * @param names what names vary over; all others vary over what the generator has noted
 * @param axes what axes stand for; all others stand for themselves
 * @param definitions what can be called
 */
record Varying(Map<String, Set<String>> names, Map<String, List<String>> axes, List<Definition> definitions) {

    /** The axes; nothing if the term breaks a rule here, such as a reduction over an axis that its value lacks. */
    Optional<Set<String>> of(Term term) {
        List<Set<String>> operands = new ArrayList<>();
        for (Term operand : term.operands()) {
            Optional<Set<String>> varies = of(operand);
            if (varies.isEmpty()) {
                return Optional.empty();
            }
            operands.add(varies.get());
        }
        Set<String> all = new LinkedHashSet<>();
        operands.forEach(all::addAll);
        List<String> named = actual(term.axes());
        if (term.isNormCall()) {
            return ofNorm(term, operands);
        } else if (term.construct().equals("call of a definition")) {
            return ofDefinition(term, operands, named);
        } else if (term.construct().equals(Preludes.SHIFTED)) {
            return all.containsAll(named) && distinct(named) ? Optional.of(all) : Optional.empty();
        } else if (term.construct().startsWith("index")) {
            all.addAll(named);
            return Optional.of(all);
        } else if (term.construct().startsWith("if train")) {
            return ofModes(term, operands, all);
        } else if (term.construct().equals("power of zero")) {
            return all.isEmpty() ? Optional.of(all) : Optional.empty();
        } else if (term.template().contains("#(")) {
            return ofReduction(operands, all, named);
        } else if (term.operands().isEmpty() && !term.construct().equals("literal")) {
            return Optional.of(names.getOrDefault(term.template(), term.traits().axes()));
        }
        return Optional.of(all);
    }

    private List<String> actual(List<String> written) {
        return written.stream()
                .flatMap(axis -> axes.getOrDefault(axis, List.of(axis)).stream())
                .toList();
    }

    private static boolean distinct(List<String> list) {
        return new HashSet<>(list).size() == list.size();
    }

    private static Optional<Set<String>> ofReduction(List<Set<String>> operands, Set<String> all, List<String> over) {
        boolean emptyMask = operands.size() > 1 && operands.get(1).isEmpty();
        if (!all.containsAll(over) || !distinct(over) || emptyMask || over.isEmpty()) {
            return Optional.empty();
        }
        Set<String> rest = new LinkedHashSet<>(all);
        over.forEach(rest::remove);
        return Optional.of(rest);
    }

    /** What the mode decides must vary over the same axes in both. */
    private static Optional<Set<String>> ofModes(Term term, List<Set<String>> operands, Set<String> all) {
        List<Set<String>> alone = switch (term.construct()) {
            case "if train and" -> operands.subList(2, 3);
            case "if train or" -> operands.subList(1, 2);
            default -> operands;
        };
        return alone.stream().allMatch(all::equals) ? Optional.of(all) : Optional.empty();
    }

    private Optional<Set<String>> ofDefinition(Term call, List<Set<String>> operands, List<String> named) {
        Definition definition = definitions.stream()
                .filter(candidate -> candidate.name().equals(call.callee()))
                .findFirst()
                .orElseThrow();
        Map<String, Set<String>> inner = new HashMap<>(names);
        for (int i = 0; i < operands.size(); i++) {
            inner.put(definition.values().get(i).name(), operands.get(i));
        }
        Map<String, List<String>> meaning = new HashMap<>(axes);
        int count = definition.axes().size();
        for (int i = 0; i < count; i++) {
            meaning.put(
                    definition.axes().get(i),
                    count == 1 ? named : actual(call.axes().subList(i, i + 1)));
        }
        return distinct(named) ? new Varying(inner, meaning, definitions).of(definition.body()) : Optional.empty();
    }

    /** A norm that is called by one that is called: known where all is as it was when the call was made. */
    private Optional<Set<String>> ofNorm(Term call, List<Set<String>> operands) {
        for (int i = 0; i < operands.size(); i++) {
            Set<String> before = call.operands().get(i).traits().axes();
            boolean lost =
                    before.stream().anyMatch(axis -> actual(List.of(axis)).size() != 1);
            if (lost || !operands.get(i).equals(Set.copyOf(actual(List.copyOf(before))))) {
                return Optional.empty();
            }
        }
        return Optional.of(new LinkedHashSet<>(actual(List.copyOf(call.traits().axes()))));
    }

    /** The axes of what a norm returns; nothing if one of its values breaks a rule here. */
    Optional<Set<String>> ofResult(RandomProgram callee) {
        Map<String, Set<String>> known = new HashMap<>(names);
        Varying inner = new Varying(known, axes, definitions);
        for (Line line : callee.body()) {
            if (line.declares() || line.template().startsWith("const ")) {
                known.putIfAbsent(line.name(), Set.copyOf(inner.actual(line.axes())));
            } else if (line.isValue() || line.construct().equals("running")) {
                Optional<Set<String>> varies = inner.of(line.operands().get(0));
                if (varies.isEmpty()) {
                    return varies;
                }
                known.put(line.name(), varies.get());
            }
        }
        return inner.of(callee.outputs().get(0).operands().get(0));
    }
}
