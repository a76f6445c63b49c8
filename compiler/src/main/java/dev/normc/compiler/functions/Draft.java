package dev.normc.compiler.functions;

import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.BitOperation;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Type;
import java.util.ArrayList;
import java.util.List;

/** A function while it is written down, and the words to write it. */
final class Draft {

    /** So many coefficients of a polynomial stand in one step. */
    private static final int PER_STEP = 3;

    private final String name;
    private final List<Local> parameters = new ArrayList<>();
    private final List<Statement.Let> lets = new ArrayList<>();

    Draft(String name) {
        this.name = name;
    }

    Expression parameter(String parameter) {
        Local local = new Local(parameter, Type.NUMBER);
        parameters.add(local);
        return local;
    }

    /** A step: {@code value} under a name. */
    Expression let(String local, Expression value) {
        Local named = new Local(local, value.type());
        lets.add(new Statement.Let(named, value, false));
        return named;
    }

    /** {@code c0 + x * (c1 + x * (c2 + ...))}, Horner's scheme, in steps that are called {@code local}. */
    Expression polynomial(String local, Expression x, List<Double> c) {
        int last = c.size() - 1;
        Expression value = number(c.get(last));
        for (int i = last - 1; i >= 0; i--) {
            value = plus(number(c.get(i)), times(x, value));
            if (i > 0 && (last - i) % PER_STEP == 0) {
                value = let(local + i, value);
            }
        }
        return let(local, value);
    }

    Function returning(Expression result, String comment) {
        return new Function(name, parameters, lets, result, comment);
    }

    static Expression number(double value) {
        return new Expression.Literal(value, Type.NUMBER);
    }

    static Expression plus(Expression a, Expression b) {
        return apply(Pointwise.ADD, a, b);
    }

    static Expression minus(Expression a, Expression b) {
        return apply(Pointwise.SUBTRACT, a, b);
    }

    static Expression times(Expression a, Expression b) {
        return apply(Pointwise.MULTIPLY, a, b);
    }

    static Expression over(Expression a, Expression b) {
        return apply(Pointwise.DIVIDE, a, b);
    }

    static Expression smaller(Expression a, Expression b) {
        return apply(Pointwise.MIN, a, b);
    }

    static Expression larger(Expression a, Expression b) {
        return apply(Pointwise.MAX, a, b);
    }

    /** {@code a < b ? consequence : alternative}. */
    static Expression ifLess(Expression a, Expression b, Expression consequence, Expression alternative) {
        Expression condition = Expression.apply(Pointwise.LESS, Type.CONDITION, a, b);
        return apply(Pointwise.SELECT, condition, consequence, alternative);
    }

    /** {@code a == b ? consequence : alternative}. */
    static Expression ifEqual(Expression a, Expression b, Expression consequence, Expression alternative) {
        Expression condition = Expression.apply(Pointwise.EQUAL, Type.CONDITION, a, b);
        return apply(Pointwise.SELECT, condition, consequence, alternative);
    }

    static Expression apply(Pointwise operator, Expression... operands) {
        return Expression.apply(operator, Type.NUMBER, operands);
    }

    static Expression bits(BitOperation operation, Expression... operands) {
        return new Expression.Bits(operation, List.of(operands), Type.NUMBER);
    }
}
