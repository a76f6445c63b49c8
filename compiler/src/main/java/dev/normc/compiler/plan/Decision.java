package dev.normc.compiler.plan;

import dev.normc.compiler.graph.Node;

/**
 * How the backward comes by one value of the forward.
 *
 * @param value the value
 * @param name its name in the kernels and in explanations
 * @param storage how the backward comes by it
 * @param reason why, as a short sentence
 */
public record Decision(Node value, String name, Storage storage, String reason) {

    /** How the backward comes by a value. */
    public enum Storage {
        /** The forward keeps it in the workspace. */
        SAVED,
        /** The backward computes it again. */
        RECOMPUTED,
        /** The caller hands it in again. */
        GIVEN
    }
}
