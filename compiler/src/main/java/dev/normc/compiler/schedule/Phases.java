package dev.normc.compiler.schedule;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When each value is due, seen from one axis. Phase p comes before sweep p: a value that does not vary along the axis
 * is due in the first phase in which all it needs is there; one that does is computed in any sweep from that phase on;
 * a reduction over the axis is complete one phase after its sweep.
 */
final class Phases {

    private final Axis axis;
    private final List<Target> targets;
    private final List<Node> needed;
    private final Map<Node, Integer> ready = new HashMap<>();
    private final Map<Node, Integer> sweepOf = new HashMap<>();
    private final Map<Integer, Set<Node>> border = new HashMap<>();

    /** {@code needed} in topological order; those of {@code there} are computed already. */
    Phases(Axis axis, List<Target> targets, List<Node> needed, Set<Node> there) {
        this.axis = axis;
        this.targets = targets;
        this.needed = needed;
        for (Node node : needed) {
            if (there.contains(node)) {
                continue;
            }
            int phase = 0;
            for (Node input : node.inputs()) {
                phase = Math.max(phase, ready.getOrDefault(input, 0));
            }
            if (reducesAlong(node)) {
                sweepOf.put(node, phase);
                phase++;
            }
            ready.put(node, phase);
        }
        findBorders(there);
    }

    /** Values that do not vary along the axis and are read inside a sweep: they are computed before it. */
    private void findBorders(Set<Node> there) {
        needed.stream()
                .filter(node -> isLooped(node) && !there.contains(node))
                .forEach(node -> node.inputs().forEach(this::addToBorder));
        targets.stream().filter(this::isLooped).forEach(target -> addToBorder(target.value()));
    }

    private void addToBorder(Node node) {
        if (node.uniform() || isLooped(node) || node.operation() instanceof Operation.Index) {
            return; // a coordinate is at hand wherever its loop is
        }
        if (node.isCondition()) {
            node.inputs().forEach(this::addToBorder); // a condition is not stored but computed again from its inputs
        } else {
            border.computeIfAbsent(ready.getOrDefault(node, 0), phase -> new LinkedHashSet<>())
                    .add(node);
        }
    }

    private boolean isLooped(Node node) {
        return node.axes().contains(axis);
    }

    private boolean reducesAlong(Node node) {
        return node.operation() instanceof Operation.Reduce reduce
                && reduce.over().contains(axis);
    }

    private boolean isLooped(Target target) {
        if (target instanceof Target.Store store) {
            return axesOf(store.buffer()).contains(axis);
        }
        return isLooped(target.value());
    }

    static Axes axesOf(Buffer buffer) {
        List<Axis> axes = new ArrayList<>();
        for (Extent extent : buffer.extents()) {
            if (extent instanceof Extent.Along along) {
                axes.add(along.axis());
            }
        }
        return Axes.of(axes);
    }

    boolean anythingLooped() {
        return needed.stream().anyMatch(this::isLooped)
                || !sweepOf.isEmpty()
                || targets.stream().anyMatch(this::isLooped);
    }

    int last() {
        int last = 0;
        for (Target target : targets) {
            last = Math.max(last, ready.getOrDefault(target.value(), 0));
        }
        return last;
    }

    /** The targets outside of sweeps that are due in {@code phase}. */
    List<Target> unlooped(int phase) {
        return targets.stream()
                .filter(target -> !isLooped(target) && ready.getOrDefault(target.value(), 0) == phase)
                .toList();
    }

    /** The targets of sweep {@code phase}. */
    List<Target> looped(int phase) {
        return targets.stream()
                .filter(target -> isLooped(target) && ready.getOrDefault(target.value(), 0) == phase)
                .toList();
    }

    /** The values that sweeps read and that are complete in {@code phase}. */
    List<Node> border(int phase) {
        return border.getOrDefault(phase, Set.of()).stream().sorted().toList();
    }

    /** The reductions over the axis that sweep {@code phase} gathers. */
    List<Node> reductions(int phase) {
        return needed.stream()
                .filter(node -> sweepOf.getOrDefault(node, -1) == phase)
                .toList();
    }
}
