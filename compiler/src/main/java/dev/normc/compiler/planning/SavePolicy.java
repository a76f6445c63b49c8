package dev.normc.compiler.planning;

/** Which values of the forward are kept. */
public enum SavePolicy {
    /** By bytes against work. */
    BALANCED,
    /** Everything that the backward uses. */
    SAVE_ALL,
    /** Nothing but what cannot be computed again: states that the forward moves. */
    RECOMPUTE_ALL
}
