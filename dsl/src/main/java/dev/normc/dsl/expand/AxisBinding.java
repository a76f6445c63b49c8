package dev.normc.dsl.expand;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.AxisArgument;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.dsl.diagnostic.Messages;
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
            if (!bindInput(callee.inputs().get(i), given.get(i))) {
                return Optional.empty();
            }
        }
        return bindParts() && allDistinct() && nothingMapped(given) ? Optional.of(bound) : Optional.empty();
    }

    private Set<String> axesOfCallee() {
        Set<String> axes = new LinkedHashSet<>();
        callee.inputs().forEach(input -> input.axes().forEach(axis -> axes.add(axis.text())));
        callee.body().forEach(statement -> axes.addAll(UsedAxes.of(statement)));
        return axes;
    }

    private boolean bindWritten() {
        Set<String> known = axesOfCallee();
        for (AxisArgument argument : call.axes()) {
            Name axis = argument.name();
            if (!known.contains(axis.text())) {
                surroundings.report(CallMessages.unknownAxisOfNorm(
                        axis.span(),
                        call.callee().text(),
                        axis.text(),
                        DidYouMean.nearest(axis.text(), List.copyOf(known))));
                return false;
            }
            List<Name> meaning = new ArrayList<>();
            List<Name> written = argument.meaning().isEmpty() ? List.of(axis) : argument.meaning();
            for (Name name : written) {
                for (Name one : expressions.axes(name, call.environment())) {
                    List<Name> parts = surroundings.parts(one);
                    if (parts.isEmpty()) {
                        return false; // reported
                    }
                    meaning.addAll(parts);
                }
            }
            if (bound.put(axis.text(), meaning) != null) {
                surroundings.report(Messages.axisTwice(axis.span(), axis.text()));
                return false;
            }
        }
        return true;
    }

    private boolean bindInput(Norm.Input input, List<Name> given) {
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
                    surroundings.report(CallMessages.argumentWithoutAxis(
                            call.span(), input.name().text(), one.text()));
                    return false;
                }
            }
            bound.put(axis.text(), known);
        }
        return bindOpen(input, open, List.copyOf(left.values()));
    }

    private List<Name> sameName(Name axis, Set<String> left) {
        List<Name> parts = surroundings.isAxis(axis.text()) ? surroundings.parts(axis) : List.of();
        boolean there = parts.stream().allMatch(part -> left.contains(part.text()));
        return there ? parts : List.of();
    }

    /** What nothing depends on is mapped over. */
    private boolean bindOpen(Norm.Input input, List<Name> open, List<Name> left) {
        for (Name axis : open) {
            boolean used = callee.body().stream()
                    .anyMatch(statement -> UsedAxes.of(statement).contains(axis.text()));
            if (used || open.size() > 1) {
                surroundings.report(CallMessages.axisUnbound(
                        call.callee().span(),
                        call.callee().text(),
                        axis.text(),
                        input.name().text()));
                return false;
            }
            bound.put(axis.text(), left);
        }
        return true;
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
                    call.callee().span(), call.callee().text(), mapped));
        }
        return mapped.isEmpty();
    }
}
