package dev.normc.compiler.graph;

import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes nodes and interns them: the same operation on the same inputs is the same node. It rewrites nothing. */
public final class GraphBuilder implements Algebra {

    private record Key(Operation operation, List<Integer> inputs) {}

    /** Nodes that a builder makes unless it is told otherwise. */
    private static final int MOST_NODES = 1_000_000;

    private final Map<Key, Node> nodes = new HashMap<>();
    private int mostNodes = MOST_NODES;
    private Span origin = Span.NONE;

    /** Nodes made from now on come from these words of the program. */
    public void from(Span origin) {
        this.origin = origin;
    }

    /** How many nodes may be made: passes that would make more end in a {@link TooLargeException}. */
    public void limit(int most) {
        this.mostNodes = most;
    }

    /** The node for {@code operation} on {@code inputs}; checks arity, kinds and axes. */
    public Node make(Operation operation, List<Node> inputs) {
        Key key = new Key(operation, inputs.stream().map(Node::id).toList());
        Node known = nodes.get(key);
        if (known != null) {
            return known;
        }
        if (nodes.size() >= mostNodes) {
            throw new TooLargeException(origin);
        }
        Axes axes = GraphRules.axesOf(operation, inputs);
        Node node = new Node(nodes.size(), operation, inputs, axes, origin);
        nodes.put(key, node);
        return node;
    }

    /** The node for {@code operation} on {@code inputs} if it has been made. */
    public Optional<Node> find(Operation operation, List<Node> inputs) {
        return Optional.ofNullable(
                nodes.get(new Key(operation, inputs.stream().map(Node::id).toList())));
    }

    /**
     * The node with the same operation on other inputs; the same node if they are the same. An input may vary over
     * fewer axes than the one in whose place it stands: a reduction then counts it once per place of the lost ones.
     */
    public Node withInputs(Node node, List<Node> inputs) {
        if (node.inputs().equals(inputs)) {
            return node;
        }
        Span before = origin;
        origin = node.origin();
        try {
            return node.operation() instanceof Operation.Reduce reduce
                            && !inputs.get(0).axes().containsAll(reduce.over())
                    ? reduceBroadcast(reduce.reduction(), inputs.get(0), reduce.over(), reduce.averaged())
                    : make(node.operation(), inputs);
        } finally {
            origin = before;
        }
    }

    @Override
    public Node constant(double value) {
        return make(new Operation.Constant(value), List.of());
    }

    @Override
    public Node size(Axis axis) {
        return make(new Operation.Size(axis), List.of());
    }

    public Node read(Tensor tensor) {
        return make(new Operation.Read(tensor), List.of());
    }

    /** The state as it is when the backward starts. */
    public Node readLate(Tensor state) {
        return make(new Operation.Read(state, true), List.of());
    }

    public Node index(Axis axis) {
        return make(new Operation.Index(axis), List.of());
    }

    @Override
    public Node apply(Pointwise operator, Node... inputs) {
        return make(new Operation.Apply(operator), List.of(inputs));
    }

    @Override
    public Node sum(Node value, Axes over) {
        Axes present = over.intersection(value.axes());
        return present.isEmpty() ? value : reduce(Reduction.SUM, value, present, Axes.NONE);
    }

    public Node mean(Node value, Axes over) {
        return reduce(Reduction.SUM, value, over, over);
    }

    public Node reduce(Reduction reduction, Node value, Axes over, Axes averaged) {
        return make(new Operation.Reduce(reduction, over, averaged), List.of(value));
    }

    /**
     * The sum ({@code averaged} empty), mean ({@code averaged} equal to {@code over}), maximum or minimum over
     * {@code over} of a value that need not vary over all of it: where it does not, it counts once per place.
     */
    public Node reduceBroadcast(Reduction reduction, Node value, Axes over, Axes averaged) {
        Axes present = over.intersection(value.axes());
        Axes lost = over.minus(present);
        Node reduced =
                present.isEmpty() ? value : reduce(reduction, value, present, averaged.isEmpty() ? Axes.NONE : present);
        boolean once = lost.isEmpty() || reduction != Reduction.SUM || !averaged.isEmpty();
        return once ? reduced : multiply(count(lost), reduced);
    }

    /** The number of nodes made so far. */
    public int size() {
        return nodes.size();
    }

    /** All nodes that {@code roots} depend on, themselves included, in topological order. */
    public static List<Node> reachable(Iterable<Node> roots) {
        Map<Integer, Node> seen = new TreeMap<>();
        List<Node> pending = new ArrayList<>();
        roots.forEach(pending::add);
        while (!pending.isEmpty()) {
            Node node = pending.remove(pending.size() - 1);
            if (seen.putIfAbsent(node.id(), node) == null) {
                pending.addAll(node.inputs());
            }
        }
        return List.copyOf(seen.values());
    }
}
