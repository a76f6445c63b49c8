package dev.normc.examples.transformer;

/** The number type of all arrays, products and kernels of a model. */
public enum Precision {
    FLOAT,
    /** For checks of gradients: every kernel and product is that of float, in double. */
    DOUBLE
}
