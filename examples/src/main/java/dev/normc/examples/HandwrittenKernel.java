package dev.normc.examples;

import java.util.Map;

/**
 * One norm's forward and backward in training, written by hand in float32: what a generated kernel is compared with.
 *
 * <p>An instance is not safe for use by several threads: it owns its saved values and its scratch.
 */
public interface HandwrittenKernel {

    /** The name that the norm has in its formula, such as {@code LayerNorm}. */
    String norm();

    /** Which of the norm's hand-written versions this is, such as {@code naive}, {@code tuned} or {@code vector}. */
    String label();

    /**
     * Remembers what the next calls read and write, and allocates all that they need besides.
     *
     * @param sizes the size of each axis, by the names of the formula: {@code N} and {@code D}, or {@code N} and
     *     {@code C}
     * @param constants the constants of the formula, such as {@code eps}
     * @param arrays each tensor, row-major: inputs, parameters, states and outputs under their names in the formula, an
     *     output without a name as {@code y}, and the gradient of each input, parameter and output {@code v} as
     *     {@code dv}
     * @throws IllegalArgumentException if one of them is missing or an array has another length than its shape says
     */
    void bind(Map<String, Integer> sizes, Map<String, Double> constants, Map<String, float[]> arrays);

    /** Writes the outputs, moves the states of the forward, and keeps what the backward needs. Allocates nothing. */
    void forward();

    /** Writes the gradients of the last forward and moves the states of the backward. Allocates nothing. */
    void backward();
}
