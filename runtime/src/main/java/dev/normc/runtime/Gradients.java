package dev.normc.runtime;

/** What a backward does with the arrays of its gradients. */
public enum Gradients {

    /** The gradients take the place of what the arrays hold. */
    OVERWRITE,

    /**
     * The gradients are added to what the arrays hold. Each gradient is computed as with {@link #OVERWRITE} and then
     * added, rounded once, in another pass over it. Arrays of gradients may be the same one: their gradients add up in
     * it.
     */
    ADD
}
