package dev.normc.compiler.lower;

import dev.normc.compiler.graph.Node;

/** A condition of the program: decided by the mode, or computed by the kernel. */
sealed interface Condition {

    /** Known when the variant is compiled. */
    record Known(boolean value) implements Condition {}

    /** Computed from values. */
    record Computed(Node node) implements Condition {}
}
