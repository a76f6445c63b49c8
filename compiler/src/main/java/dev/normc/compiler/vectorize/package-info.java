/**
 * Vectorization: sweeps that can take many elements at a time are told to. No bit changes: an element is computed by
 * the same operations, and a term joins the same of the 64 lanes in the same order.
 *
 * <p>Start reading at {@link dev.normc.compiler.vectorize.Vectorization}.
 */
@NullMarked
package dev.normc.compiler.vectorize;

import org.jspecify.annotations.NullMarked;
