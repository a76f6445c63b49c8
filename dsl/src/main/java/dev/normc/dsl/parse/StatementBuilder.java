package dev.normc.dsl.parse;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.diagnostic.Feature;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.grammar.NormBaseVisitor;
import dev.normc.dsl.grammar.NormParser.AxesContext;
import dev.normc.dsl.grammar.NormParser.AxisContext;
import dev.normc.dsl.grammar.NormParser.BackwardContext;
import dev.normc.dsl.grammar.NormParser.ConstContext;
import dev.normc.dsl.grammar.NormParser.DataContext;
import dev.normc.dsl.grammar.NormParser.LetContext;
import dev.normc.dsl.grammar.NormParser.LocalDefinitionContext;
import dev.normc.dsl.grammar.NormParser.OutputContext;
import dev.normc.dsl.grammar.NormParser.ParamContext;
import dev.normc.dsl.grammar.NormParser.ReturnContext;
import dev.normc.dsl.grammar.NormParser.StateContext;
import dev.normc.dsl.grammar.NormParser.UpdateContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ANTLR's tree of a statement to ours; nothing for what this version does not have. */
final class StatementBuilder extends NormBaseVisitor<Optional<Statement>> {

    private final Findings findings;
    private final NotYet notYet;
    private final ExpressionBuilder expressions;

    StatementBuilder(Findings findings, NotYet notYet) {
        this.findings = findings;
        this.notYet = notYet;
        this.expressions = new ExpressionBuilder(findings, notYet);
    }

    @Override
    public Optional<Statement> visitParam(ParamContext context) {
        return Optional.of(new Statement.Param(
                Tokens.name(context.name()),
                axes(context.axes()),
                expressions.build(context.expression()),
                Tokens.span(context)));
    }

    @Override
    public Optional<Statement> visitConst(ConstContext context) {
        return Optional.of(new Statement.Const(
                Tokens.name(context.name()), expressions.build(context.expression()), Tokens.span(context)));
    }

    @Override
    public Optional<Statement> visitData(DataContext context) {
        return Optional.of(new Statement.Data(
                Tokens.name(context.name()),
                axes(context.axes()),
                Optional.ofNullable(context.expression()).map(expressions::build),
                Tokens.span(context)));
    }

    @Override
    public Optional<Statement> visitState(StateContext context) {
        return Optional.of(new Statement.State(
                Tokens.name(context.name()),
                axes(context.axes()),
                expressions.build(context.expression()),
                Tokens.span(context)));
    }

    @Override
    public Optional<Statement> visitLet(LetContext context) {
        return Optional.of(new Statement.Let(
                Tokens.name(context.name()), expressions.build(context.expression()), Tokens.span(context)));
    }

    @Override
    public Optional<Statement> visitUpdate(UpdateContext context) {
        return Optional.of(new Statement.Update(
                Tokens.name(context.name()), expressions.build(context.expression()), Tokens.span(context)));
    }

    @Override
    public Optional<Statement> visitReturn(ReturnContext context) {
        boolean single = context.output().size() == 1;
        List<Statement.Output> outputs =
                context.output().stream().map(output -> output(output, single)).toList();
        return Optional.of(new Statement.Return(outputs, Tokens.span(context)));
    }

    /** An output without a name of its own gets the span of its value as the span of its name. */
    private Statement.Output output(OutputContext context, boolean single) {
        Expression value = expressions.build(context.expression());
        if (context.name() != null) {
            return new Statement.Output(Tokens.name(context.name()), axes(context.axes()), value, Tokens.span(context));
        }
        String name = "y";
        if (!single && value instanceof Expression.Reference reference) {
            name = reference.name().text();
        } else if (!single && !value.isUnreadable()) {
            findings.add(Messages.outputWithoutName(Tokens.span(context)));
            value = Expression.unreadable(value.span());
        }
        return new Statement.Output(new Name(name, value.span()), List.of(), value, Tokens.span(context));
    }

    @Override
    public Optional<Statement> visitLocalDefinition(LocalDefinitionContext context) {
        notYet.report(Feature.DEFINITION, Tokens.span(context.getStart()));
        return Optional.empty();
    }

    @Override
    public Optional<Statement> visitBackward(BackwardContext context) {
        notYet.report(Feature.BACKWARD, Tokens.span(context.getStart()));
        return Optional.empty();
    }

    /** The names of the axes; a split is this version's limit. */
    List<Name> axes(@Nullable AxesContext context) {
        if (context == null) {
            return List.of();
        }
        for (AxisContext axis : context.axis()) {
            if (axis.ASSIGN() != null) {
                notYet.report(Feature.SPLIT, Tokens.span(axis));
            }
        }
        return context.axis().stream().map(axis -> Tokens.name(axis.name())).toList();
    }
}
