package dev.normc.compiler.advise;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.graph.GraphPrinter;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Partial;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Range;
import dev.normc.compiler.graph.Reduction;
import dev.normc.compiler.graph.Role;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All that advice asks about the values of one mode. */
final class Facts {

    private static final int LONGEST_WORDS = 60;

    private final Source source;
    private final Graph graph;
    private final List<Node> nodes;
    private final Ranges ranges;
    private final Ranges initial;
    private final Growths growths;
    private final Guards guards;
    private final Map<Span, Node> outermost = new HashMap<>();
    private final Set<Node> given = new HashSet<>();
    private final Set<Node> read = new HashSet<>();
    private final Set<Node> learning = new HashSet<>();
    private final Set<Node> reached = new HashSet<>();
    private final Set<Node> ofSoftmax = new HashSet<>();

    Facts(Source source, Graph graph, Assumptions assumptions) {
        this.source = source;
        this.graph = graph;
        this.nodes = graph.nodes();
        this.ranges = new Ranges(nodes, assumptions.kept());
        this.initial = new Ranges(nodes, assumptions.initial());
        this.growths = new Growths(nodes, ranges, graph.signature().inputs(), assumptions.degrees());
        this.guards = new Guards(nodes, graph.roots(), ranges);
        nodes.stream().filter(node -> !node.inputs().isEmpty()).forEach(node -> outermost.put(node.origin(), node));
        nodes.forEach(this::trace);
        traceGradients();
    }

    private void trace(Node node) {
        Operation operation = node.operation();
        if (operation instanceof Operation.Read || node.inputs().stream().anyMatch(read::contains)) {
            read.add(node);
        }
        boolean input =
                operation instanceof Operation.Read read && read.tensor().role() == Role.INPUT;
        boolean own = operation instanceof Operation.Index || operation instanceof Operation.Adjoint;
        if (input || own || node.inputs().stream().anyMatch(given::contains)) {
            given.add(node);
        }
        boolean learned =
                operation instanceof Operation.Read read && read.tensor().role() == Role.PARAMETER;
        if (input
                || learned
                || node.inputs().stream().anyMatch(from -> learning.contains(from) && passes(from, node))) {
            learning.add(node);
        }
        Forms.softmax(node).ifPresent(ofSoftmax::add);
    }

    /** Against the order of the nodes, as differentiation goes. */
    private void traceGradients() {
        graph.outputs().stream().map(Binding::value).forEach(reached::add);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            for (int j = 0; j < node.inputs().size() && reached.contains(node); j++) {
                if (passes(node.operation(), j)) {
                    reached.add(node.input(j));
                }
            }
        }
    }

    /** Whether a gradient that reaches {@code to} goes on to {@code from}. */
    private static boolean passes(Node from, Node to) {
        boolean passes = false;
        for (int i = 0; i < to.inputs().size(); i++) {
            passes |= to.input(i) == from && passes(to.operation(), i);
        }
        return passes;
    }

    private static boolean passes(Operation operation, int input) {
        if (operation instanceof Operation.Apply apply) {
            Partial partial = apply.operator().partial(input);
            return partial instanceof Partial.Factor || partial instanceof Partial.Branch;
        } else if (operation instanceof Operation.Running) {
            return input == 1;
        } else if (operation instanceof Operation.Custom custom) {
            return input >= 1 && input <= custom.targets();
        }
        return true;
    }

    /** The values in topological order. */
    List<Node> nodes() {
        return nodes;
    }

    Range range(Node node) {
        return ranges.of(node);
    }

    Growths growths() {
        return growths;
    }

    Set<Node> users(Node node) {
        return guards.users(node);
    }

    /** Whether a gradient reaches the value and goes on to an input or a parameter. */
    private boolean takesGradient(Node node) {
        return reached.contains(node) && learning.contains(node);
    }

    /** Whether the value depends on an input of the norm or on a coordinate; all else is the author's choice. */
    boolean isGiven(Node node) {
        return given.contains(node);
    }

    /** Whether the value depends on anything that the caller hands in. */
    boolean isRead(Node node) {
        return read.contains(node);
    }

    /** Whether the exponential is one that is divided by a sum of it. */
    boolean isOfSoftmax(Node exponential) {
        return ofSoftmax.contains(exponential);
    }

    /**
     * Whether {@code value} can be zero where {@code user} is wanted. What is made of parameters, data and states alone
     * is zero only if it starts so.
     */
    boolean reachesZero(Node value, Node user) {
        return mayBeZero(value) && !isGuarded(value, user);
    }

    /** As above, where the gradient of {@code user} is wanted. */
    boolean gradientReachesZero(Node value, Node user) {
        return takesGradient(user) && mayBeZero(value) && !guards.excludeZero(value, user, Facts::passes);
    }

    private boolean mayBeZero(Node value) {
        return !value.uniform()
                && ranges.of(value).hasZero()
                && (isGiven(value) || initial.of(value).equals(Range.of(0)));
    }

    /** Whether a condition keeps zero away from {@code value} wherever {@code user} is wanted. */
    boolean isGuarded(Node value, Node user) {
        return guards.excludeZero(value, user, (from, to) -> true);
    }

    /** The place to blame: that of {@code part} if it stands among the words of {@code whole}. */
    Span place(Node part, Node whole) {
        return isWithin(part.origin(), whole.origin()) ? part.origin() : whole.origin();
    }

    private static boolean isWithin(Span inner, Span outer) {
        return inner.length() > 0 && inner.start() >= outer.start() && inner.end() <= outer.end();
    }

    /** The value as the program writes it within {@code whole}, else its name or formula; v if that is long. */
    String words(Node value, Node whole) {
        String words = value == outermost.get(value.origin()) && isWithin(value.origin(), whole.origin())
                ? source.textOf(value.origin())
                : formula(value);
        return words.length() > LONGEST_WORDS || words.contains("\n") ? "v" : words;
    }

    /** The name or the formula, in which a mean of squares is shown as people write it. */
    private String formula(Node value) {
        GraphPrinter printer = new GraphPrinter(graph.names());
        boolean squares = !graph.names().containsKey(value)
                && Forms.reduces(value, Reduction.SUM)
                && value.input(0).is(Pointwise.MULTIPLY)
                && value.input(0).input(0) == value.input(0).input(1);
        if (!squares) {
            return printer.reference(value);
        }
        Operation.Reduce reduce = (Operation.Reduce) value.operation();
        String kind = reduce.averaged().isEmpty() ? "sum" : "mean";
        String axes = "[" + axes(reduce.over()) + "]";
        Node base = value.input(0).input(0);
        boolean centred = base.is(Pointwise.SUBTRACT) && base.input(1).isMeanOf(base.input(0), reduce.over());
        if (centred && kind.equals("mean")) {
            return "variance" + axes + "(" + printer.reference(base.input(0)) + ")";
        }
        String shown = printer.reference(base);
        boolean single = shown.chars().allMatch(Character::isJavaIdentifierPart);
        return kind + axes + "(" + (single ? shown : "(" + shown + ")") + "^2)";
    }

    /** The axes as they stand in brackets. */
    static String axes(Axes axes) {
        return axes.list().stream().map(Axis::name).collect(Collectors.joining(", "));
    }
}
