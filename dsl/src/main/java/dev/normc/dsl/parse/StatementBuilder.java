package dev.normc.dsl.parse;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.grammar.NormBaseVisitor;
import dev.normc.dsl.grammar.NormParser.AxesContext;
import dev.normc.dsl.grammar.NormParser.AxisContext;
import dev.normc.dsl.grammar.NormParser.AxisSizeContext;
import dev.normc.dsl.grammar.NormParser.BackwardContext;
import dev.normc.dsl.grammar.NormParser.BodyContext;
import dev.normc.dsl.grammar.NormParser.ConstContext;
import dev.normc.dsl.grammar.NormParser.DataContext;
import dev.normc.dsl.grammar.NormParser.DefinitionContext;
import dev.normc.dsl.grammar.NormParser.LetContext;
import dev.normc.dsl.grammar.NormParser.LocalDefinitionContext;
import dev.normc.dsl.grammar.NormParser.OutputContext;
import dev.normc.dsl.grammar.NormParser.ParamContext;
import dev.normc.dsl.grammar.NormParser.ReturnContext;
import dev.normc.dsl.grammar.NormParser.StateContext;
import dev.normc.dsl.grammar.NormParser.StatementContext;
import dev.normc.dsl.grammar.NormParser.UpdateContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** ANTLR's tree of the statements of one norm to ours. */
final class StatementBuilder extends NormBaseVisitor<Optional<Statement>> {

    private final List<Token> tokens;
    private final Findings findings;
    private final List<Norm.Split> splits = new ArrayList<>();
    private final ExpressionBuilder expressions;

    StatementBuilder(List<Token> tokens, Findings findings) {
        this.tokens = tokens;
        this.findings = findings;
        this.expressions = new ExpressionBuilder(findings);
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
    public Optional<Statement> visitAxisSize(AxisSizeContext context) {
        return Optional.of(new Statement.AxisSize(
                Tokens.name(context.name()), expressions.build(context.expression()), Tokens.span(context)));
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
            return new Statement.Output(
                    Tokens.name(context.name()), plainAxes(context.axes()), value, Tokens.span(context));
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
        return Optional.of(new Statement.Define(definition(context.definition())));
    }

    Definition definition(DefinitionContext context) {
        List<Name> names = context.name().stream().map(Tokens::name).toList();
        return new Definition(
                names.get(0),
                plainAxes(context.axes()),
                names.subList(1, names.size()),
                expressions.build(context.expression()),
                Tokens.span(context));
    }

    @Override
    public Optional<Statement> visitBackward(BackwardContext context) {
        return Optional.of(
                new Statement.Backward(Tokens.name(context.name()), body(context.body()), Tokens.span(context)));
    }

    List<Statement> body(BodyContext context) {
        List<Statement> body = new ArrayList<>();
        context.statement().forEach(statement -> body.addAll(statements(statement)));
        return body;
    }

    private List<Statement> statements(StatementContext context) {
        if (context.exception == null) {
            return context.accept(this).stream().toList();
        }
        return Salvage.of(tokens.subList(
                context.getStart().getTokenIndex(), context.getStop().getTokenIndex() + 1));
    }

    /** The names of the axes of a declaration; what they are split into joins {@link #splits}. */
    List<Name> axes(@Nullable AxesContext context) {
        if (context == null) {
            return List.of();
        }
        for (AxisContext axis : context.axis()) {
            if (axis.ASSIGN() != null) {
                split(axis);
            }
        }
        return context.axis().stream().map(axis -> Tokens.name(axis.name())).toList();
    }

    private void split(AxisContext axis) {
        Expression written = expressions.build(axis.expression());
        List<Name> parts = ExpressionBuilder.product(written);
        if (parts.size() > 1) {
            splits.add(new Norm.Split(Tokens.name(axis.name()), parts, Tokens.span(axis)));
        } else if (ExpressionBuilder.isReadable(written)) {
            findings.add(CallMessages.malformedSplit(
                    Tokens.span(axis.expression()), axis.name().getText()));
        }
    }

    /** The names of axes where none can be split. */
    private List<Name> plainAxes(@Nullable AxesContext context) {
        if (context == null) {
            return List.of();
        }
        context.axis().stream()
                .filter(axis -> axis.ASSIGN() != null)
                .forEach(axis -> findings.add(CallMessages.splitHere(Tokens.span(axis))));
        return context.axis().stream().map(axis -> Tokens.name(axis.name())).toList();
    }

    /** The splits met so far. */
    List<Norm.Split> splits() {
        return splits;
    }
}
