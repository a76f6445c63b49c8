package dev.normc.runtime.functions;

import dev.normc.compiler.functions.Definitions;
import dev.normc.compiler.functions.Function;
import dev.normc.compiler.graph.JavaForm;
import dev.normc.compiler.loop.BitOperation;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The value of a definition, by the meaning of its operators. Float arithmetic is double arithmetic rounded to float:
 * for one operation of addition to root both are the same, since double has more than twice the digits.
 */
final class Evaluation {

    private final boolean inFloat;

    private Evaluation(boolean inFloat) {
        this.inFloat = inFloat;
    }

    static float inFloat(String name, float x) {
        return (float) new Evaluation(true).value(name, new double[] {x});
    }

    static double inDouble(String name, double x) {
        return new Evaluation(false).value(name, new double[] {x});
    }

    private double value(String name, double[] arguments) {
        Function function = inFloat ? Definitions.inFloat(name) : Definitions.inDouble(name);
        Map<Expression.Local, Double> locals = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            locals.put(function.parameters().get(i), arguments[i]);
        }
        for (Statement.Let let : function.lets()) {
            locals.put(let.local(), value(let.value(), locals));
        }
        return value(function.result(), locals);
    }

    private double value(Expression expression, Map<Expression.Local, Double> locals) {
        if (expression instanceof Expression.Literal literal) {
            return rounded(literal.value());
        } else if (expression instanceof Expression.Local local) {
            return Objects.requireNonNull(locals.get(local), local.name());
        } else if (expression instanceof Expression.Bits bits) {
            return bits(bits.operation(), values(bits.operands(), locals));
        }
        Expression.Apply apply = (Expression.Apply) expression;
        double[] operands = values(apply.operands(), locals);
        if (apply.operator().java() instanceof JavaForm.Defined defined) {
            return value(defined.name(), operands);
        }
        return rounded(apply.operator().value(operands));
    }

    private double[] values(List<Expression> expressions, Map<Expression.Local, Double> locals) {
        return expressions.stream()
                .mapToDouble(expression -> value(expression, locals))
                .toArray();
    }

    private double rounded(double value) {
        return inFloat ? (float) value : value;
    }

    /** As {@link BitOperation} says; whole numbers by what they mean, which is defined where definitions use them. */
    private double bits(BitOperation operation, double[] operands) {
        double x = operands[0];
        return switch (operation) {
            case COPY_SIGN -> Math.copySign(x, operands[1]);
            case POWER_OF_TWO -> Double.isNaN(x) ? 0 : Math.scalb(1.0, (int) x);
            case EXPONENT -> exponent(x);
            case MANTISSA -> x > 0 && x < Double.POSITIVE_INFINITY ? Math.scalb(x, -exponent(x)) : Double.NaN;
        };
    }

    private int exponent(double x) {
        double root = inFloat ? (float) Math.sqrt(0.5) : Math.sqrt(0.5);
        int exponent = Math.getExponent(x);
        return Math.scalb(x, -exponent) >= 2 * root ? exponent + 1 : exponent;
    }
}
