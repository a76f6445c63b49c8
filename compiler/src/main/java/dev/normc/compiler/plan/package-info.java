/**
 * The plan IR: which values of the forward the backward finds in memory and which it computes again.
 *
 * <p>A {@link dev.normc.compiler.plan.Plan} holds decisions and the reason for each; it builds nothing.
 */
@NullMarked
package dev.normc.compiler.plan;

import org.jspecify.annotations.NullMarked;
