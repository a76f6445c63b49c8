package dev.normc.compiler.graph;

import java.util.HashMap;
import java.util.Map;

/** What can be proven of the signs of values. */
public final class Signs {

    private Signs() {}

    /** The sign of {@code root}. */
    public static Sign of(Node root) {
        Map<Node, Sign> signs = new HashMap<>();
        for (Node node : GraphBuilder.reachable(java.util.List.of(root))) {
            signs.put(node, sign(node, signs));
        }
        return java.util.Objects.requireNonNull(signs.get(root));
    }

    private static Sign sign(Node node, Map<Node, Sign> signs) {
        Operation operation = node.operation();
        if (operation instanceof Operation.Constant constant) {
            return constant.value() > 0 ? Sign.POSITIVE : constant.value() == 0 ? Sign.NOT_NEGATIVE : Sign.ANY;
        } else if (operation instanceof Operation.Size) {
            return Sign.POSITIVE;
        } else if (operation instanceof Operation.Index) {
            return Sign.NOT_NEGATIVE;
        } else if (operation instanceof Operation.Reduce || operation instanceof Operation.Custom) {
            return signs.getOrDefault(node.input(0), Sign.ANY);
        } else if (operation instanceof Operation.Apply apply) {
            if (apply.operator() == Pointwise.MULTIPLY && node.input(0) == node.input(1)) {
                return Sign.NOT_NEGATIVE; // a square
            }
            return apply.operator()
                    .sign(node.inputs().stream()
                            .map(input -> signs.getOrDefault(input, Sign.ANY))
                            .toList());
        }
        return Sign.ANY;
    }
}
