package dev.normc.compiler.planning;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.JointGraph;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Reduction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code sum[A]((v - m) * (v - m)) -> squaredDeviation[A](v)} where m is the mean of v over A and A has an axis that is
 * not the innermost: such a statistic is gathered together with its mean in one pass over memory, by merging (count,
 * mean, squared deviations) of blocks of rows. Along the innermost axis alone a row stays in cache, and the two plain
 * sums are as good. The rewrite changes bits, so it depends on the formula alone.
 */
final class Moments {

    private final GraphBuilder builder;
    private final Axis innermost;
    private final Map<Node, Node> replacement = new HashMap<>();

    private Moments(GraphBuilder builder, Axis innermost) {
        this.builder = builder;
        this.innermost = innermost;
    }

    static JointGraph gather(JointGraph joint) {
        List<Axis> axes = joint.signature().axes();
        if (axes.isEmpty()) {
            return joint;
        }
        Moments moments = new Moments(joint.forward().builder(), axes.get(axes.size() - 1));
        List<Node> roots = new ArrayList<>(joint.forward().roots());
        roots.addAll(joint.backwardRoots());
        for (Node node : GraphBuilder.reachable(roots)) {
            List<Node> inputs = node.inputs().stream().map(moments::get).toList();
            moments.replacement.put(node, moments.gathered(moments.builder.withInputs(node, inputs)));
        }
        return moments.rebuilt(joint);
    }

    private Node gathered(Node node) {
        if (!(node.operation() instanceof Operation.Reduce reduce)
                || reduce.reduction() != Reduction.SUM
                || reduce.over().equals(Axes.of(innermost))
                || !node.input(0).is(Pointwise.MULTIPLY)) {
            return node;
        }
        Node deviation = node.input(0).input(0);
        boolean square = deviation == node.input(0).input(1) && deviation.is(Pointwise.SUBTRACT);
        return square && deviation.input(1).isMeanOf(deviation.input(0), reduce.over())
                ? builder.reduce(Reduction.SQUARED_DEVIATION, deviation.input(0), reduce.over(), reduce.averaged())
                : node;
    }

    private JointGraph rebuilt(JointGraph joint) {
        Graph forward = joint.forward();
        Map<Node, String> names = new LinkedHashMap<>();
        forward.names().forEach((node, name) -> names.putIfAbsent(get(node), name));
        Graph changed = new Graph(
                forward.signature(),
                forward.training(),
                builder,
                bindings(forward.outputs()),
                bindings(forward.updates()),
                names);
        return new JointGraph(changed, bindings(joint.gradients()), bindings(joint.updates()));
    }

    private List<Binding> bindings(List<Binding> bindings) {
        return bindings.stream()
                .map(binding -> new Binding(binding.tensor(), get(binding.value())))
                .toList();
    }

    private Node get(Node node) {
        return replacement.getOrDefault(node, node);
    }
}
