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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code sum[A]((v - m) * (v - m)) -> squaredDeviation[A](v)} where m is the mean of v over A and A has an axis that is
 * not the innermost: such a statistic is gathered together with its mean in one pass over memory, by merging (count,
 * mean, squared deviations) of blocks of rows. Along the innermost axis alone a row stays in cache, and the two plain
 * sums are as good. The sum or mean of the same elements then comes out of the same merging, wherever it is computed.
 * The rewrite changes bits, so it depends on the formula alone.
 */
final class Moments {

    /** Elements that are reduced: those of a value along some axes. */
    private record Elements(Node value, Axes over) {}

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
        List<Node> nodes = GraphBuilder.reachable(roots);
        Map<Node, Elements> deviations = new HashMap<>();
        nodes.forEach(node -> moments.deviation(node).ifPresent(elements -> deviations.put(node, elements)));
        Set<Elements> gathered = Set.copyOf(deviations.values());
        for (Node node : nodes) {
            moments.replacement.put(node, moments.gathered(node, deviations.get(node), gathered));
        }
        return moments.rebuilt(joint);
    }

    /** The elements whose squared deviations {@code node} adds up, if it has the form of such a sum. */
    private Optional<Elements> deviation(Node node) {
        if (!isSum(node)
                || over(node).equals(Axes.of(innermost))
                || !node.input(0).is(Pointwise.MULTIPLY)) {
            return Optional.empty();
        }
        Node deviation = node.input(0).input(0);
        boolean square = deviation == node.input(0).input(1) && deviation.is(Pointwise.SUBTRACT);
        return square && deviation.input(1).isMeanOf(deviation.input(0), over(node))
                ? Optional.of(new Elements(deviation.input(0), over(node)))
                : Optional.empty();
    }

    /** What takes the place of {@code node}, which adds up the squared deviations of {@code deviating}, if any. */
    private Node gathered(Node node, @Nullable Elements deviating, Set<Elements> gathered) {
        if (deviating != null) {
            return moment(Reduction.SQUARED_DEVIATION, deviating.value(), node);
        } else if (isSum(node) && gathered.contains(new Elements(node.input(0), over(node)))) {
            return moment(Reduction.MOMENT_SUM, node.input(0), node);
        }
        return builder.withInputs(node, node.inputs().stream().map(this::get).toList());
    }

    private Node moment(Reduction reduction, Node value, Node node) {
        return builder.reduce(reduction, get(value), over(node), ((Operation.Reduce) node.operation()).averaged());
    }

    private static boolean isSum(Node node) {
        return node.operation() instanceof Operation.Reduce reduce && reduce.reduction() == Reduction.SUM;
    }

    private static Axes over(Node node) {
        return ((Operation.Reduce) node.operation()).over();
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
