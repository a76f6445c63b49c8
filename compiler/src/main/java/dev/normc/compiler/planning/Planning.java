package dev.normc.compiler.planning;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.JointGraph;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.NodeNames;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.plan.Decision;
import dev.normc.compiler.plan.Decision.Storage;
import dev.normc.compiler.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides for each value of the forward that the backward uses: saved, or computed again. */
public final class Planning {

    /**
     * A value of full size is saved only if one operation costs more than this: writing and reading it again moves
     * eight bytes per element, in whose time a vectorised kernel does about thirty cheap operations.
     */
    private static final int COST_OF_A_ROUND_TRIP = 32;

    private final JointGraph joint;
    private final SavePolicy policy;
    private final Map<String, Storage> overrides;
    private final Map<Node, String> names;
    private final Set<String> taken;
    private final Set<Node> forwardNodes;
    private final Set<Tensor> moved;
    private final Axes fullSize;
    private final Map<Node, Boolean> reducesOrMoves = new HashMap<>();
    private final Map<Node, Decision> decisions = new LinkedHashMap<>();
    private int nextNumber = 1;

    private Planning(JointGraph joint, SavePolicy policy, Map<String, Storage> overrides) {
        this.joint = joint;
        this.policy = policy;
        this.overrides = overrides;
        this.names = new LinkedHashMap<>(NodeNames.of(joint));
        this.taken = new HashSet<>(names.values());
        this.forwardNodes = new HashSet<>(joint.forward().nodes());
        this.moved = Stream.concat(joint.forward().updates().stream(), joint.updates().stream())
                .map(Binding::tensor)
                .collect(Collectors.toSet());
        this.fullSize = joint.signature().inputs().stream().map(Tensor::axes).reduce(Axes.NONE, Axes::union);
    }

    /**
     * Plans {@code simplified}.
     *
     * @param overrides the storage of single values by their name, which {@code policy} does not touch
     * @throws IllegalArgumentException if a value cannot be stored as {@code overrides} says
     */
    public static Plan plan(JointGraph simplified, SavePolicy policy, Map<String, Storage> overrides) {
        Planning planning = new Planning(Moments.gather(simplified), policy, overrides);
        return planning.decideAll();
    }

    private void checkOverrides() {
        for (Map.Entry<Node, String> named : names.entrySet()) {
            Storage wanted = overrides.get(named.getValue());
            if (wanted == Storage.GIVEN) {
                throw new IllegalArgumentException(
                        "the value " + named.getValue() + " can be saved or recomputed, not given");
            }
        }
    }

    private Plan decideAll() {
        checkOverrides();
        for (Node node : joint.forward().nodes()) {
            reducesOrMoves.put(node, reducesOrMoves(node));
        }
        // consumers before what they read: a saved value ends the search for what it was computed from
        List<Node> pending = new ArrayList<>(GraphBuilder.reachable(joint.backwardRoots()));
        Set<Node> needed = new HashSet<>(joint.backwardRoots());
        for (int i = pending.size() - 1; i >= 0; i--) {
            Node node = pending.get(i);
            if (!needed.contains(node)) {
                continue;
            }
            if (!forwardNodes.contains(node) || node.uniform()) {
                needed.addAll(node.inputs());
                continue;
            }
            Decision decision = decide(node);
            if (decision.storage() != Storage.RECOMPUTED || names.containsKey(node)) {
                names.putIfAbsent(node, decision.name());
                taken.add(decision.name());
                decisions.put(node, decision); // the way to a named value needs no row of its own
            }
            if (decision.storage() == Storage.RECOMPUTED) {
                needed.addAll(node.inputs());
            }
        }
        List<Decision> inOrder = decisions.values().stream()
                .sorted((a, b) -> a.value().compareTo(b.value()))
                .toList();
        return new Plan(joint, inOrder, names);
    }

    private boolean reducesOrMoves(Node node) {
        if (node.operation() instanceof Operation.Read read) {
            return isMoved(read);
        }
        return node.operation() instanceof Operation.Reduce
                || node.inputs().stream().anyMatch(input -> reducesOrMoves.getOrDefault(input, false));
    }

    /** Whether the backward finds another value than the forward read. */
    private boolean isMoved(Operation.Read read) {
        return !read.late() && moved.contains(read.tensor());
    }

    private Decision decide(Node node) {
        String name = nameOf(node);
        if (node.operation() instanceof Operation.Read read) {
            return isMoved(read)
                    ? new Decision(node, name, Storage.SAVED, "this state has moved by then")
                    : new Decision(node, name, Storage.GIVEN, noun(read.tensor()) + " of the caller");
        }
        Storage wanted = overrides.get(name);
        if (wanted != null) {
            return new Decision(node, name, wanted, "asked for");
        }
        return switch (policy) {
            case SAVE_ALL ->
                node.isCondition()
                        ? new Decision(node, name, Storage.RECOMPUTED, "a condition is not stored")
                        : new Decision(node, name, Storage.SAVED, "everything is saved");
            case RECOMPUTE_ALL -> new Decision(node, name, Storage.RECOMPUTED, "everything is recomputed");
            case BALANCED -> byBytesAgainstWork(node, name);
        };
    }

    private Decision byBytesAgainstWork(Node node, String name) {
        boolean small = !node.axes().containsAll(fullSize);
        if (node.isCondition()) {
            return new Decision(node, name, Storage.RECOMPUTED, "a comparison");
        }
        if (small && reducesOrMoves.getOrDefault(node, false)) {
            boolean reduces = node.operation() instanceof Operation.Reduce;
            return new Decision(
                    node,
                    name,
                    Storage.SAVED,
                    reduces ? "small; computing it takes a sweep" : "small; it rests on a sweep");
        }
        int cost = node.operation() instanceof Operation.Apply apply
                ? apply.operator().cost()
                : 0;
        if (!small && cost > COST_OF_A_ROUND_TRIP) {
            return new Decision(node, name, Storage.SAVED, "full size, but its " + cost + " operations cost more");
        }
        String work = cost == 1 ? "1 operation" : cost + " operations";
        return new Decision(node, name, Storage.RECOMPUTED, "cheaper than memory: " + work);
    }

    private String nameOf(Node node) {
        if (node.operation() instanceof Operation.Read read) {
            return read.tensor().label();
        }
        String known = names.get(node);
        while (known == null && taken.contains("v" + nextNumber)) {
            nextNumber++;
        }
        return known == null ? "v" + nextNumber : known;
    }

    private static String noun(Tensor tensor) {
        return tensor.role() == Role.DATA ? "data" : tensor.role().noun();
    }
}
