/**
 * Differentiation: a {@code graph.Graph} becomes the {@code graph.JointGraph} of forward and backward.
 *
 * <p>One reverse walk. Broadcast and reduction are each other's adjoint, and a value's axes say which is due; what an
 * operator does to a gradient stands in its row of the operator table. {@code running} is one more rule of the walk.
 * Nothing is simplified here, and no gradient is ever dropped: an operator without a derivative on the way of a
 * gradient is an error at the words of the program.
 *
 * <p>Start reading at {@link dev.normc.compiler.differentiate.Differentiation}.
 */
@NullMarked
package dev.normc.compiler.differentiate;

import org.jspecify.annotations.NullMarked;
