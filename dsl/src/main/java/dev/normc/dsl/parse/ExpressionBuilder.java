package dev.normc.dsl.parse;

import static java.util.Map.entry;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.BinaryOperator;
import dev.normc.dsl.ast.Expression.UnaryOperator;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.grammar.NormBaseVisitor;
import dev.normc.dsl.grammar.NormParser;
import dev.normc.dsl.grammar.NormParser.ApplicationContext;
import dev.normc.dsl.grammar.NormParser.ArgumentContext;
import dev.normc.dsl.grammar.NormParser.AxisContext;
import dev.normc.dsl.grammar.NormParser.BinaryContext;
import dev.normc.dsl.grammar.NormParser.ConditionalContext;
import dev.normc.dsl.grammar.NormParser.ExpressionContext;
import dev.normc.dsl.grammar.NormParser.GroupContext;
import dev.normc.dsl.grammar.NormParser.InversionContext;
import dev.normc.dsl.grammar.NormParser.IteratedContext;
import dev.normc.dsl.grammar.NormParser.LiteralContext;
import dev.normc.dsl.grammar.NormParser.NegationContext;
import dev.normc.dsl.grammar.NormParser.ReferenceContext;
import dev.normc.dsl.grammar.NormParser.RunningContext;
import dev.normc.dsl.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** ANTLR's tree of an expression to ours. What the grammar allows and the language does not is reported here. */
final class ExpressionBuilder extends NormBaseVisitor<Expression> {

    private static final Map<Integer, BinaryOperator> OPERATORS = Map.ofEntries(
            entry(NormParser.PLUS, BinaryOperator.ADD),
            entry(NormParser.MINUS, BinaryOperator.SUBTRACT),
            entry(NormParser.TIMES, BinaryOperator.MULTIPLY),
            entry(NormParser.DIVIDE, BinaryOperator.DIVIDE),
            entry(NormParser.POWER, BinaryOperator.POWER),
            entry(NormParser.LESS, BinaryOperator.LESS),
            entry(NormParser.LESS_OR_EQUAL, BinaryOperator.LESS_OR_EQUAL),
            entry(NormParser.GREATER, BinaryOperator.GREATER),
            entry(NormParser.GREATER_OR_EQUAL, BinaryOperator.GREATER_OR_EQUAL),
            entry(NormParser.EQUAL, BinaryOperator.EQUAL),
            entry(NormParser.NOT_EQUAL, BinaryOperator.NOT_EQUAL),
            entry(NormParser.AND, BinaryOperator.AND),
            entry(NormParser.OR, BinaryOperator.OR));

    private static final Set<Integer> COMPARISONS = Set.of(
            NormParser.LESS,
            NormParser.LESS_OR_EQUAL,
            NormParser.GREATER,
            NormParser.GREATER_OR_EQUAL,
            NormParser.EQUAL,
            NormParser.NOT_EQUAL);

    private static final Set<String> REDUCTIONS = Set.of("sum", "mean", "max", "min");

    private final Findings findings;

    ExpressionBuilder(Findings findings) {
        this.findings = findings;
    }

    Expression build(ExpressionContext context) {
        return context.accept(this);
    }

    @Override
    public Expression visitLiteral(LiteralContext context) {
        return new Expression.Literal(Numbers.value(context.NUMBER().getText()), Tokens.span(context));
    }

    @Override
    public Expression visitGroup(GroupContext context) {
        return build(context.expression());
    }

    @Override
    public Expression visitReference(ReferenceContext context) {
        Name name = Tokens.name(context.name());
        return Tokens.isRefused(name) ? Expression.unreadable(name.span()) : new Expression.Reference(name);
    }

    @Override
    public Expression visitNegation(NegationContext context) {
        return new Expression.Unary(UnaryOperator.NEGATE, build(context.operand), Tokens.span(context));
    }

    @Override
    public Expression visitInversion(InversionContext context) {
        return new Expression.Unary(UnaryOperator.NOT, build(context.operand), Tokens.span(context));
    }

    /** Walks the chain to its left end and builds it from there: it may have thousands of links. */
    @Override
    public Expression visitBinary(BinaryContext context) {
        Deque<BinaryContext> chain = new ArrayDeque<>();
        ExpressionContext leftmost = context;
        while (leftmost instanceof BinaryContext binary) {
            chain.push(binary);
            leftmost = binary.left;
        }
        Expression result = build(leftmost);
        for (BinaryContext link : chain) {
            result = chained(link)
                    ? reportChain(link)
                    : new Expression.Binary(operator(link), result, build(link.right), Tokens.span(link));
        }
        return result;
    }

    private static BinaryOperator operator(BinaryContext context) {
        return Optional.ofNullable(OPERATORS.get(context.operator.getType())).orElseThrow();
    }

    private static boolean chained(BinaryContext link) {
        return COMPARISONS.contains(link.operator.getType())
                && link.left instanceof BinaryContext left
                && COMPARISONS.contains(left.operator.getType());
    }

    private Expression reportChain(BinaryContext link) {
        findings.add(Messages.chainedComparison(Tokens.span(link.operator)));
        return Expression.unreadable(Tokens.span(link));
    }

    @Override
    public Expression visitConditional(ConditionalContext context) {
        return new Expression.Conditional(
                build(context.condition), build(context.consequence), build(context.alternative), Tokens.span(context));
    }

