package dev.normc.compiler.schedule;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Extent;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Statement.LaneAccumulator;
import dev.normc.compiler.loop.Type;
import dev.normc.compiler.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Schedules the targets of one kernel: the recursion over the axes, and the memory that it needs on the way. */
final class Scheduler {

    private final GraphBuilder builder;
    private final List<Axis> axes;
    private final Names names;
    private final Map<Node, String> wantedNames;
    private final List<Buffer> scratch = new ArrayList<>();
    private final Map<Node, Place> places = new HashMap<>();
    private final Map<Axis, Expression> coordinates = new HashMap<>();
    private final Map<Axis, String> indices = new HashMap<>();
    private final Straight straight;
    private final Set<Node> reductions = new LinkedHashSet<>();
    private Optional<Buffer> lanes = Optional.empty();

    Scheduler(Plan plan, Names names, int mostOperations) {
        this.builder = plan.graph().forward().builder();
        this.axes = plan.graph().signature().axes();
        this.names = names;
        this.wantedNames = new HashMap<>(plan.names());
        this.straight = new Straight(places, coordinates, names, wantedNames, mostOperations);
    }

    /** The value of {@code node} is in {@code buffer} from the start. */
    void isStored(Node node, Buffer buffer) {
        places.put(node, new Place.Stored(buffer));
    }

    Buffer scratch(String name, Type type, List<Extent> extents) {
        Buffer buffer = new Buffer(names.forMethod(name), Buffer.Kind.SCRATCH, type, extents, Optional.empty());
        scratch.add(buffer);
        return buffer;
    }

    List<Buffer> scratchBuffers() {
        return scratch;
    }

    /** The reductions that the kernel computes, as they stand in the plan. */
    Set<Node> reductions() {
        return reductions;
    }

    /** The name of an array of {@code name} over {@code axes}: {@code muPerN}. */
    static String nameOver(String name, Axes axes) {
        return name + axes.list().stream().map(Axis::name).collect(Collectors.joining("", "Per", ""));
    }

    List<Statement> run(List<Target> targets) {
        needed(targets).stream()
                .filter(node -> node.operation() instanceof Operation.Reduce && !places.containsKey(node))
                .forEach(reductions::add);
        List<Target> split = new SplitReductions(builder, wantedNames).split(targets, places.keySet());
        List<Statement> body = schedule(0, split);
        List<Statement> all = new ArrayList<>(straight.uniforms());
        all.addAll(body);
        return all;
    }

    /** The statements that compute {@code targets}, given the coordinates along all axes before {@code level}. */
    List<Statement> schedule(int level, List<Target> targets) {
        if (targets.isEmpty()) {
            return List.of();
        }
        if (level == axes.size()) {
            return straight.statements(targets);
        }
        Phases phases = new Phases(axes.get(level), targets, needed(targets), places.keySet());
        if (!phases.anythingLooped()) {
            return schedule(level + 1, targets);
        }
        List<Statement> statements = new ArrayList<>();
        for (int phase = 0; phase <= phases.last(); phase++) {
            statements.addAll(between(level, phases, phase));
            statements.addAll(sweep(level, phases, phase));
        }
        return statements;
    }

    /** What {@code targets} depend on and is not there yet, in topological order. */
    private List<Node> needed(List<Target> targets) {
        Map<Integer, Node> found = new TreeMap<>();
        List<Node> pending = new ArrayList<>();
        targets.forEach(target -> pending.add(target.value()));
        while (!pending.isEmpty()) {
            Node node = pending.remove(pending.size() - 1);
            if (!node.uniform() && found.putIfAbsent(node.id(), node) == null && !places.containsKey(node)) {
                pending.addAll(node.inputs());
            }
        }
        return List.copyOf(found.values());
    }

    /** Computes what does not vary along the axis and is due before sweep {@code phase}. */
    private List<Statement> between(int level, Phases phases, int phase) {
        List<Target> targets = new ArrayList<>();
        Map<Node, Place> afterwards = new LinkedHashMap<>();
        for (Target target : phases.unlooped(phase)) {
            targets.add(target);
            if (target instanceof Target.Store store && holdsExactly(store.buffer(), store.value(), level + 1)) {
                afterwards.putIfAbsent(store.value(), new Place.Stored(store.buffer()));
            }
        }
        for (Node node : phases.border(phase)) {
            Axes open = node.axes().intersection(openAxes(level + 1));
            Place known = places.get(node);
            if (open.isEmpty()) {
                if (!(known instanceof Place.Held)) {
                    targets.add(new Target.Hold(node));
                }
            } else if (!(known instanceof Place.Stored) && !afterwards.containsKey(node)) {
                Buffer buffer = scratch(nameOver(nameOf(node), open), Type.NUMBER, along(open));
                targets.add(new Target.Store(buffer, node));
                afterwards.put(node, new Place.Stored(buffer));
            }
        }
        List<Statement> statements = schedule(level + 1, targets);
        places.putAll(afterwards);
        return statements;
    }

    /** Whether later sweeps can read {@code node} from {@code buffer} and need no copy of their own. */
    private boolean holdsExactly(Buffer buffer, Node node, int level) {
        return buffer.extents().equals(along(node.axes()))
                && node.axes().intersects(openAxes(level))
                && !(places.get(node) instanceof Place.Stored);
    }

