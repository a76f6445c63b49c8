package dev.normc.compiler.graph;

import dev.normc.dsl.source.Span;
import java.util.List;

/**
 * One value of a graph. Nodes are made by a {@link GraphBuilder} alone and compared by identity; inputs have smaller
 * ids, so the order of ids is a topological order.
 */
public final class Node implements Comparable<Node> {

    private final int id;
    private final Operation operation;
    private final List<Node> inputs;
    private final Axes axes;
    private final boolean uniform;
    private final boolean inDouble;
    private final boolean learned;
    private final Span origin;

    Node(int id, Operation operation, List<Node> inputs, Axes axes, Span origin) {
        this.id = id;
        this.operation = operation;
        this.inputs = List.copyOf(inputs);
        this.axes = axes;
        this.uniform = isUniform(operation, inputs);
        this.inDouble = isInDouble(operation, inputs);
        this.learned = isLearned(operation, inputs) && !uniform;
        this.origin = origin;
    }

    private static boolean isUniform(Operation operation, List<Node> inputs) {
        return operation instanceof Operation.Constant
                || operation instanceof Operation.Size
                || (operation instanceof Operation.Apply && inputs.stream().allMatch(Node::uniform));
    }

    private static boolean isInDouble(Operation operation, List<Node> inputs) {
        boolean counter =
                operation instanceof Operation.Read read && read.tensor().isCounter();
        return counter
                || isUniform(operation, inputs)
                || (operation instanceof Operation.Apply && inputs.stream().allMatch(Node::inDouble));
    }

    private static boolean isLearned(Operation operation, List<Node> inputs) {
        if (operation instanceof Operation.Read read) {
            return read.tensor().role() == Role.PARAMETER;
        }
        return operation instanceof Operation.Apply
                && inputs.stream().allMatch(input -> input.uniform() || input.learned());
    }

    /** Unique in its builder; larger than the ids of the inputs. */
    public int id() {
        return id;
    }

    public Operation operation() {
        return operation;
    }

    public List<Node> inputs() {
        return inputs;
    }

    public Node input(int index) {
        return inputs.get(index);
    }

    /** The axes over which the value varies. */
    public Axes axes() {
        return axes;
    }

    /** Whether the value depends on constants and sizes alone and is therefore evaluated in double. */
    public boolean uniform() {
        return uniform;
    }

    /** Whether the value depends on constants, sizes and states without axes alone: it is computed in double. */
    public boolean inDouble() {
        return inDouble;
    }

    /** Whether the value comes from parameters alone, without a reduction. */
    public boolean learned() {
        return learned;
    }

    /** The words of the program that this value comes from. */
    public Span origin() {
        return origin;
    }

    /** Whether this applies {@code operator}. */
    public boolean is(Pointwise operator) {
        return operation instanceof Operation.Apply apply && apply.operator() == operator;
    }

    /** Whether this is the constant {@code value}; -0.0 is not 0.0. */
    public boolean isConstant(double value) {
        return operation instanceof Operation.Constant constant && Double.compare(constant.value(), value) == 0;
    }

    /** Whether the value is a truth value and not a number. */
    public boolean isCondition() {
        return operation instanceof Operation.Apply apply && apply.operator().yieldsCondition();
    }

    /** Whether this is the mean of {@code value} over {@code over}. */
    public boolean isMeanOf(Node value, Axes over) {
        return operation instanceof Operation.Reduce reduce
                && reduce.reduction() == Reduction.SUM
                && reduce.over().equals(over)
                && reduce.averaged().equals(over)
                && inputs.get(0) == value;
    }

    @Override
    public int compareTo(Node other) {
        return Integer.compare(id, other.id);
    }

    @Override
    public String toString() {
        return GraphPrinter.expression(this);
    }
}
