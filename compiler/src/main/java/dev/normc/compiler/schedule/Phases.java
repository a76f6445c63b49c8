package dev.normc.compiler.schedule;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * When each value is due, seen from one axis. Phase p comes before sweep p: a value that does not vary along the axis
 * is due in the first phase in which all it needs is there; one that does is computed in any sweep from that phase on;
 * a reduction over the axis is complete one phase after its sweep.
 */
final class Phases {

    /** A value that takes more operations than this is not computed again in a later sweep. */
    private static final int LONGEST_WAY = 48;

    private final Axis axis;
    private final List<Target> targets;
    private final List<Node> needed;
    private final Map<Node, Integer> ready = new HashMap<>();
    private final Map<Node, Integer> sweepOf = new HashMap<>();
    private final Map<Integer, List<Node>> reduced = new HashMap<>();
    private final Map<Integer, Set<Node>> border = new HashMap<>();
    private final Set<Node> opened = new HashSet<>();
    private final Map<Node, Integer> lastSweep = new HashMap<>();

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
                reduced.computeIfAbsent(phase, key -> new ArrayList<>()).add(node);
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

    private void addToBorder(Node value) {
        List<Node> pending = new ArrayList<>(List.of(value));
        while (!pending.isEmpty()) {
            Node node = pending.remove(pending.size() - 1);
            if (node.uniform() || isLooped(node) || node.operation() instanceof Operation.Index) {
                continue; // a coordinate is at hand wherever its loop is
            }
            if (!node.isCondition()) {
                border.computeIfAbsent(ready.getOrDefault(node, 0), phase -> new LinkedHashSet<>())
                        .add(node);
            } else if (opened.add(node)) {
                pending.addAll(node.inputs()); // a condition is not stored but computed again from its inputs
            }
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

    /**
     * Values of sweep {@code phase} that a later sweep reads and would compute again from far: these are worth keeping.
     * Those {@code there} end the way back, as do the values that are kept.
     */
    List<Node> worthKeeping(int phase, Set<Node> there) {
        Map<Node, Integer> lastSweep = lastSweeps();
        Map<Node, Integer> lengths = new HashMap<>();
        List<Node> kept = new ArrayList<>();
        for (Node node : computedIn(phase, there)) {
            int length = 1;
            for (Node input : node.inputs()) {
                length = Math.min(LONGEST_WAY + 1, length + lengths.getOrDefault(input, 0));
            }
            boolean readLater = lastSweep.getOrDefault(node, 0) > phase && !node.isCondition();
            if (readLater && length > LONGEST_WAY) {
                kept.add(node);
                length = 0;
            }
            lengths.put(node, length);
        }
        return kept;
    }

    /** The last sweep that uses each value that varies along the axis. */
    private Map<Node, Integer> lastSweeps() {
        if (!lastSweep.isEmpty()) {
            return lastSweep;
        }
        for (Target target : targets) {
            if (isLooped(target)) {
                lastSweep.merge(target.value(), ready.getOrDefault(target.value(), 0), Math::max);
            }
        }
        for (int i = needed.size() - 1; i >= 0; i--) {
            Node node = needed.get(i);
            Integer sweep = reducesAlong(node) ? sweepOf.get(node) : lastSweep.get(node);
            if (sweep != null) {
                node.inputs().forEach(input -> lastSweep.merge(input, sweep, Math::max));
            }
        }
        return lastSweep;
    }

    /** What sweep {@code phase} computes, in topological order. */
    private Set<Node> computedIn(int phase, Set<Node> there) {
        List<Node> pending = new ArrayList<>();
        looped(phase).forEach(target -> pending.add(target.value()));
        reductions(phase).forEach(reduction -> pending.addAll(reduction.inputs()));
        Set<Node> computed = new TreeSet<>();
        while (!pending.isEmpty()) {
            Node node = pending.remove(pending.size() - 1);
            if (isLooped(node) && !there.contains(node) && computed.add(node)) {
                pending.addAll(node.inputs());
            }
        }
        return computed;
    }

    /** The reductions over the axis that sweep {@code phase} gathers. */
    List<Node> reductions(int phase) {
        return reduced.getOrDefault(phase, List.of());
    }
}
