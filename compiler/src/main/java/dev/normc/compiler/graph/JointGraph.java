package dev.normc.compiler.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * A forward and its backward over one set of nodes: what both compute is one node.
 *
 * @param forward outputs and the updates of the forward
 * @param gradients the gradients of inputs and parameters
 * @param updates the next values of the states that the backward moves
 */
public record JointGraph(Graph forward, List<Binding> gradients, List<Binding> updates) {

    public JointGraph {
        gradients = List.copyOf(gradients);
        updates = List.copyOf(updates);
    }

    public Signature signature() {
        return forward.signature();
    }

    /** All values that leave the backward. */
    public List<Node> backwardRoots() {
        List<Node> roots = new ArrayList<>();
        gradients.forEach(binding -> roots.add(binding.value()));
        updates.forEach(binding -> roots.add(binding.value()));
        return roots;
    }

    /** The nodes that the backward's results depend on, in topological order; some belong to the forward as well. */
    public List<Node> backwardNodes() {
        return GraphBuilder.reachable(backwardRoots());
    }
}
