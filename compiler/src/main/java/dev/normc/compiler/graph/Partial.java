package dev.normc.compiler.graph;

import java.util.List;

/** How the gradient that reaches an operator's output goes on into one of its inputs. */
public sealed interface Partial {

    /** The gradient is multiplied by a partial derivative, given the inputs and the output. */
    record Factor(Derivative derivative) implements Partial {}

    /**
     * The gradient passes as it is where a condition holds; elsewhere it is exactly zero, whatever the branch holds.
     */
    record Branch(Derivative condition) implements Partial {}

    /** No gradient passes, by the operator's meaning: a condition, or {@code stop}. */
    record Blocked() implements Partial {}

    /** The operator has no derivative: asking for one is the user's error. */
    record Undefined() implements Partial {}

    /** Builds a node from an operator's inputs and output. */
    @FunctionalInterface
    interface Derivative {
        Node of(Algebra algebra, List<Node> inputs, Node output);
    }
}
