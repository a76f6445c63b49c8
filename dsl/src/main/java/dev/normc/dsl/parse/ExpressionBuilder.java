package dev.normc.dsl.parse;

import static java.util.Map.entry;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.BinaryOperator;
import dev.normc.dsl.ast.Expression.UnaryOperator;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.diagnostic.Feature;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.grammar.NormBaseVisitor;
import dev.normc.dsl.grammar.NormParser;
import dev.normc.dsl.grammar.NormParser.ApplicationContext;
import dev.normc.dsl.grammar.NormParser.ArgumentContext;
import dev.normc.dsl.grammar.NormParser.AxesContext;
import dev.normc.dsl.grammar.NormParser.AxisContext;
import dev.normc.dsl.grammar.NormParser.BinaryContext;
import dev.normc.dsl.grammar.NormParser.ConditionalContext;
import dev.normc.dsl.grammar.NormParser.ExpressionContext;
import dev.normc.dsl.grammar.NormParser.GroupContext;
import dev.normc.dsl.grammar.NormParser.InversionContext;
import dev.normc.dsl.grammar.NormParser.LiteralContext;
import dev.normc.dsl.grammar.NormParser.NegationContext;
import dev.normc.dsl.grammar.NormParser.ReferenceContext;
import dev.normc.dsl.grammar.NormParser.RunningContext;
import dev.normc.dsl.source.Span;
import java.util.ArrayDeque;
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

    private final Findings findings;
    private final NotYet notYet;

    ExpressionBuilder(Findings findings, NotYet notYet) {
        this.findings = findings;
        this.notYet = notYet;
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
    public Expression visitApplication(ApplicationContext context) {
        Name function = Tokens.name(context.function());
        Optional<AxesContext> axes = Optional.ofNullable(context.axes());
        if (callsNorm(context, axes)) {
            notYet.report(Feature.CALL, function.span());
            return Expression.unreadable(Tokens.span(context));
        }
        if (function.text().equals("index")) {
            notYet.report(Feature.INDEX, function.span());
            return Expression.unreadable(Tokens.span(context));
        }
        List<Expression> values = context.argument().stream()
                .map(argument -> build(argument.expression()))
                .toList();
        if (Tokens.isRefused(function)) {
            return Expression.unreadable(Tokens.span(context));
        }
        return axes.isPresent() ? reduction(context, function, axes.get(), values) : call(context, function, values);
    }

    /** {@code LayerNorm[D = C](x)}, {@code LayerNorm(x, gamma = g)}. */
    private static boolean callsNorm(ApplicationContext context, Optional<AxesContext> axes) {
        boolean bound = axes.stream()
                .flatMap(list -> list.axis().stream())
                .map(AxisContext::ASSIGN)
                .anyMatch(assign -> assign != null);
        return bound || context.argument().stream().map(ArgumentContext::ASSIGN).anyMatch(assign -> assign != null);
    }

    private Expression reduction(ApplicationContext context, Name kind, AxesContext axes, List<Expression> values) {
        Span span = Tokens.span(context);
        if (values.size() != 1) {
            findings.add(Messages.malformedReduction(span, kind.text(), values.size()));
            return Expression.unreadable(span);
        }
        List<Name> over =
                axes.axis().stream().map(axis -> Tokens.name(axis.name())).toList();
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
