package dev.normc.compiler.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks what every legal graph fulfils beyond the rules of single nodes. */
public final class GraphVerifier {

    private GraphVerifier() {}

    /** The violations in the forward; empty for a legal graph. */
    public static List<String> violations(Graph graph) {
        List<String> found = new ArrayList<>();
        bindings(found, "output", graph.outputs());
        bindings(found, "update", graph.updates());
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Operation.Read read && read.tensor().role() == Role.UPSTREAM) {
                found.add("the forward reads the upstream gradient " + read.tensor());
            }
        }
        return found;
    }

    /** The violations in forward and backward. */
    public static List<String> violations(JointGraph graph) {
        List<String> found = new ArrayList<>(violations(graph.forward()));
        bindings(found, "gradient", graph.gradients());
        bindings(found, "backward update", graph.updates());
        for (Node node : graph.backwardNodes()) {
            boolean marker = node.operation() instanceof Operation.Running
                    || node.operation() instanceof Operation.Custom
                    || node.operation() instanceof Operation.Adjoint;
            if (marker) {
                found.add("differentiation left behind " + node);
            }
        }
        return found;
    }

    private static void bindings(List<String> found, String what, List<Binding> bindings) {
        Set<Tensor> bound = new HashSet<>();
        for (Binding binding : bindings) {
            if (!bound.add(binding.tensor())) {
                found.add(what + " " + binding.tensor() + " is bound twice");
            }
            if (!binding.tensor().axes().containsAll(binding.value().axes())) {
                found.add(what + " " + binding.tensor() + " does not have the axes of its value "
                        + binding.value().axes());
            }
            if (binding.value().isCondition()) {
                found.add(what + " " + binding.tensor() + " is a truth value");
            }
        }
    }
}
