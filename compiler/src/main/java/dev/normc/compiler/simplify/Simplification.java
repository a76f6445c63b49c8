package dev.normc.compiler.simplify;

import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.JointGraph;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Applies the rules bottom up, pass after pass, until nothing changes or the bound of passes is reached. */
public final class Simplification {

    /** Passes over the graph: what a formula of thousands of steps may cost. */
    private static final int MOST_PASSES = 30;

    /** Steps at one node: reaching them means that two rules undo each other. */
    private static final int MOST_STEPS_PER_NODE = 100;

    /** One firing of a rule. */
    public record Step(String rule, Exactness exactness, Node before, Node after) {}

    private final GraphBuilder builder;
    private final List<Rule> rules;
    private final Set<Node> frozen;
    private final Consumer<Step> trace;

    private Simplification(GraphBuilder builder, List<Rule> rules, Set<Node> frozen, Consumer<Step> trace) {
        this.builder = builder;
        this.rules = rules;
        this.frozen = frozen;
        this.trace = trace;
    }

    /** The forward with the rules applied that keep its formula recognisable. */
    public static Graph simplifyForward(Graph graph, Consumer<Step> trace) {
        Simplification pass = new Simplification(graph.builder(), Rules.forForward(), Set.of(), trace);
        return replace(graph, pass.run(graph.roots()));
    }

    /** The joint graph with a simplified backward; the forward's values stay as they are. */
    public static JointGraph simplifyBackward(JointGraph joint, Consumer<Step> trace) {
        GraphBuilder builder = joint.forward().builder();
        Set<Node> frozen = new HashSet<>(joint.forward().nodes());
        Simplification pass = new Simplification(builder, Rules.forBackward(), frozen, trace);
        Map<Node, Node> replacement = pass.run(joint.backwardRoots());
        return new JointGraph(
                joint.forward().withNames(rename(joint.forward().names(), replacement)),
                replace(joint.gradients(), replacement),
                replace(joint.updates(), replacement));
    }

    /**
     * The joint graph without what only the differentiation had to see: {@code stop(v) -> v}, a running value becomes
     * the state that it reads, a value with a backward of its own just the value.
     */
    public static JointGraph eraseMarkers(JointGraph joint) {
        GraphBuilder builder = joint.forward().builder();
        List<Node> roots = new ArrayList<>(joint.forward().roots());
        roots.addAll(joint.backwardRoots());
        Map<Node, Node> replacement = new HashMap<>();
        for (Node node : GraphBuilder.reachable(roots)) {
            List<Node> inputs =
                    node.inputs().stream().map(input -> get(replacement, input)).toList();
            boolean marker = node.operation() instanceof Operation.Running
                    || node.operation() instanceof Operation.Custom
                    || node.is(Pointwise.STOP);
            replacement.put(node, marker ? inputs.get(0) : builder.withInputs(node, inputs));
        }
        return new JointGraph(
                replace(joint.forward(), replacement),
                replace(joint.gradients(), replacement),
                replace(joint.updates(), replacement));
    }

    private static Graph replace(Graph graph, Map<Node, Node> replacement) {
        return new Graph(
                graph.signature(),
                graph.training(),
                graph.builder(),
                replace(graph.outputs(), replacement),
                replace(graph.updates(), replacement),
                rename(graph.names(), replacement));
    }

    private static Map<Node, String> rename(Map<Node, String> names, Map<Node, Node> replacement) {
        Map<Node, String> renamed = new LinkedHashMap<>();
        names.forEach((node, name) -> renamed.putIfAbsent(get(replacement, node), name));
        return renamed;
    }

    private static List<Binding> replace(List<Binding> bindings, Map<Node, Node> replacement) {
        return bindings.stream()
                .map(binding -> new Binding(binding.tensor(), get(replacement, binding.value())))
                .toList();
    }

    private static Node get(Map<Node, Node> replacement, Node node) {
        return replacement.getOrDefault(node, node);
    }

    /** What takes the place of each node that the roots depend on. */
    private Map<Node, Node> run(List<Node> roots) {
        Map<Node, Node> total = new HashMap<>();
        GraphBuilder.reachable(roots).forEach(node -> total.put(node, node));
        Set<List<Node>> seen = new HashSet<>();
        List<Node> current = roots;
        for (int passes = 0; passes < MOST_PASSES; passes++) {
            Map<Node, Node> replacement = pass(current);
            List<Node> next =
                    current.stream().map(root -> get(replacement, root)).toList();
            total.replaceAll((original, node) -> get(replacement, node));
            if (next.equals(current)) {
                return total;
            }
            if (!seen.add(next)) {
                throw new IllegalStateException("simplification runs in a circle: " + next);
            }
            current = next;
        }
        return total; // a chain of a thousand steps may not be finished; what is there is right
    }

    private Map<Node, Node> pass(List<Node> roots) {
        Surroundings surroundings = new Surroundings(builder, frozen, roots);
        Map<Node, Node> replacement = new HashMap<>();
        for (Node node : GraphBuilder.reachable(roots)) {
            if (frozen.contains(node)) {
                replacement.put(node, node);
                continue;
            }
            List<Node> inputs =
                    node.inputs().stream().map(input -> get(replacement, input)).toList();
            builder.from(node.origin());
            Node rewritten = rewrite(builder.withInputs(node, inputs), surroundings);
            surroundings.replaced(node, rewritten);
            replacement.put(node, rewritten);
        }
        return replacement;
    }

    private Node rewrite(Node node, Surroundings surroundings) {
        Node current = node;
        for (int steps = 0; steps < MOST_STEPS_PER_NODE; steps++) {
            if (frozen.contains(current)) {
                return current;
            }
            Optional<Step> step = firstThatApplies(current, surroundings);
            if (step.isEmpty()) {
                return current;
            }
            trace.accept(step.get());
            surroundings.replaced(current, step.get().after());
            current = step.get().after();
        }
        throw new IllegalStateException("rules undo each other at " + current);
    }

    private Optional<Step> firstThatApplies(Node node, Surroundings surroundings) {
        for (Rule rule : rules) {
            Optional<Node> after = rule.rewrite().apply(node, surroundings);
            if (after.isPresent() && after.get() != node) {
                if (!node.axes().containsAll(after.get().axes())
                        || node.isCondition() != after.get().isCondition()) {
                    throw new IllegalStateException(
                            "rule " + rule.name() + " changes what " + node + " is: " + after.get());
                }
                return Optional.of(new Step(rule.name(), rule.exactness(), node, after.get()));
            }
        }
        return Optional.empty();
    }
}
