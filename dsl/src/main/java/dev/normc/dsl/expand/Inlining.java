package dev.normc.dsl.expand;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.AxisArgument;
import dev.normc.dsl.ast.Expression.NamedArgument;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the body of a definition, or the statements of a norm, in the place of its call. */
final class Inlining {

    /** Parts of an expression that is put into another one. */
    private static final int LARGEST = 250;

    /** Parts of a condition of the mode: it is written out wherever it is read. */
    private static final int LONGEST_MODE = 16;

    private final Surroundings surroundings;
    private final ExpressionExpander expressions;

    Inlining(Surroundings surroundings, ExpressionExpander expressions) {
        this.surroundings = surroundings;
        this.expressions = expressions;
    }

    /**
     * What the call stands for; nothing if {@code callee} is neither a definition nor a norm.
     *
     * @param name what the result is called, if it gets a name
     */
    Optional<Expression> call(
            Name callee,
            List<AxisArgument> axes,
            List<Expression> values,
            List<NamedArgument> named,
            Span span,
            Environment environment,
            Optional<Name> name) {
        Optional<Functions.Function> function =
                environment.functions().find(callee.text()).filter(found -> !isHidden(found, callee, environment));
        if (function.isPresent()) {
            return Optional.of(definition(function.get(), callee, axes, values, named, span, environment));
        }
        return surroundings.callable(callee).map(norm -> {
            NormCall call = new NormCall(callee, axes, values, named, span, environment, name);
            return new NormInlining(surroundings, expressions).inline(norm, call);
        });
    }

    /** A norm of the program comes before a definition that every program sees. */
    private boolean isHidden(Functions.Function function, Name callee, Environment environment) {
        return function.closure().foreign() && !environment.foreign() && surroundings.isOwnNorm(callee.text());
    }

    private Expression definition(
            Functions.Function function,
            Name callee,
            List<AxisArgument> axes,
            List<Expression> values,
            List<NamedArgument> named,
            Span span,
            Environment environment) {
        Definition definition = function.definition();
        if (definition.parameters().isEmpty()) {
            return Expression.unreadable(span); // the parser has reported it
        }
        if (!fits(definition, axes, values, named, span) || !mayNest(definition, callee, environment)) {
            return Expression.unreadable(span);
        }
        Map<String, List<Name>> axisArguments = axisArguments(definition, axes, environment);
        if (surroundings.isBroken(definition)) {
            expressions.expandAll(values, environment).forEach(surroundings::check);
            return Expression.unreadable(span);
        }
        Map<String, Expression> arguments = arguments(definition, callee, values, environment);
        Environment inner = environment.enter(function, arguments, axisArguments, span);
        expressions.budget().enter(callee.span());
        Expression result = expressions.expand(definition.body(), inner);
        expressions.budget().leave();
        boolean argument = arguments.values().stream().anyMatch(value -> value == result);
        Expression placed = argument ? result : Placing.at(result, span);
        return isLarge(placed) ? named(callee.text(), placed) : placed;
    }

    /** What the axes of the definition stand for: a single one stands for all that are given. */
    private Map<String, List<Name>> axisArguments(
            Definition definition, List<AxisArgument> axes, Environment environment) {
        Map<String, List<Name>> arguments = new HashMap<>();
        for (int i = 0; i < axes.size(); i++) {
            Name parameter = definition.axes().get(Math.min(i, definition.axes().size() - 1));
            arguments
                    .computeIfAbsent(parameter.text(), name -> new ArrayList<>())
                    .addAll(expressions.axes(axes.get(i).name(), environment));
        }
        return arguments;
    }

    /** What the parameters stand for: an argument that is read more than once has a name. */
    private Map<String, Expression> arguments(
            Definition definition, Name callee, List<Expression> values, Environment environment) {
        Map<String, Expression> arguments = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            String parameter = definition.parameters().get(i).text();
            Expression value = expressions.expand(values.get(i), environment);
            long reads = References.count(definition.body(), parameter);
            if (reads == 0) {
                surroundings.check(value);
            }
            boolean direct = (reads <= 1 && !isLarge(value)) || isMode(value);
            arguments.put(parameter, direct ? value : named(callee.text() + "_" + parameter, value));
        }
        return arguments;
    }

    /** A condition of {@code train} has no value that could have a name. */
    private static boolean isMode(Expression value) {
        return !(value instanceof Expression.Conditional)
                && References.read(value).contains("train")
                && References.all(value).size() <= LONGEST_MODE;
    }

    private boolean fits(
            Definition definition,
            List<AxisArgument> axes,
            List<Expression> values,
            List<NamedArgument> named,
            Span span) {
        boolean bound = axes.stream().anyMatch(axis -> !axis.meaning().isEmpty());
        if (bound || !named.isEmpty()) {
            surroundings.report(
                    CallMessages.namedForFunction(span, definition.name().text(), Functions.usage(definition)));
            return false;
        }
        boolean several = definition.axes().size() == 1 && !axes.isEmpty();
        if ((axes.size() != definition.axes().size() && !several)
                || values.size() != definition.parameters().size()) {
            boolean none = axes.isEmpty() && definition.axes().isEmpty();
            Optional<Integer> given = none ? Optional.empty() : Optional.of(axes.size());
            surroundings.report(CallMessages.wrongCall(span, Functions.usage(definition), given, values.size()));
            return false;
        }
        return true;
    }

    private boolean mayNest(Definition definition, Name callee, Environment environment) {
        List<Definition> inside = environment.inside();
        for (int i = 0; i < inside.size(); i++) {
            if (inside.get(i) == definition) {
                surroundings.report(recursion(inside.subList(i, inside.size())));
                return false;
            }
        }
        return expressions.budget().mayNest(callee.span(), inside.size(), surroundings);
    }

    /**
     * Says that the definitions of a circle call one another: in the words of the one written first, so that it is the
     * same message wherever the circle is entered.
     */
    private static Diagnostic recursion(List<Definition> circle) {
        List<Definition> turned = new ArrayList<>(circle);
        int first = 0;
        for (int i = 1; i < circle.size(); i++) {
            boolean earlier =
                    circle.get(i).span().start() < circle.get(first).span().start();
            first = earlier ? i : first;
        }
        Collections.rotate(turned, -first);
        List<String> names =
                turned.stream().map(definition -> definition.name().text()).toList();
        Definition written = turned.get(0);
        Name call =
                References.callOf(written.body(), names.get(1 % names.size())).orElse(written.name());
        return CallMessages.recursiveDefinition(call.span(), names.get(0), names.subList(1, names.size()));
    }

    /** A name that is read, or a number, stands for itself; anything else gets a name, and is computed once. */
    Expression named(String wanted, Expression value) {
        if (value instanceof Expression.Reference || value instanceof Expression.Literal) {
            return value;
        }
        Name name = surroundings.fresh(wanted, value.span());
        surroundings.add(new Statement.Let(name, value, value.span()));
        return new Expression.Reference(name);
    }

    /** Later steps recurse into what nests, and whoever calls again and again walks over all of it each time. */
    private static boolean isLarge(Expression expression) {
        return References.isLarger(expression, LARGEST) || References.depth(expression) > Budget.DEEPEST;
    }
}
