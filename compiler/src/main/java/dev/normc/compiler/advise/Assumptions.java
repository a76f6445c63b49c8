package dev.normc.compiler.advise;

import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Range;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is taken for granted of what the caller gives: parameters, data and states keep the sign that they start with. A
 * state that starts at zero is never negative if its updates are not.
 *
 * @param kept the ranges of tensors, in the long run
 * @param initial the ranges of tensors at the start
 * @param degrees the degrees of states in an input, those of what they are updated with
 */
record Assumptions(Map<Tensor, Range> kept, Map<Tensor, Range> initial, Map<Tensor, Double> degrees) {

    /** One round finds what updates make of states, others what that makes of other states; more are not waited for. */
    private static final int ROUNDS = 3;

    /** The assumptions of a norm; the graph of training has its updates. */
    static Assumptions of(Graph training) {
        Map<Tensor, Range> initial = initial(training);
        Map<Tensor, Range> kept = new HashMap<>();
        Map<Tensor, Range> fromZero = new HashMap<>();
        List<Binding> updates = updates(training);
        initial.forEach((tensor, range) -> {
            if (!range.hasZero()) {
                kept.put(tensor, range.low() >= 0 ? Range.POSITIVE : range.high() <= 0 ? Range.NEGATIVE : Range.ANY);
            }
        });
        for (Binding update : updates) {
            if (initial.getOrDefault(update.tensor(), Range.ANY).equals(Range.of(0))) {
                fromZero.put(update.tensor(), Range.NOT_NEGATIVE);
            }
        }
        List<Node> nodes = training.nodes();
        boolean all = fromZero.isEmpty();
        for (int i = 0; i < ROUNDS && !all; i++) {
            fromZero.putAll(kept);
            Ranges ranges = new Ranges(nodes, fromZero);
            all = true;
            for (Binding update : updates) {
                boolean holds = kept.containsKey(update.tensor())
                        || ranges.of(update.value()).isNotNegative();
                all &= holds || fromZero.remove(update.tensor()) == null;
            }
        }
        if (all) {
            kept.putAll(fromZero);
        }
        return new Assumptions(kept, initial, degrees(training, nodes, new Ranges(nodes, kept), updates));
    }

    private static Map<Tensor, Range> initial(Graph training) {
        List<Initialised> all = new ArrayList<>(training.signature().parameters());
        all.addAll(training.signature().data());
        all.addAll(training.signature().states());
        Map<Tensor, Range> initial = new HashMap<>();
        for (Initialised tensor : all) {
            tensor.initial()
                    .ifPresent(value -> initial.put(
                            tensor.tensor(), new Ranges(GraphBuilder.reachable(List.of(value)), Map.of()).of(value)));
        }
        return initial;
    }

    /** The updates of the forward, and those of backward blocks. */
    private static List<Binding> updates(Graph training) {
        List<Binding> updates = new ArrayList<>(training.updates());
        for (Node node : training.nodes()) {
            if (node.operation() instanceof Operation.Custom custom) {
                int first = 1 + 2 * custom.targets();
                for (int i = 0; i < custom.states().size(); i++) {
                    updates.add(new Binding(custom.states().get(i), node.input(first + i)));
                }
            }
        }
        return updates;
    }

    private static Map<Tensor, Double> degrees(Graph training, List<Node> nodes, Ranges ranges, List<Binding> updates) {
        Map<Tensor, Double> degrees = new HashMap<>();
        if (!updates.isEmpty()) {
            Growths growths = new Growths(nodes, ranges, training.signature().inputs(), Map.of());
            updates.forEach(update -> degrees.put(update.tensor(), growths.degree(update.value())));
        }
        return degrees;
    }
}
