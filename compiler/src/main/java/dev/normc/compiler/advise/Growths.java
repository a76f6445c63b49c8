package dev.normc.compiler.advise;

import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Range;
import dev.normc.compiler.graph.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How values grow with the inputs: the degree of each in the input in which it is highest. */
final class Growths {

    /** The square of a float overflows at 1.8e19, the cube at 7e12, the fourth power at 4.3e9. */
    private static final double HIGHEST_USUAL = 2;

    /** The degree of a value in an input. */
    record Degree(Tensor input, double degree) {}

    private final List<Node> nodes;
    private final Ranges ranges;
    private final Map<Node, Double> highest = new HashMap<>();
    private final Map<Node, Degree> excessive = new HashMap<>();

    /**
     * The degrees of {@code nodes}, which stand in topological order, in {@code inputs}.
     *
     * @param states the degrees of states, which hold what earlier steps have seen of the same kind
     */
    Growths(List<Node> nodes, Ranges ranges, List<Tensor> inputs, Map<Tensor, Double> states) {
        this.nodes = nodes;
        this.ranges = ranges;
        inputs.forEach(input -> follow(input, states));
    }

    /** One input after the other, since a product of two is as usual as its factors. */
    private void follow(Tensor input, Map<Tensor, Double> states) {
        Map<Node, Double> degrees = new HashMap<>();
        for (Node node : nodes) {
            double degree = degree(node, degrees, input, states);
            degrees.put(node, degree);
            highest.merge(node, degree, Math::max);
            List<Node> high = node.inputs().stream()
                    .filter(from -> degrees.getOrDefault(from, 0.0) > HIGHEST_USUAL)
                    .toList();
            // a power that is written once is computed by several products: the last of them is the power
            boolean first = high.stream().allMatch(from -> from.origin().equals(node.origin()));
            if (degree > HIGHEST_USUAL && first) {
                high.forEach(excessive::remove);
                excessive.putIfAbsent(node, new Degree(input, degree));
            }
        }
    }

    private double degree(Node node, Map<Node, Double> degrees, Tensor input, Map<Tensor, Double> states) {
        Operation operation = node.operation();
        if (operation instanceof Operation.Read read) {
            return read.tensor().equals(input) ? 1 : states.getOrDefault(read.tensor(), 0.0);
        } else if (node.inputs().isEmpty() || ranges.of(node).isBounded()) {
            return 0;
        } else if (operation instanceof Operation.Apply apply) {
            double[] own = node.inputs().stream()
                    .mapToDouble(from -> degrees.getOrDefault(from, 0.0))
                    .toArray();
            List<Range> known = node.inputs().stream().map(ranges::of).toList();
            return apply.operator().growth(own, known);
        }
        return degrees.getOrDefault(node.input(0), 0.0);
    }

    /** Whether the value grows with some input. */
    boolean grows(Node node) {
        return degree(node) > 0;
    }

    /** The degree of the value in the input in which it is highest. */
    double degree(Node node) {
        return highest.getOrDefault(node, 0.0);
    }

    /** The input that the value, and nothing that it is made of, has more than the square of. */
    Optional<Degree> excess(Node node) {
        return Optional.ofNullable(excessive.get(node));
    }
}
