package dev.normc.dsl.print;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Binary;
import dev.normc.dsl.ast.Expression.BinaryOperator;
import dev.normc.dsl.ast.Expression.Unary;
import dev.normc.dsl.ast.Expression.UnaryOperator;

/** How tight an expression holds together, from the loosest. */
enum Strength {
    CONDITIONAL,
    OR,
    AND,
    NOT,
    COMPARISON,
    SUM,
    PRODUCT,
    NEGATION,
    POWER,
    ATOM;

    /** Whether the operand stands without parentheses on the left of {@code parent}. */
    static boolean standsLeft(Expression operand, Binary parent) {
        Strength own = of(parent);
        boolean chains = own != POWER && own != COMPARISON;
        return of(operand).compareTo(own) > 0 || (chains && of(operand) == own);
    }

    /** Whether the operand stands without parentheses on the right of {@code parent}; in an exponent a minus does. */
    static boolean standsRight(Expression operand, Binary parent) {
        Strength own = of(parent);
        return own == POWER ? of(operand).compareTo(NEGATION) >= 0 : of(operand).compareTo(own) > 0;
    }

    /** Whether the operand of {@code parent} stands without parentheses. */
    static boolean stands(Unary parent) {
        return of(parent.operand()).compareTo(of(parent)) >= 0;
    }

    private static Strength of(Expression expression) {
        if (expression instanceof Expression.Conditional) {
            return CONDITIONAL;
        } else if (expression instanceof Unary unary) {
            return unary.operator() == UnaryOperator.NOT ? NOT : NEGATION;
        } else if (expression instanceof Binary binary) {
            return of(binary.operator());
        } else {
            return ATOM;
        }
    }

    private static Strength of(BinaryOperator operator) {
        return switch (operator) {
            case ADD, SUBTRACT -> SUM;
            case MULTIPLY, DIVIDE -> PRODUCT;
            case POWER -> POWER;
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL -> COMPARISON;
            case AND -> AND;
            case OR -> OR;
        };
    }
}
