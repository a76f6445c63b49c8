package dev.normc.examples.transformer;

/** Where the norms of a residual block stand (Xiong et al. 2020, figure 1). */
public enum Placement {
    /** {@code x + f(norm(x))}; a last norm stands before the output projection. */
    PRE,
    /** {@code norm(x + f(x))}, as in Vaswani et al. 2017; there is no last norm. */
    POST
}
