package dev.normc.compiler.simplify;

import dev.normc.compiler.graph.Node;
import java.util.Optional;

/**
 * One rewrite.
 *
 * @param name what it is called in traces
 * @param exactness what it may change
 * @param rewrite the node that takes the place of the given one, or empty where the rule does not apply
 */
record Rule(String name, Exactness exactness, Rewrite rewrite) {

    /** The body of a rule. */
    @FunctionalInterface
    interface Rewrite {
        Optional<Node> apply(Node node, Surroundings surroundings);
    }
}
