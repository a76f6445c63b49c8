package dev.normc.dsl.expand;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Application;
import dev.normc.dsl.ast.Expression.AxisArgument;
import dev.normc.dsl.ast.Expression.Binary;
import dev.normc.dsl.ast.Expression.BinaryOperator;
import dev.normc.dsl.ast.Expression.Call;
import dev.normc.dsl.ast.Expression.Conditional;
import dev.normc.dsl.ast.Expression.Index;
import dev.normc.dsl.ast.Expression.Iterated;
import dev.normc.dsl.ast.Expression.Literal;
import dev.normc.dsl.ast.Expression.Reduction;
import dev.normc.dsl.ast.Expression.Reference;
import dev.normc.dsl.ast.Expression.Running;
import dev.normc.dsl.ast.Expression.Unary;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes an expression plain: names stand for themselves, and only functions of the language are called. */
final class ExpressionExpander {

    private final Surroundings surroundings;
    private final Budget budget;
    private final Inlining inlining;
    private final List<String> parameters = new ArrayList<>();

    ExpressionExpander(Surroundings surroundings, Budget budget) {
        this.surroundings = surroundings;
        this.budget = budget;
        this.inlining = new Inlining(surroundings, this);
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** The parameters that called norms have brought so far. */
    List<String> parameters() {
        return parameters;
    }

    Budget budget() {
        return budget;
    }

    /** The plain form; what it needs besides is added to the surroundings. */
    Expression expand(Expression expression, Environment environment) {
        Span span = environment.span(expression.span());
        if (!budget.spend(span, surroundings)) {
            return Expression.unreadable(span);
        }
        if (expression instanceof Literal literal) {
            return new Literal(literal.value(), span);
        } else if (expression instanceof Reference reference) {
            return reference(reference.name(), environment);
        } else if (expression instanceof Unary unary) {
            return new Unary(unary.operator(), expand(unary.operand(), environment), span);
        } else if (expression instanceof Binary binary) {
            return chain(binary, environment);
        } else if (expression instanceof Conditional conditional) {
            return new Conditional(
                    expand(conditional.condition(), environment),
                    expand(conditional.consequence(), environment),
                    expand(conditional.alternative(), environment),
                    span);
        } else if (expression instanceof Running running) {
            return new Running(
                    expand(running.decay(), environment),
                    expand(running.statistic(), environment),
                    expand(running.initial(), environment),
                    span);
        } else if (expression instanceof Iterated iterated) {
            return new Iteration(this).expand(iterated, environment);
        } else if (expression instanceof Index index) {
            return index(axes(index.axis(), environment), span);
        }
        return called(expression, environment, Optional.empty());
    }

    /**
     * The plain form of an expression that gets a name; a norm that is called there names its declarations after it.
     */
    Expression expandNamed(Expression expression, Environment environment, Name name) {
        boolean calls =
                expression instanceof Call || expression instanceof Reduction || expression instanceof Application;
        if (!calls) {
            return expand(expression, environment);
        }
        Span span = environment.span(expression.span());
        return budget.spend(span, surroundings)
                ? called(expression, environment, Optional.of(name))
                : Expression.unreadable(span);
    }

    List<Expression> expandAll(List<Expression> expressions, Environment environment) {
        List<Expression> expanded = new ArrayList<>();
        expressions.forEach(expression -> expanded.add(expand(expression, environment)));
        return expanded;
    }

    private Expression called(Expression expression, Environment environment, Optional<Name> name) {
        Span span = environment.span(expression.span());
        if (expression instanceof Call call) {
            Name function = environment.name(call.function());
            return inlining.call(function, List.of(), call.arguments(), List.of(), span, environment, name)
                    .orElseGet(() -> new Call(function, expandAll(call.arguments(), environment), span));
        } else if (expression instanceof Reduction reduction) {
            return reduction(reduction, environment, name, span);
        }
        Application application = (Application) expression;
        Name callee = environment.name(application.callee());
        return inlining.call(
                        callee, application.axes(), application.values(), application.named(), span, environment, name)
                .orElseGet(() -> unknown(application, callee, environment));
    }

    /** What is called is neither a definition nor a norm: the checker knows best what to say of such a call. */
    private Expression unknown(Application application, Name callee, Environment environment) {
        Span span = environment.span(application.span());
        boolean bound =
                application.axes().stream().anyMatch(axis -> !axis.meaning().isEmpty());
        if (bound || !application.named().isEmpty()) {
            surroundings.reportUnknownNorm(callee);
            return Expression.unreadable(span);
        }
        List<Name> axes = application.axes().stream().map(AxisArgument::name).toList();
        return new Reduction(callee, axes, Expression.unreadable(span), Optional.empty(), span);
    }

    private Expression reduction(Reduction reduction, Environment environment, Optional<Name> name, Span span) {
        Name kind = environment.name(reduction.kind());
        List<AxisArgument> arguments = reduction.axes().stream()
                .map(axis -> new AxisArgument(axis, List.of(), axis.span()))
                .toList();
        Optional<Expression> inlined =
                inlining.call(kind, arguments, List.of(reduction.value()), List.of(), span, environment, name);
        if (inlined.isPresent()) {
            reduction
                    .where()
                    .ifPresent(where ->
                            surroundings.report(Messages.whereOutsideReduction(environment.span(where.span()))));
            return inlined.get();
        }
        List<Name> axes = new ArrayList<>();
        reduction.axes().forEach(axis -> axes.addAll(axes(axis, environment)));
        Expression value = expand(reduction.value(), environment);
        Optional<Expression> where = reduction.where().map(condition -> expand(condition, environment));
        return new Reduction(kind, axes, value, where, span);
    }

    private Expression reference(Name name, Environment environment) {
        Expression value = environment.values().get(name.text());
        if (value != null) {
            return value;
        }
        List<Name> axes = environment.axes().get(name.text());
        return axes == null ? new Reference(environment.name(name)) : size(axes, environment.span(name.span()));
    }

    /** The axes behind one name. */
    List<Name> axes(Name axis, Environment environment) {
        List<Name> meaning = environment.axes().get(axis.text());
        return meaning == null ? List.of(environment.name(axis)) : meaning;
    }

    /** The product of the sizes; an axis that stands for none counts once. */
    private static Expression size(List<Name> axes, Span span) {
        if (areUnknown(axes)) {
            return Expression.unreadable(span);
        }
        Expression size = axes.isEmpty() ? new Literal(1, span) : new Reference(axes.get(0));
        for (Name axis : axes.subList(Math.min(1, axes.size()), axes.size())) {
            size = new Binary(BinaryOperator.MULTIPLY, size, new Reference(axis), span);
        }
        return size;
    }

    /** Whether one is the axis of a definition that nobody has called yet. */
    private static boolean areUnknown(List<Name> axes) {
        return axes.stream().anyMatch(axis -> axis.text().equals("?"));
    }

    /** The coordinate along several axes, row-major: {@code index(G) * K + index(K)}. */
    private Expression index(List<Name> axes, Span span) {
        if (axes.size() > 1 && areUnknown(axes)) {
            return Expression.unreadable(span);
        }
        Expression index = new Index(axes.get(0), span);
        for (Name axis : axes.subList(1, axes.size())) {
            Expression row = new Binary(BinaryOperator.MULTIPLY, index, new Reference(axis), span);
            index = new Binary(BinaryOperator.ADD, row, new Index(axis, span), span);
        }
        return index;
    }

    private Expression chain(Binary last, Environment environment) {
        List<Binary> links = last.leftSpine();
        Expression left = expand(links.get(0).left(), environment);
        for (Binary link : links) {
            Expression right = expand(link.right(), environment);
            left = new Binary(link.operator(), left, right, environment.span(link.span()));
        }
        return left;
    }
}
