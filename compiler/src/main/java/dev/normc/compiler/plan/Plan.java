package dev.normc.compiler.plan;

import dev.normc.compiler.graph.JointGraph;
import dev.normc.compiler.graph.Node;
import java.util.List;
import java.util.Map;

/**
 * What the forward keeps for the backward.
 *
 * @param graph what is computed
 * @param decisions one for each value of the forward that the backward needs
 * @param names a unique name for every value worth one: the program's, else a short one
 */
public record Plan(JointGraph graph, List<Decision> decisions, Map<Node, String> names) {

    public Plan {
        decisions = List.copyOf(decisions);
        names = Map.copyOf(names);
    }

    /** The values that the forward keeps. */
    public List<Decision> saved() {
        return decisions.stream()
                .filter(decision -> decision.storage() == Decision.Storage.SAVED)
                .toList();
    }
}
