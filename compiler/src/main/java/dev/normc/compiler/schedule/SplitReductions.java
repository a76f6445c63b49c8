package dev.normc.compiler.schedule;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code sum[A, B](v) -> sum[A](sum[B](v))}: a reduction over several axes becomes one per axis, innermost first; the
 * outermost one divides by the whole count.
 */
final class SplitReductions {

    private final GraphBuilder builder;
    private final Map<Node, String> names;
    private final Map<Node, Node> replacement = new HashMap<>();

    SplitReductions(GraphBuilder builder, Map<Node, String> names) {
        this.builder = builder;
        this.names = names;
    }

    List<Target> split(List<Target> targets, Set<Node> known) {
        List<Node> roots = targets.stream().map(Target::value).toList();
        for (Node node : GraphBuilder.reachable(roots)) {
            replacement.put(node, known.contains(node) ? node : split(node));
        }
        List<Target> result = new ArrayList<>();
        for (Target target : targets) {
            Target.Store store = (Target.Store) target;
            result.add(new Target.Store(store.buffer(), get(store.value())));
        }
        return result;
    }

    private Node split(Node node) {
        List<Node> inputs = node.inputs().stream().map(this::get).toList();
        Node rebuilt = builder.withInputs(node, inputs);
        if (rebuilt.operation() instanceof Operation.Reduce reduce
                && reduce.over().size() > 1
                && !reduce.reduction().isMoment()) {
            rebuilt = perAxis(reduce, inputs.get(0), names.getOrDefault(node, "v"));
        }
        if (names.containsKey(node)) {
            names.putIfAbsent(rebuilt, names.get(node));
        }
        return rebuilt;
    }

    private Node perAxis(Operation.Reduce reduce, Node input, String name) {
        List<Axis> over = reduce.over().list();
        Node value = input;
        for (int i = over.size() - 1; i > 0; i--) {
            value = builder.reduce(reduce.reduction(), value, Axes.of(over.get(i)), Axes.NONE);
            names.putIfAbsent(value, name + "Over" + over.get(i).name());
        }
        return builder.reduce(reduce.reduction(), value, Axes.of(over.get(0)), reduce.averaged());
    }

    private Node get(Node node) {
        return replacement.getOrDefault(node, node);
    }
}
