package dev.normc.dsl.check;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Binary;
import dev.normc.dsl.ast.Expression.BinaryOperator;
import dev.normc.dsl.ast.Expression.Reference;
import dev.normc.dsl.ast.Expression.Unary;
import java.util.List;
import java.util.Optional;

/** What conditions come to where the mode alone decides them. */
final class Mode {

    private Mode() {}

    /** The condition, if the mode decides it. */
    static Optional<Boolean> decides(Expression condition, boolean training) {
        if (condition instanceof Reference reference) {
            return reference.name().text().equals(Scope.TRAIN) ? Optional.of(training) : Optional.empty();
        } else if (condition instanceof Unary unary) {
            return decides(unary.operand(), training).map(value -> !value);
        } else if (condition instanceof Binary binary) {
            List<Binary> links = binary.leftSpine();
            Optional<Boolean> left = decides(links.get(0).left(), training);
            for (Binary link : links) {
                left = combined(link.operator(), left, decides(link.right(), training));
            }
            return left;
        }
        return Optional.empty();
    }

    private static Optional<Boolean> combined(
            BinaryOperator operator, Optional<Boolean> left, Optional<Boolean> right) {
        return switch (operator) {
            case AND -> combined(false, left, right);
            case OR -> combined(true, left, right);
            case ADD,
                    SUBTRACT,
                    MULTIPLY,
                    DIVIDE,
                    POWER,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    EQUAL,
                    NOT_EQUAL -> Optional.empty();
        };
    }

    /** {@code and} is decided by a false side, {@code or} by a true one. */
    private static Optional<Boolean> combined(boolean decisive, Optional<Boolean> left, Optional<Boolean> right) {
        Optional<Boolean> decided = Optional.of(decisive);
        if (left.equals(decided) || right.equals(decided)) {
            return decided;
        }
        return left.isPresent() && right.isPresent() ? Optional.of(!decisive) : Optional.empty();
    }
}
