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
}
