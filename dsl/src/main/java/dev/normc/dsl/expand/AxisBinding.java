package dev.normc.dsl.expand;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.AxisArgument;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement.AxisSize;
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.dsl.diagnostic.MeaningMessages;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out what the axes of a called norm stand for. An axis is bound as the call says; else to the axis of that name,
 * if the argument has it; else, where nothing in the norm depends on it, to whatever the argument has besides: a norm
 * over rows is a norm over the rows of any tensor.
 */
final class AxisBinding {

    private final Surroundings surroundings;
    private final ExpressionExpander expressions;
    private final Norm callee;
    private final NormCall call;
    private final Map<String, List<Name>> bound = new LinkedHashMap<>();
    private final Map<String, String> written = new HashMap<>();

    AxisBinding(Surroundings surroundings, ExpressionExpander expressions, Norm callee, NormCall call) {
        this.surroundings = surroundings;
        this.expressions = expressions;
        this.callee = callee;
        this.call = call;
    }

    /** The axes of the caller behind each axis of the callee; nothing if something is wrong, which is reported. */
    Optional<Map<String, List<Name>>> bind(List<Expression> arguments) {
        List<List<Name>> given = new ArrayList<>();
        for (Expression argument : arguments) {
            Optional<List<Name>> axes = surroundings.axesOf(argument);
            if (axes.isEmpty()) {
                return Optional.empty();
            }
            given.add(axes.get());
        }
        if (!bindWritten()) {
            return Optional.empty();
        }
        for (int i = 0; i < given.size(); i++) {
            if (!bindInput(
                    callee.inputs().get(i), given.get(i), arguments.get(i).span())) {
                return Optional.empty();
            }
        }
        bindDeclared();
        return bindParts() && allDistinct() && nothingMapped(given) ? Optional.of(bound) : Optional.empty();
    }

    /** The axes of the callee's declarations; a split one without its parts. */
    private List<String> axesOfCallee() {
        Set<String> axes = new LinkedHashSet<>();
        callee.inputs().forEach(input -> input.axes().forEach(axis -> axes.add(axis.text())));
        callee.body().forEach(statement -> UsedAxes.declared(statement).forEach(axis -> axes.add(axis.text())));
        callee.splits().forEach(split -> split.parts().forEach(part -> axes.remove(part.text())));
        sized().forEach(axis -> axes.remove(axis.text()));
        return List.copyOf(axes);
    }

    /** The axes whose sizes the callee says: they are its own, and no axis of the caller stands for them. */
    private List<Name> sized() {
        return callee.body().stream()
                .filter(AxisSize.class::isInstance)
                .map(statement -> ((AxisSize) statement).axis())
                .toList();
    }

    private boolean bindWritten() {
        List<String> known = axesOfCallee();
        boolean sound = true;
        for (AxisArgument argument : call.axes()) {
            sound &= bindWritten(argument, known);
        }
        return sound;
    }

    private boolean bindWritten(AxisArgument argument, List<String> known) {
        Name axis = argument.name();
        if (!known.contains(axis.text())) {
            surroundings.report(CallMessages.unknownAxisOfNorm(
                    axis.span(), call.callee().text(), axis.text(), DidYouMean.nearest(axis.text(), known), known));
            return false;
        }
        Optional<List<Name>> meaning = meaning(argument);
        if (meaning.isEmpty()) {
            return false;
        }
        if (bound.put(axis.text(), meaning.get()) != null) {
            surroundings.report(MeaningMessages.axisTwice(axis.span(), axis.text()));
            return false;
        }
        for (Name one : meaning.get()) {
            String other = written.put(one.text(), axis.text());
            if (other != null) {
                surroundings.report(
                        other.equals(axis.text())
                                ? MeaningMessages.axisTwice(one.span(), one.text())
                                : CallMessages.axisBoundTwice(one.span(), one.text(), other, axis.text()));
                return false;
            }
        }
        return true;
    }

    /** The axes of the caller that are written for one of the callee; nothing if there is one that is none. */
    private Optional<List<Name>> meaning(AxisArgument argument) {
        List<Name> meaning = new ArrayList<>();
        List<Name> names = argument.meaning().isEmpty() ? List.of(argument.name()) : argument.meaning();
        for (Name name : names) {
            for (Name one : expressions.axes(name, call.environment())) {
                List<Name> parts = surroundings.parts(one);
                if (parts.isEmpty()) {
                    return Optional.empty(); // reported
                }
                meaning.addAll(parts);
            }
        }
        return Optional.of(meaning);
    }

    private boolean bindInput(Norm.Input input, List<Name> given, Span place) {
        Map<String, Name> left = new LinkedHashMap<>();
        given.forEach(axis -> left.put(axis.text(), axis));
        List<Name> open = new ArrayList<>();
        for (Name axis : input.axes()) {
            List<Name> known = bound.containsKey(axis.text())
                    ? bound.getOrDefault(axis.text(), List.of())
                    : sameName(axis, left.keySet());
            if (known.isEmpty() && !bound.containsKey(axis.text())) {
                open.add(axis);
                continue;
            }
            for (Name one : known) {
                if (left.remove(one.text()) == null) {
                    List<String> axes = given.stream().map(Name::text).toList();
                    surroundings.report(
                            CallMessages.argumentWithoutAxis(place, input.name().text(), one.text(), axes));
                    return false;
                }
            }
            bound.put(axis.text(), known);
        }
        return bindOpen(input, open, List.copyOf(left.values()), given.size());
    }

