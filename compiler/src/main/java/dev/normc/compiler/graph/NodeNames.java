package dev.normc.compiler.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * Gives names to the values that formulas and kernels refer to: the program's own where there is one, else the letter
 * that the literature would use, with a number where it is taken.
 */
public final class NodeNames {

    /** A longer formula is broken up into named parts. */
    private static final int LONGEST_FORMULA = 24;

    private final Set<String> taken = new HashSet<>();
    private final Set<String> given = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Node, String> names = new LinkedHashMap<>();

    private NodeNames() {}

    /**
     * Names for all values of {@code joint} that are used twice, cross to the backward or are long, and for all
     * reductions.
     */
    public static Map<Node, String> of(JointGraph joint) {
        NodeNames names = new NodeNames();
        names.reserve(joint);
        Graph forward = joint.forward();
        Set<Node> inForward = new HashSet<>(forward.nodes());
        List<Node> roots = new java.util.ArrayList<>(forward.roots());
        roots.addAll(joint.backwardRoots());
        List<Node> all = GraphBuilder.reachable(roots);
        Map<Node, Integer> uses = new HashMap<>();
        all.forEach(node -> new HashSet<>(node.inputs()).forEach(input -> uses.merge(input, 1, Integer::sum)));
        joint.gradients().stream()
                .filter(gradient -> !gradient.value().inputs().isEmpty() && !inForward.contains(gradient.value()))
                .forEach(gradient -> names.names.putIfAbsent(
                        gradient.value(), gradient.tensor().label()));
        Map<Node, Integer> lengths = new HashMap<>();
        Set<Node> border = new HashSet<>();
        Map<Node, String> ofProgram = written(forward);
        all.stream().filter(node -> !inForward.contains(node)).forEach(node -> border.addAll(node.inputs()));
        for (Node node : all) {
            String written = ofProgram.get(node);
            int length = 1;
            for (Node input : node.inputs()) {
                length += names.names.containsKey(input) ? 1 : lengths.getOrDefault(input, 1);
            }
            lengths.put(node, length);
            boolean isLong = length > LONGEST_FORMULA;
            boolean worthOne = isLong
                    || uses.getOrDefault(node, 0) > 1
                    || node.operation() instanceof Operation.Reduce
                    || (inForward.contains(node) && border.contains(node));
            boolean needsNone = isLeaf(node) || (node.uniform() && !isLong) || names.names.containsKey(node);
            if (!needsNone && written != null) {
                names.names.put(node, written);
            } else if (!needsNone && worthOne && (isLong || !node.isCondition())) {
                names.names.put(
                        node, names.unique(inForward.contains(node) ? forwardLetter(node) : backwardLetter(node)));
            }
        }
        return names.names;
    }

    /** The program's names of values, but for those that an output of another value has. */
    private static Map<Node, String> written(Graph forward) {
        Map<String, Node> outputs = new HashMap<>();
        forward.outputs().forEach(output -> outputs.put(output.tensor().name(), output.value()));
        Map<Node, String> written = new HashMap<>();
        forward.names().forEach((node, name) -> {
            if (outputs.getOrDefault(name, node) == node) {
                written.put(node, name);
            }
        });
        return written;
    }

    private void reserve(JointGraph joint) {
        Signature signature = joint.signature();
        signature.axes().forEach(axis -> {
            taken.add(axis.name());
            taken.add(axis.name().toLowerCase(java.util.Locale.ROOT));
        });
        signature.inputs().forEach(this::reserve);
        signature.outputs().forEach(this::reserve);
        signature.data().forEach(data -> reserve(data.tensor()));
        signature.parameters().forEach(parameter -> reserve(parameter.tensor()));
        signature.states().forEach(state -> reserve(state.tensor()));
        joint.forward().names().values().forEach(taken::add);
    }

    private void reserve(Tensor tensor) {
        taken.add(tensor.name());
        taken.add("d" + tensor.name());
    }

    private String unique(String wanted) {
        String name = wanted;
        int number = numbers.getOrDefault(wanted, 2);
        while (!isFree(name)) {
            name = wanted + number++;
        }
        numbers.put(wanted, number);
        given.add(name);
        return name;
    }

    private boolean isFree(String name) {
        return !taken.contains(name) && !given.contains(name) && !SourceVersion.isKeyword(name);
    }

    private static boolean isLeaf(Node node) {
        return node.inputs().isEmpty();
    }

    /** r for an inverse, u for a difference, h for a scaled value, m for a reduction. */
    private static String forwardLetter(Node node) {
        if (node.is(Pointwise.RSQRT) || node.is(Pointwise.RECIPROCAL)) {
            return "r";
        } else if (node.is(Pointwise.ADD) || node.is(Pointwise.SUBTRACT)) {
            return "u";
        } else if (node.operation() instanceof Operation.Reduce) {
            return "m";
        }
        return node.is(Pointwise.MULTIPLY) ? "h" : "v";
    }

    /** g for what scales an upstream gradient, s for a reduction. */
    private static String backwardLetter(Node node) {
        if (node.operation() instanceof Operation.Reduce) {
            return "s";
        }
        boolean scaled = node.is(Pointwise.MULTIPLY) && node.inputs().stream().anyMatch(NodeNames::isUpstream);
        return scaled ? "g" : "t";
    }

    private static boolean isUpstream(Node node) {
        return node.operation() instanceof Operation.Read read && read.tensor().role() == Role.UPSTREAM;
    }
}
