package dev.normc.dsl.expand;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Application;
import dev.normc.dsl.ast.Expression.Call;
import dev.normc.dsl.ast.Expression.Iterated;
import dev.normc.dsl.ast.Expression.Literal;
import dev.normc.dsl.ast.Expression.Reduction;
import dev.normc.dsl.ast.Expression.Reference;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes out an iteration: calls of one definition, each of which takes the result of the one before. */
final class Iteration {

    private static final int MOST = 1000;

    /** What the result of the call before is called; no name of a program. */
    private static final String LAST = "%";

    private final ExpressionExpander expressions;
    private final Surroundings surroundings;

    Iteration(ExpressionExpander expressions) {
        this.expressions = expressions;
        this.surroundings = expressions.surroundings();
    }

    Expression expand(Iterated iterated, Environment environment) {
        Span span = environment.span(iterated.span());
        Optional<Expression> first = firstValue(iterated.step(), environment);
        Optional<Integer> count = count(iterated.count(), environment);
        if (first.isEmpty() || count.isEmpty()) {
            return Expression.unreadable(span);
        }
        Expression step = withLast(iterated.step());
        Expression value = expressions.expand(first.get(), environment);
        for (int i = 0; i < count.get(); i++) {
            Map<String, Expression> values = new HashMap<>(environment.values());
            values.put(LAST, value);
            value = expressions.expand(step, environment.with(values));
        }
        return Placing.at(value, span);
    }

    private Optional<Integer> count(Expression written, Environment environment) {
        if (written.isUnreadable()) {
            return Optional.empty(); // reported
        }
        if (written instanceof Literal literal
                && literal.value() == Math.rint(literal.value())
                && literal.value() >= 1
                && literal.value() <= MOST) {
            return Optional.of((int) literal.value());
        }
        surroundings.report(CallMessages.iterationCount(environment.span(written.span()), MOST));
        return Optional.empty();
    }

    /** What the first call takes; nothing if no definition or function is called, which is reported. */
    private Optional<Expression> firstValue(Expression step, Environment environment) {
        Optional<Expression> first = Optional.empty();
        if (step instanceof Call call && !isNorm(call.function(), environment)) {
            first = call.arguments().stream().findFirst();
        } else if (step instanceof Reduction reduction && !isNorm(reduction.kind(), environment)) {
            first = Optional.of(reduction.value());
        } else if (step instanceof Application application && !isNorm(application.callee(), environment)) {
            first = application.values().stream().findFirst();
        }
        if (first.isEmpty() && !step.isUnreadable()) {
            surroundings.report(CallMessages.iterationStep(environment.span(step.span())));
        }
        return first;
    }

    /** Each call of a norm would bring its parameters anew. */
    private boolean isNorm(Name callee, Environment environment) {
        return environment.functions().find(callee.text()).isEmpty()
                && surroundings.callable(environment.name(callee)).isPresent();
    }

    private static Expression withLast(Expression step) {
        if (step instanceof Call call) {
            return new Call(call.function(), withLast(call.arguments()), call.span());
        } else if (step instanceof Reduction reduction) {
            Expression last = last(reduction.value());
            return new Reduction(reduction.kind(), reduction.axes(), last, reduction.where(), reduction.span());
        }
        Application application = (Application) step;
        return new Application(
                application.callee(),
                application.axes(),
                withLast(application.values()),
                application.named(),
                application.span());
    }

    private static List<Expression> withLast(List<Expression> arguments) {
        List<Expression> values = new ArrayList<>(arguments);
        values.set(0, last(values.get(0)));
        return values;
    }

    private static Expression last(Expression first) {
        return new Reference(new Name(LAST, first.span()));
    }
}
