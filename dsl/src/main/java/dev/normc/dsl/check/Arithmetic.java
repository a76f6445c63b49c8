package dev.normc.dsl.check;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Binary;
import dev.normc.dsl.ast.Expression.Call;
import dev.normc.dsl.ast.Expression.Literal;
import dev.normc.dsl.ast.Expression.Reduction;
import dev.normc.dsl.ast.Expression.Reference;
import dev.normc.dsl.ast.Expression.Unary;
import dev.normc.dsl.ast.Name;
import java.util.List;
import java.util.stream.IntStream;

/** What is known of the result of an operator with two operands. */
final class Arithmetic {

    private Arithmetic() {}

    static Type result(Binary operation, Type left, Type right) {
        Type both = Type.of(kind(operation), List.of(left, right));
        return both.withActive(both.active() && both.kind() == Kind.NUMBER)
                .withNonNegative(nonNegative(operation, left, right))
                .withValue(value(operation, left.value(), right.value()));
    }

    private static Kind kind(Binary operation) {
        return switch (operation.operator()) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER -> Kind.NUMBER;
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL, AND, OR -> Kind.CONDITION;
        };
    }

    private static boolean nonNegative(Binary operation, Type left, Type right) {
        boolean both = left.nonNegative() && right.nonNegative();
        return switch (operation.operator()) {
            case ADD, DIVIDE -> both;
            case MULTIPLY -> both || isSquare(operation);
            case POWER -> left.nonNegative() || right.value() % 2 == 0;
            case SUBTRACT, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL, AND, OR -> false;
        };
    }

    /** Whether {@code expression} is made of numbers alone, so that nothing can change its value. */
    static boolean isLiteral(Expression expression) {
        Expression rest = expression;
        while (rest instanceof Binary binary) {
            if (!isLiteral(binary.right())) {
                return false;
            }
            rest = binary.left();
        }
        return rest instanceof Literal || (rest instanceof Unary unary && isLiteral(unary.operand()));
    }

    private static boolean isSquare(Binary product) {
        return same(product.left(), product.right());
    }

    /** Whether both are written alike, so that they are the same value; of names, numbers, operators and functions. */
    private static boolean same(Expression left, Expression right) {
        Expression a = left;
        Expression b = right;
        while (a instanceof Binary first && b instanceof Binary second) {
            if (first.operator() != second.operator() || !same(first.right(), second.right())) {
                return false;
            }
            a = first.left();
            b = second.left();
        }
        if (a instanceof Reference first && b instanceof Reference second) {
            return first.name().text().equals(second.name().text());
        } else if (a instanceof Literal first && b instanceof Literal second) {
            return first.value() == second.value();
        } else if (a instanceof Unary first && b instanceof Unary second) {
            return first.operator() == second.operator() && same(first.operand(), second.operand());
        } else if (a instanceof Call first && b instanceof Call second) {
            List<Expression> arguments = second.arguments();
            return first.function().text().equals(second.function().text())
                    && first.arguments().size() == arguments.size()
                    && IntStream.range(0, arguments.size())
                            .allMatch(i -> same(first.arguments().get(i), arguments.get(i)));
        }
        return a instanceof Reduction first && b instanceof Reduction second && same(first, second);
    }

    private static boolean same(Reduction first, Reduction second) {
        List<String> axes = first.axes().stream().map(Name::text).toList();
        return first.kind().text().equals(second.kind().text())
                && axes.equals(second.axes().stream().map(Name::text).toList())
                && first.where().isEmpty()
                && second.where().isEmpty()
                && same(first.value(), second.value());
    }

    /** The value where both operands are known numbers; NaN where it is not known. */
    private static double value(Binary operation, double left, double right) {
        return switch (operation.operator()) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case POWER -> Math.pow(left, right);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL, AND, OR -> Double.NaN;
        };
    }
}