    private List<Statement> sweep(int level, Phases phases, int phase) {
        List<Target> targets = phases.looped(phase);
        List<Node> reduced = phases.reductions(phase);
        if (targets.isEmpty() && reduced.isEmpty()) {
            return List.of();
        }
        List<Target> all = new ArrayList<>(targets);
        Map<Node, Place> kept = new LinkedHashMap<>();
        for (Node node : phases.worthKeeping(phase, places.keySet())) {
            Axes open = node.axes().intersection(openAxes(level));
            Buffer buffer = scratch(nameOver(nameOf(node), open), Type.NUMBER, along(open));
            all.add(new Target.Store(buffer, node));
            kept.put(node, new Place.Stored(buffer));
        }
        Axis axis = axes.get(level);
        List<Statement> statements = level == axes.size() - 1
                ? innermostSweep(axis, all, reduced)
                : new RowSweep(this, builder, level, axis).statements(all, reduced);
        places.putAll(kept);
        return statements;
    }

    private List<Statement> innermostSweep(Axis axis, List<Target> targets, List<Node> reduced) {
        List<Target> all = new ArrayList<>();
        List<LaneAccumulator> accumulators = new ArrayList<>();
        for (Node node : reduced) {
            Operation.Reduce reduce = (Operation.Reduce) node.operation();
            String name = reduce.averaged().isEmpty() ? nameOf(node) : nameOf(node) + "Sum";
            Local result = local(name, Type.NUMBER);
            Buffer terms = scratch(nameOf(node) + "Terms", Type.NUMBER, along(Axes.of(axis)));
            LaneAccumulator accumulator = new LaneAccumulator(result, Optional.of(terms), lanes(), reduce.reduction());
            accumulators.add(accumulator);
            all.add(new Target.FoldLane(accumulator, node.input(0)));
        }
        all.addAll(targets);
        List<Statement> statements = new ArrayList<>();
        Local index = index(axis);
        List<Statement> body = inside(axis, index, () -> straight.statements(all));
        statements.add(new Statement.Sweep(axis, index, accumulators, body));
        for (int i = 0; i < reduced.size(); i++) {
            statements.addAll(finish(reduced.get(i), accumulators.get(i).result()));
        }
        return statements;
    }

    /** The partial sums of lanes: one array serves all sums, which are taken one after the other. */
    private Buffer lanes() {
        Buffer buffer = lanes.orElseGet(() -> scratch("lanes", Type.NUMBER, List.of(new Extent.Fixed(Kernel.LANES))));
        lanes = Optional.of(buffer);
        return buffer;
    }

    /** A mean is its sum divided by the count, in the kernel's type. */
    private List<Statement> finish(Node node, Local sum) {
        Operation.Reduce reduce = (Operation.Reduce) node.operation();
        if (reduce.averaged().isEmpty()) {
            places.put(node, new Place.Held(sum));
            return List.of();
        }
        Local mean = local(nameOf(node), Type.NUMBER);
        places.put(node, new Place.Held(mean));
        Expression count = new Expression.Convert(count(reduce.averaged()), Type.NUMBER);
        Expression quotient = Expression.apply(Pointwise.DIVIDE, Type.NUMBER, sum, count);
        return List.of(new Statement.Let(mean, quotient, false));
    }

    /** Runs {@code body} with a coordinate along {@code axis}; what becomes known inside is forgotten outside. */
    List<Statement> inside(Axis axis, Expression coordinate, Supplier<List<Statement>> body) {
        Map<Node, Place> before = new HashMap<>(places);
        Expression outer = coordinates.put(axis, coordinate);
        names.open();
        List<Statement> statements = body.get();
        names.close();
        if (outer == null) {
            coordinates.remove(axis);
        } else {
            coordinates.put(axis, outer);
        }
        places.clear();
        places.putAll(before);
        return statements;
    }

    /** A loop, or a sweep where it is the innermost axis, over each of {@code over} around {@code body}. */
    List<Statement> nest(List<Axis> over, Supplier<List<Statement>> body) {
        if (over.isEmpty()) {
            return body.get();
        }
        Axis axis = over.get(0);
        Local index = index(axis);
        List<Statement> inner = inside(axis, index, () -> nest(over.subList(1, over.size()), body));
        return List.of(
                axis.equals(axes.get(axes.size() - 1))
                        ? new Statement.Sweep(axis, index, List.of(), inner)
                        : new Statement.Loop(index, Expression.integer(0), new Expression.Size(axis), 1, inner));
    }

    /** The product of the sizes of {@code axes}, in double. */
    Expression count(Axes over) {
        Expression count = new Expression.Literal(1, Type.DOUBLE);
        boolean first = true;
        for (Axis axis : over) {
            Expression size = new Expression.Convert(new Expression.Size(axis), Type.DOUBLE);
            count = first ? size : Expression.apply(Pointwise.MULTIPLY, Type.DOUBLE, count, size);
            first = false;
        }
        return count;
    }

    /** The element of {@code buffer} at the current coordinates. */
    List<Expression> coordinatesOf(Buffer buffer) {
        return straight.coordinatesOf(buffer);
    }

    void place(Node node, Place place) {
        places.put(node, place);
    }

    Axes openAxes(int level) {
        return Axes.of(axes.subList(level, axes.size()));
    }

    String nameOf(Node node) {
        return wantedNames.getOrDefault(node, "v");
    }

    void name(Node node, String name) {
        wantedNames.put(node, name);
    }

    Local local(String name, Type type) {
        return new Local(names.forBlock(name), type);
    }

    /** The loop variable along {@code axis}: loops over one axis never nest. */
    Local index(Axis axis) {
        return new Local(indices.computeIfAbsent(axis, key -> names.forMethod(lower(axis))), Type.INT);
    }

    static List<Extent> along(Axes axes) {
        return axes.list().stream().<Extent>map(Extent.Along::new).toList();
    }

    static String lower(Axis axis) {
        return axis.name().toLowerCase(Locale.ROOT);
    }

    static boolean isMoment(Node node) {
        return node.operation() instanceof Operation.Reduce reduce
                && reduce.reduction().isMoment();
    }
}
