package dev.normc.compiler.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Prints what a forward or a backward computes as a list of short formulas, one per line. */
public final class FormulaPrinter {

    /** Reductions without a name that stand within one another in one formula. */
    private static final int DEEPEST_NEST = 8;

    /**
     * One line.
     *
     * @param value what is computed
     * @param tensor the output, gradient or state that takes the value; none for a value that only has a name
     * @param text the line
     */
    public record Formula(Node value, Optional<Tensor> tensor, String text) {}

    private FormulaPrinter() {}

    /** The forward: named values, outputs, next states. */
    public static List<String> forward(JointGraph joint, Map<Node, String> names) {
        return texts(forwardFormulas(joint, names));
    }

    /** The backward: the values it rests on, gradients, next states. */
    public static List<String> backward(JointGraph joint, Map<Node, String> names) {
        return texts(backwardFormulas(joint, names));
    }

    /** The lines of the forward with what each is about. */
    public static List<Formula> forwardFormulas(JointGraph joint, Map<Node, String> names) {
        List<Binding> results = new ArrayList<>(joint.forward().outputs());
        results.addAll(joint.forward().updates());
        return lines(joint, results, names);
    }

    /** The lines of the backward with what each is about. */
    public static List<Formula> backwardFormulas(JointGraph joint, Map<Node, String> names) {
        List<Binding> results = new ArrayList<>(joint.gradients());
        results.addAll(joint.updates());
        return lines(joint, results, names);
    }

    private static List<String> texts(List<Formula> formulas) {
        return formulas.stream().map(Formula::text).toList();
    }

    private static List<Formula> lines(JointGraph joint, List<Binding> results, Map<Node, String> names) {
        Map<Node, String> shown = new HashMap<>(names);
        nameless(joint, results, names).forEach(shown::remove);
        Set<String> ambiguous = nameLeaves(results, shown);
        Map<Node, Binding> firstResult = new HashMap<>();
        for (Binding result : results) {
            boolean named =
                    !result.value().inputs().isEmpty() && !result.value().uniform() && !isState(result);
            if (named && firstResult.putIfAbsent(result.value(), result) == null) {
                shown.put(result.value(), label(result.tensor(), ambiguous));
            }
        }
        GraphPrinter printer = new GraphPrinter(shown);
        List<Formula> lines = new ArrayList<>();
        List<Node> roots = results.stream().map(Binding::value).toList();
        for (Node node : GraphBuilder.reachable(roots)) {
            String name = shown.get(node);
            if (name != null && !node.inputs().isEmpty()) {
                Binding result = firstResult.get(node);
                String axes = result == null ? node.axes().toString() : layout(result.tensor());
                String text = name + axes + " = " + printer.definition(node);
                lines.add(new Formula(node, Optional.ofNullable(result).map(Binding::tensor), text));
            }
        }
        for (Binding result : results) {
            Optional<Tensor> tensor = Optional.of(result.tensor());
            String value = printer.reference(result.value());
            if (isState(result)) {
                lines.add(new Formula(
                        result.value(), tensor, "update " + result.tensor().label() + " = " + value));
            } else if (firstResult.get(result.value()) != result) {
                String label = label(result.tensor(), ambiguous) + layout(result.tensor());
                lines.add(new Formula(result.value(), tensor, label + " = " + value));
            }
        }
        return lines;
    }

    /** The axes in the order of memory. */
    private static String layout(Tensor tensor) {
        return tensor.layout().isEmpty() ? "" : tensor.layout().toString();
    }

    /** Reductions that the program does not name and that stand in one formula alone are written there. */
    private static List<Node> nameless(JointGraph joint, List<Binding> results, Map<Node, String> names) {
        List<Node> all =
                GraphBuilder.reachable(results.stream().map(Binding::value).toList());
        Map<Node, Integer> uses = new HashMap<>();
        all.forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
        Map<Node, Integer> nested = new HashMap<>();
        List<Node> nameless = new ArrayList<>();
        for (Node node : all) {
            int inside = node.inputs().stream()
                    .mapToInt(input -> nested.getOrDefault(input, 0))
                    .max()
                    .orElse(0);
            boolean unnamed = node.operation() instanceof Operation.Reduce
                    && uses.getOrDefault(node, 0) == 1
                    && !joint.forward().names().containsKey(node)
                    && inside < DEEPEST_NEST;
            if (unnamed) {
                nameless.add(node);
            }
            boolean written = unnamed || !names.containsKey(node);
            nested.put(node, written ? inside + (unnamed ? 1 : 0) : 0);
        }
        return nameless;
    }

    /** A parameter may be called {@code dx}, and the gradient of an input is: then each says which of both it is. */
    private static Set<String> nameLeaves(List<Binding> results, Map<Node, String> shown) {
        Set<Tensor> tensors = new LinkedHashSet<>();
        List<Node> leaves = new ArrayList<>();
        for (Node node :
                GraphBuilder.reachable(results.stream().map(Binding::value).toList())) {
            if (node.operation() instanceof Operation.Read read) {
                tensors.add(read.tensor());
                leaves.add(node);
            }
        }
        results.forEach(result -> tensors.add(result.tensor()));
        Set<String> once = new HashSet<>();
        Set<String> ambiguous = new HashSet<>();
        tensors.forEach(tensor -> {
            if (!once.add(tensor.label())) {
                ambiguous.add(tensor.label());
            }
        });
        leaves.forEach(leaf -> {
            Tensor tensor = ((Operation.Read) leaf.operation()).tensor();
            if (ambiguous.contains(tensor.label())) {
                shown.put(leaf, label(tensor, ambiguous));
            }
        });
        return ambiguous;
    }

    private static String label(Tensor tensor, Set<String> ambiguous) {
        if (!ambiguous.contains(tensor.label())) {
            return tensor.label();
        }
        return switch (tensor.role()) {
            case OUTPUT -> "output_" + tensor.name();
            case UPSTREAM -> "upstream_" + tensor.name();
            case GRADIENT -> "gradient_" + tensor.name();
            case INPUT, DATA, PARAMETER, STATE -> tensor.name();
        };
    }

    private static boolean isState(Binding result) {
        return result.tensor().role() == Role.STATE;
    }
}
