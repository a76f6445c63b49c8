package dev.normc.dsl.expand;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.AxisArgument;
import dev.normc.dsl.ast.Expression.NamedArgument;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.source.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the body of a definition, or the statements of a norm, in the place of its call. */
final class Inlining {

    /** Definitions that call definitions: far more than anybody reads. */
    private static final int DEEPEST = 64;

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
        Optional<Functions.Function> function = environment.functions().find(callee.text());
        if (function.isPresent()) {
            return Optional.of(definition(function.get(), callee, axes, values, named, span, environment));
        }
        return surroundings.callable(callee).map(norm -> {
            NormCall call = new NormCall(callee, axes, values, named, span, environment, name);
            return new NormInlining(surroundings, expressions).inline(norm, call);
        });
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
        if (!fits(definition, axes, values, named, span) || !mayNest(definition, callee, environment)) {
            return Expression.unreadable(span);
        }
        Map<String, List<Name>> axisArguments = new HashMap<>();
        for (int i = 0; i < axes.size(); i++) {
            axisArguments.put(
                    definition.axes().get(i).text(),
                    expressions.axes(axes.get(i).name(), environment));
        }
        Map<String, Expression> arguments = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            String parameter = definition.parameters().get(i).text();
            Expression value = expressions.expand(values.get(i), environment);
            boolean once = References.count(definition.body(), parameter) <= 1;
            arguments.put(parameter, once && !isDeep(value) ? value : named(callee.text() + "_" + parameter, value));
        }
        Environment inner = environment.enter(function, arguments, axisArguments, span);
        Expression result = expressions.expand(definition.body(), inner);
        return isDeep(result) ? named(callee.text(), result) : result;
    }

    private boolean fits(
            Definition definition,
            List<AxisArgument> axes,
            List<Expression> values,
            List<NamedArgument> named,
            Span span) {
        boolean bound = axes.stream().anyMatch(axis -> !axis.meaning().isEmpty());
        if (bound || !named.isEmpty()) {
            surroundings.report(CallMessages.namedForDefinition(span, Functions.usage(definition)));
            return false;
        }
        if (axes.size() != definition.axes().size()
                || values.size() != definition.parameters().size()) {
            surroundings.report(CallMessages.wrongCall(span, Functions.usage(definition), axes.size(), values.size()));
            return false;
        }
        return true;
    }

    private boolean mayNest(Definition definition, Name callee, Environment environment) {
        if (environment.inside().stream().anyMatch(outer -> outer == definition)) {
            surroundings.report(CallMessages.recursiveDefinition(callee.span(), callee.text()));
            return false;
        }
        if (environment.inside().size() >= DEEPEST) {
            surroundings.report(CallMessages.callsTooDeep(callee.span(), DEEPEST));
            return false;
        }
        return true;
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

    private static boolean isDeep(Expression expression) {
        return References.depth(expression) > DEEPEST;
    }
}
