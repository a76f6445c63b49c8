/**
 * Lowering: a checked {@code ast.Norm} becomes the {@code graph.Graph} of one mode.
 *
 * <p>Names are resolved, {@code if train} is decided, masked reductions become selections, whole constant powers become
 * products, and {@code running} becomes a running value with its two states. What a person can get wrong and the
 * checker cannot see (the sign of a running statistic) is reported here, at the words of the program. Nothing is
 * simplified.
 *
 * <p>Start reading at {@link dev.normc.compiler.lower.Lowering}.
 */
@NullMarked
package dev.normc.compiler.lower;

import org.jspecify.annotations.NullMarked;
