package dev.normc.compiler.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The forward of one mode of a norm.
 *
 * @param signature the norm
 * @param training whether this is the training variant
 * @param builder interns the nodes; passes that add nodes do it there
 * @param outputs the results
 * @param updates the next values of states
 * @param names the program's names of values
 */
public record Graph(
        Signature signature,
        boolean training,
        GraphBuilder builder,
        List<Binding> outputs,
        List<Binding> updates,
        Map<Node, String> names) {

    public Graph {
        outputs = List.copyOf(outputs);
        updates = List.copyOf(updates);
        names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    }

    /** This graph with other names for values, of a backward too. */
    public Graph withNames(Map<Node, String> others) {
        return new Graph(signature, training, builder, outputs, updates, others);
    }

    /** This graph with sizes that are fixed; its nodes stay as they are, so that no number is computed otherwise. */
    public Graph withFixedSizes(Map<String, Integer> sizes) {
        return new Graph(signature.withFixed(sizes), training, builder, outputs, updates, names);
    }

    /** All values that leave the forward. */
    public List<Node> roots() {
        List<Node> roots = new ArrayList<>();
        outputs.forEach(binding -> roots.add(binding.value()));
        updates.forEach(binding -> roots.add(binding.value()));
        return roots;
    }

    /** The nodes of the forward in topological order. */
    public List<Node> nodes() {
        return GraphBuilder.reachable(roots());
    }

    /** Whether {@code other} computes the same: node by node, though from another builder. */
    public boolean isSameAs(Graph other) {
        List<Node> own = nodes();
        List<Node> others = other.nodes();
        boolean same = own.size() == others.size() && ids(outputs).equals(ids(other.outputs));
        for (int i = 0; same && i < own.size(); i++) {
            Node node = own.get(i);
            Node counterpart = others.get(i);
            same = node.id() == counterpart.id()
                    && node.operation().equals(counterpart.operation())
                    && node.inputs().stream()
                            .map(Node::id)
                            .toList()
                            .equals(counterpart.inputs().stream().map(Node::id).toList());
        }
        return same && ids(updates).equals(ids(other.updates)) && names.values().containsAll(other.names.values());
    }

    private static List<Integer> ids(List<Binding> bindings) {
        return bindings.stream().map(binding -> binding.value().id()).toList();
    }
}
