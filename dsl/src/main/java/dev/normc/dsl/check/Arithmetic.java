package dev.normc.dsl.check;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Binary;
import java.util.List;

/** What is known of the result of an operator with two operands. */
final class Arithmetic {

    private Arithmetic() {}

    static Type result(Binary operation, Type left, Type right) {
        return Type.of(kind(operation), List.of(left, right))
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

    /** {@code v * v}. */
    private static boolean isSquare(Binary product) {
        return product.left() instanceof Expression.Reference left
                && product.right() instanceof Expression.Reference right
                && left.name().text().equals(right.name().text());
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