    @Override
    public Expression visitRunning(RunningContext context) {
        return new Expression.Running(
                build(context.decay), build(context.statistic), build(context.initial), Tokens.span(context));
    }

    @Override
    public Expression visitIterated(IteratedContext context) {
        return new Expression.Iterated(build(context.count), build(context.step), Tokens.span(context));
    }

    @Override
    public Expression visitApplication(ApplicationContext context) {
        Name function = Tokens.name(context.function());
        List<AxisContext> axes =
                context.axes() == null ? List.of() : context.axes().axis();
        List<Expression> values = context.argument().stream()
                .filter(argument -> argument.ASSIGN() == null)
                .map(argument -> build(argument.expression()))
                .toList();
        if (Tokens.isRefused(function)) {
            return Expression.unreadable(Tokens.span(context));
        }
        if (function.text().equals("index") && axes.isEmpty()) {
            return index(context, values);
        }
        boolean named = values.size() < context.argument().size();
        boolean bound = axes.stream().anyMatch(axis -> axis.ASSIGN() != null);
        boolean ofDefinition = !axes.isEmpty() && values.size() > 1 && !REDUCTIONS.contains(function.text());
        if (named || bound || ofDefinition) {
            return application(context, function, axes, values);
        }
        return axes.isEmpty() ? call(context, function, values) : reduction(context, function, axes, values);
    }

    private Expression index(ApplicationContext context, List<Expression> values) {
        Span span = Tokens.span(context);
        boolean plain = values.size() == 1
                && context.where == null
                && context.argument(0).ASSIGN() == null;
        if (plain && values.get(0) instanceof Expression.Reference axis) {
            return new Expression.Index(axis.name(), span);
        }
        if (values.stream().noneMatch(Expression::isUnreadable)) {
            findings.add(CallMessages.malformedIndex(span));
        }
        return Expression.unreadable(span);
    }

    /** {@code LayerNorm[D = C](x)}, {@code LayerNorm(x, gamma = g)}, {@code covariance[D](a, b)}. */
    private Expression application(
            ApplicationContext context, Name callee, List<AxisContext> axes, List<Expression> values) {
        Span span = Tokens.span(context);
        if (context.where != null) {
            findings.add(
                    Messages.whereOutsideReduction(Tokens.span(context.WHERE().getSymbol())));
            return Expression.unreadable(span);
        }
        List<Expression.NamedArgument> named = new ArrayList<>();
        for (ArgumentContext argument : context.argument()) {
            if (argument.ASSIGN() != null) {
                named.add(new Expression.NamedArgument(Tokens.name(argument.name()), build(argument.expression())));
            } else if (!named.isEmpty()) {
                findings.add(CallMessages.valueBehindNamed(Tokens.span(argument)));
                return Expression.unreadable(span);
            }
        }
        List<Expression.AxisArgument> arguments = new ArrayList<>();
        for (AxisContext axis : axes) {
            List<Name> meaning = List.of();
            if (axis.ASSIGN() != null) {
                Expression written = build(axis.expression());
                meaning = product(written);
                if (meaning.isEmpty() && isReadable(written)) {
                    findings.add(CallMessages.malformedAxisArgument(
                            Tokens.span(axis.expression()), axis.name().getText()));
                }
                if (meaning.isEmpty()) {
                    return Expression.unreadable(span);
                }
            }
            arguments.add(new Expression.AxisArgument(Tokens.name(axis.name()), meaning, Tokens.span(axis)));
        }
        return new Expression.Application(callee, arguments, values, named, span);
    }

    /** Whether nothing has been reported yet about what should be a product of names. */
    static boolean isReadable(Expression product) {
        Expression rest = product;
        while (rest instanceof Expression.Binary link) {
            if (link.right().isUnreadable()) {
                return false;
            }
            rest = link.left();
        }
        return !rest.isUnreadable();
    }

    /** The names in a product of names, {@code G*K}; none if it is anything else. */
    static List<Name> product(Expression expression) {
        List<Name> names = new ArrayList<>();
        if (expression instanceof Expression.Binary last) {
            for (Expression.Binary link : last.leftSpine()) {
                if (link.operator() != BinaryOperator.MULTIPLY) {
                    return List.of();
                }
                if (names.isEmpty() && !addName(names, link.left())) {
                    return List.of();
                }
                if (!addName(names, link.right())) {
                    return List.of();
                }
            }
            return names;
        }
        return addName(names, expression) ? names : List.of();
    }

    private static boolean addName(List<Name> names, Expression factor) {
        return factor instanceof Expression.Reference reference && names.add(reference.name());
    }

    private Expression reduction(
            ApplicationContext context, Name kind, List<AxisContext> axes, List<Expression> values) {
        Span span = Tokens.span(context);
        if (values.size() != 1) {
            findings.add(Messages.malformedReduction(span, kind.text(), values.size()));
            return Expression.unreadable(span);
        }
        List<Name> over = axes.stream().map(axis -> Tokens.name(axis.name())).toList();
        Optional<Expression> where = Optional.ofNullable(context.where).map(this::build);
        return new Expression.Reduction(kind, over, values.get(0), where, span);
    }

    private Expression call(ApplicationContext context, Name function, List<Expression> values) {
        if (context.where != null) {
            findings.add(
                    Messages.whereOutsideReduction(Tokens.span(context.WHERE().getSymbol())));
            return Expression.unreadable(Tokens.span(context));
        }
        return new Expression.Call(function, values, Tokens.span(context));
    }
}
