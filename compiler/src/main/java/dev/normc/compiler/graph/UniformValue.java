package dev.normc.compiler.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Evaluates uniform nodes: numbers of constants and sizes, in double. */
public final class UniformValue {

    private UniformValue() {}

    /** The value of {@code root} for {@code sizes} by axis name; throws if it is not uniform or a size is missing. */
    public static double of(Node root, Map<String, Integer> sizes) {
        Map<Node, Double> values = new HashMap<>();
        for (Node node : GraphBuilder.reachable(List.of(root))) {
            values.put(node, value(node, values, sizes));
        }
        return java.util.Objects.requireNonNull(values.get(root));
    }

    private static double value(Node node, Map<Node, Double> values, Map<String, Integer> sizes) {
        Operation operation = node.operation();
        if (operation instanceof Operation.Constant constant) {
            return constant.value();
        } else if (operation instanceof Operation.Size size) {
            Integer bound = sizes.get(size.axis().name());
            if (bound == null) {
                throw new IllegalArgumentException("the size of axis " + size.axis() + " is not known here");
            }
            return bound;
        } else if (operation instanceof Operation.Apply apply) {
            double[] inputs = node.inputs().stream()
                    .mapToDouble(input -> values.getOrDefault(input, Double.NaN))
                    .toArray();
            return apply.operator().value(inputs);
        }
        throw new IllegalArgumentException("not a number of constants and sizes: " + node);
    }
}
