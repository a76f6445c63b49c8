package dev.normc.dsl.check;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Binary;
import dev.normc.dsl.ast.Expression.BinaryOperator;
import dev.normc.dsl.ast.Expression.Call;
import dev.normc.dsl.ast.Expression.Conditional;
import dev.normc.dsl.ast.Expression.Index;
import dev.normc.dsl.ast.Expression.Literal;
import dev.normc.dsl.ast.Expression.Reduction;
import dev.normc.dsl.ast.Expression.Reference;
import dev.normc.dsl.ast.Expression.Running;
import dev.normc.dsl.ast.Expression.Unary;
import dev.normc.dsl.ast.Expression.UnaryOperator;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.MeaningMessages;
import dev.normc.dsl.expand.Functions;
import dev.normc.dsl.source.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Works out the types of expressions and reports what does not fit in them. */
final class ExpressionChecker {

    private final Scope scope;
    private final Program program;
    private final Findings findings;
    private final CallChecker calls;
    private int branches;

    ExpressionChecker(Scope scope, Program program, Functions functions, Findings findings, Steps steps) {
        this.scope = scope;
        this.program = program;
        this.findings = findings;
        this.calls = new CallChecker(scope, program, functions, findings, this, steps);
    }

    /** Says what {@code callee} is, which is called like a norm and is none. */
    void reportUnknownNorm(Name callee) {
        calls.reportUnknownNorm(callee);
    }

    /** The type of an expression where a number or a condition may stand. */
    Type type(Expression expression) {
        return type(expression, false);
    }

    /** The type where a number must stand. */
    Type number(Expression expression) {
        return require(Kind.NUMBER, type(expression, false), expression.span());
    }

    /** The type where a condition must stand that is not that of an `if`. */
    Type condition(Expression expression) {
        return require(Kind.CONDITION, type(expression, false), expression.span());
    }

    /**
     * {@code decides}: whether the expression is the condition of an {@code if} or a part of it, so that train may
     * stand.
     */
    private Type type(Expression expression, boolean decides) {
        if (expression instanceof Literal literal) {
            return literal.isUnreadable() ? Type.UNKNOWN : Type.number(literal.value());
        } else if (expression instanceof Reference reference) {
            return reference(reference.name(), decides);
        } else if (expression instanceof Unary unary) {
            return unary(unary, decides);
        } else if (expression instanceof Binary binary) {
            return chain(binary, decides);
        } else if (expression instanceof Conditional conditional) {
            return conditional(conditional);
        } else if (expression instanceof Call call) {
            return calls.call(call);
        } else if (expression instanceof Reduction reduction) {
            return calls.reduction(reduction);
        } else if (expression instanceof Index index) {
            return index(index);
        } else if (expression instanceof Running running) {
            findings.add(MeaningMessages.runningWithoutName(running.span()));
            return Type.UNKNOWN;
        } else {
            throw new AssertionError("unknown expression " + expression);
        }
    }

    /** A coordinate varies over its axis, whatever the data. */
    private Type index(Index index) {
        Name axis = index.axis();
        if (!scope.requireAxis(axis)) {
            return Type.UNKNOWN;
        }
        Set<String> axes = new LinkedHashSet<>(scope.parts(axis.text()));
        return Type.variable(axis, axes).withNonNegative(true);
    }

    private Type require(Kind kind, Type type, Span span) {
        if (type.isUnknown() || type.kind() == kind) {
            return type;
        }
        findings.add(
                kind == Kind.NUMBER ? MeaningMessages.numberExpected(span) : MeaningMessages.conditionExpected(span));
        return Type.UNKNOWN;
    }

    private Type reference(Name name, boolean decides) {
        Optional<Binding> binding = scope.find(name.text());
        scope.use(name.text());
        if (binding.isPresent()) {
            return binding.get().type().named(name);
        }
        if (name.text().equals(Scope.TRAIN)) {
            return train(name, decides);
        }
        Optional<Name> later = scope.sizedLater(name.text());
        if (later.isPresent()) {
            int line = scope.line(later.get());
            findings.add(MeaningMessages.usedBeforeDefinition(name.span(), name.text(), line)
                    .withOther(later.get().span()));
            return Type.UNKNOWN;
        }
        if (scope.isAxis(name.text())) {
            return Type.SIZE;
        }
        Optional<String> usage = calls.usage(name.text());
        Optional<String> norm = program.usageOfNorm(name.text());
        if (usage.isPresent()) {
            findings.add(MeaningMessages.functionWithoutArguments(name.span(), name.text(), "a function", usage.get()));
        } else if (norm.isPresent()) {
            findings.add(MeaningMessages.functionWithoutArguments(name.span(), name.text(), "a norm", norm.get()));
        } else {
            scope.reportMissing(name, scope.candidates());
        }
        return Type.UNKNOWN;
    }

    private Type train(Name name, boolean decides) {
        if (decides) {
            return Type.decision(name);
        }
        findings.add(MeaningMessages.trainOutsideCondition(name.span()));
        return Type.UNKNOWN;
    }

    private Type unary(Unary unary, boolean decides) {
        Span span = unary.operand().span();
        if (unary.operator() == UnaryOperator.NOT) {
            return require(Kind.CONDITION, type(unary.operand(), decides), span);
        }
        Type operand = number(unary.operand());
        return operand.withNonNegative(false).withValue(-operand.value());
    }

    /** The links of the chain from the left; only `and` and `or` hand on that they decide. */
    private Type chain(Binary end, boolean decides) {
        List<Binary> links = end.leftSpine();
        Deque<Boolean> deciding = new ArrayDeque<>();
        boolean outer = decides;
        for (int i = links.size() - 1; i >= 0; i--) {
            outer = outer && isLogical(links.get(i).operator());
            deciding.push(outer);
        }
        Type left = type(links.get(0).left(), outer);
        Iterator<Boolean> flags = deciding.iterator();
        for (Binary link : links) {
            left = link(link, left, type(link.right(), flags.next()));
        }
        return left;
    }

    private Type link(Binary link, Type left, Type right) {
        Kind operands = isLogical(link.operator()) ? Kind.CONDITION : Kind.NUMBER;
        Type first = require(operands, left, link.left().span());
        Type second = require(operands, right, link.right().span());
        if (link.operator() == BinaryOperator.DIVIDE && second.value() == 0 && isCertain(link.right())) {
            findings.add(MeaningMessages.divisionByZero(link.right().span()));
            return Type.UNKNOWN;
        }
        return Arithmetic.result(link, first, second);
    }

    private Type conditional(Conditional conditional) {
        Expression decision = conditional.condition();
        Type condition = require(Kind.CONDITION, type(decision, true), decision.span());
        branches++;
        Type consequence = number(conditional.consequence());
        Type alternative = number(conditional.alternative());
        branches--;
        Type either = Type.of(Kind.NUMBER, List.of(consequence, alternative, condition))
                .withNonNegative(consequence.nonNegative() && alternative.nonNegative());
        Optional<Boolean> inTraining = Mode.decides(decision, true);
        return inTraining
                .map(first -> either.withCounts(first ? consequence.counts() : alternative.counts()))
                .orElse(either);
    }

    /** Whether a divisor that is 0 is so in earnest: a constant may be given another value, and a branch may ask. */
    private boolean isCertain(Expression divisor) {
        return branches == 0 || Arithmetic.isLiteral(divisor);
    }

    private static boolean isLogical(BinaryOperator operator) {
        return operator == BinaryOperator.AND || operator == BinaryOperator.OR;
    }
}