    private List<Name> sameName(Name axis, Set<String> left) {
        List<Name> parts = ownAxes(axis).orElse(List.of());
        boolean there =
                parts.stream().allMatch(part -> left.contains(part.text()) && !written.containsKey(part.text()));
        return there ? parts : List.of();
    }

    /** What the norm that calls has under the name of an axis, if it has such an axis; it may be one that is called. */
    private Optional<List<Name>> ownAxes(Name axis) {
        Map<String, List<Name>> inCallee = call.environment().axes();
        if (!inCallee.isEmpty()) {
            return Optional.ofNullable(inCallee.get(axis.text()));
        }
        return surroundings.isAxis(axis.text()) ? Optional.of(surroundings.parts(axis)) : Optional.empty();
    }

    /** What nothing depends on is mapped over. */
    private boolean bindOpen(Norm.Input input, List<Name> open, List<Name> left, int axesOfInput) {
        Optional<Name> used = open.stream().filter(this::isUsed).findFirst();
        Optional<Name> further = open.stream().skip(1).findFirst();
        Optional<Name> unbound = used.or(() -> further);
        unbound.ifPresentOrElse(
                axis -> surroundings.report(CallMessages.axisUnbound(
                        call.callee().span(),
                        call.callee().text(),
                        axis.text(),
                        input.name().text(),
                        left.stream().map(Name::text).toList(),
                        axesOfInput)),
                () -> open.forEach(axis -> bound.put(axis.text(), left)));
        return unbound.isEmpty();
    }

    private boolean isUsed(Name axis) {
        return callee.body().stream()
                .anyMatch(statement -> UsedAxes.of(statement).contains(axis.text()));
    }

    /** An axis that only parameters, data or states have is the caller's of that name, be it new there. */
    private void bindDeclared() {
        for (String axis : axesOfCallee()) {
            Name own = new Name(axis, call.callee().span());
            bound.computeIfAbsent(axis, name -> ownAxes(own).orElse(List.of(own)));
        }
        for (Name axis : sized()) {
            String wanted = call.prefix().text() + "_" + axis.text();
            bound.computeIfAbsent(
                    axis.text(),
                    name -> List.of(surroundings.fresh(wanted, call.callee().span())));
        }
    }

    /** The parts of a split axis stand for those of the axis behind it, in their order. */
    private boolean bindParts() {
        for (Norm.Split split : callee.splits()) {
            List<Name> behind = bound.getOrDefault(split.whole().text(), List.of());
            if (behind.size() != split.parts().size()) {
                surroundings.report(CallMessages.argumentNotSplit(
                        call.callee().span(),
                        call.callee().text(),
                        split.whole().text(),
                        behind.size() == 1
                                ? behind.get(0).text()
                                : split.whole().text(),
                        split.parts().stream().map(Name::text).toList()));
                return false;
            }
            for (int i = 0; i < behind.size(); i++) {
                bound.put(split.parts().get(i).text(), List.of(behind.get(i)));
            }
        }
        return true;
    }

    private boolean allDistinct() {
        Set<String> parts = new LinkedHashSet<>();
        callee.splits().forEach(split -> split.parts().forEach(part -> parts.add(part.text())));
        Map<String, String> owner = new HashMap<>();
        for (Map.Entry<String, List<Name>> entry : bound.entrySet()) {
            for (Name axis : entry.getValue()) {
                String other = parts.contains(entry.getKey()) ? null : owner.put(axis.text(), entry.getKey());
                if (other != null) {
                    surroundings.report(
                            CallMessages.axisBoundTwice(call.callee().span(), axis.text(), other, entry.getKey()));
                    return false;
                }
            }
        }
        return true;
    }

    /** A norm that keeps something cannot do so for each place of an axis that it does not know. */
    private boolean nothingMapped(List<List<Name>> given) {
        if (!NormInlining.hasState(callee)) {
            return true;
        }
        Set<String> known =
                bound.values().stream().flatMap(List::stream).map(Name::text).collect(Collectors.toSet());
        List<String> mapped = given.stream()
                .flatMap(List::stream)
                .map(Name::text)
                .filter(axis -> !known.contains(axis))
                .distinct()
                .toList();
        if (!mapped.isEmpty()) {
            surroundings.report(CallMessages.statefulMapped(
                    call.callee().span(), call.callee().text(), mapped, binding(mapped)));
        }
        return mapped.isEmpty();
    }

    /** The callee's first axis with what it stands for and {@code more}. */
    private String binding(List<String> more) {
        Name axis = callee.inputs().get(0).axes().get(0);
        List<String> meaning = new ArrayList<>();
        bound.getOrDefault(axis.text(), List.of()).forEach(one -> meaning.add(one.text()));
        meaning.addAll(more);
        return axis.text() + " = " + String.join("*", meaning);
    }
}
