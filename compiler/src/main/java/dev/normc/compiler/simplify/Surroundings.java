package dev.normc.compiler.simplify;

import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a rule may know beyond its node: how often values are used, and which the forward computes anyway. */
final class Surroundings {

    private final GraphBuilder builder;
    private final Set<Node> frozen;
    private final Set<Node> present;
    private final Map<Node, Integer> uses = new HashMap<>();
    private Map<Node, Product> products = new HashMap<>();
    private Map<Node, Sum> sums = new HashMap<>();

    Surroundings(GraphBuilder builder, Set<Node> frozen, List<Node> roots) {
        this.builder = builder;
        this.frozen = frozen;
        this.present = new HashSet<>(GraphBuilder.reachable(roots));
        for (Node node : present) {
            new HashSet<>(node.inputs()).forEach(input -> uses.merge(input, 1, Integer::sum));
        }
        roots.forEach(root -> uses.merge(root, 1, Integer::sum));
    }

    GraphBuilder builder() {
        return builder;
    }

    /** Whether the forward itself is being simplified. */
    boolean isForward() {
        return frozen.isEmpty();
    }

    /** Whether the forward computes the value; such a value is a unit, and no rule takes it apart. */
    boolean isFrozen(Node node) {
        return frozen.contains(node);
    }

    /** Whether a product or sum may be seen as part of the only one that uses it. */
    boolean isInner(Node node) {
        return !isFrozen(node) && uses.getOrDefault(node, 1) <= 1;
    }

    /** The factors of {@code node}; a dozen rules ask for them one after the other. */
    Product product(Node node) {
        return products.computeIfAbsent(node, key -> Product.of(key, this));
    }

    /** The terms of {@code node}. */
    Sum sum(Node node) {
        return sums.computeIfAbsent(node, key -> Sum.of(key, this));
    }

    /** What a view looks through depends on how often values are used. */
    private void forgetViews() {
        products = new HashMap<>();
        sums = new HashMap<>();
    }

    /** The rewritten node is used wherever the original was. */
    void replaced(Node original, Node rewritten) {
        if (original != rewritten) {
            forgetViews();
            uses.merge(rewritten, uses.getOrDefault(original, 1), Math::max);
        }
    }

    /** A rule found one more use for {@code node}. */
    void usedAgain(Node node) {
        forgetViews();
        uses.merge(node, 1, Integer::sum);
    }

    /** A rule has done away with the only use of {@code node}. */
    void unused(Node node) {
        present.remove(node);
    }

    /** The node, if the graph computes it at present. */
    Optional<Node> present(Operation operation, Node... inputs) {
        return builder.find(operation, List.of(inputs)).filter(present::contains);
    }

    /** The forward's product of both, if it has one. */
    Optional<Node> frozenProduct(Node left, Node right) {
        Operation product = new Operation.Apply(Pointwise.MULTIPLY);
        return builder.find(product, List.of(left, right))
                .filter(frozen::contains)
                .or(() -> builder.find(product, List.of(right, left)).filter(frozen::contains));
    }

    /** The forward's {@code operator(input)}, if it has one. */
    Optional<Node> frozenValue(Pointwise operator, Node input) {
        return builder.find(new Operation.Apply(operator), List.of(input)).filter(frozen::contains);
    }
}
