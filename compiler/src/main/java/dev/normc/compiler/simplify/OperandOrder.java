package dev.normc.compiler.simplify;

import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Pointwise;
import java.util.Comparator;
import java.util.List;

/**
 * The one order of the operands of a commutative operator, so that equal values become one node: numbers of constants
 * and sizes first; then, in a product, what varies over fewer axes, elsewhere what varies over more; then the older.
 */
final class OperandOrder {

    private OperandOrder() {}

    static Node apply(GraphBuilder builder, Pointwise operator, Node left, Node right) {
        List<Node> sorted = sorted(operator, List.of(left, right));
        return builder.apply(operator, sorted.get(0), sorted.get(1));
    }

    static List<Node> sorted(Pointwise operator, List<Node> operands) {
        int direction = operator == Pointwise.MULTIPLY ? 1 : -1;
        return operands.stream()
                .sorted(Comparator.comparing((Node operand) -> direction * (operand.uniform() ? 0 : 1))
                        .thenComparing(operand -> direction * operand.axes().size())
                        .thenComparing(operand -> operand))
                .toList();
    }
}
