/**
 * The loop IR: what a kernel does, in which order, with which memory. The emitter has nothing left to decide.
 *
 * <p>A {@link dev.normc.compiler.loop.Kernel} is a list of {@link dev.normc.compiler.loop.Statement}s over
 * {@link dev.normc.compiler.loop.Buffer}s and locals. Loops over rows are plain loops; the sweep along the innermost
 * axis is a statement of its own ({@link dev.normc.compiler.loop.Statement.Sweep}) whose body is written for one
 * element: a target renders it with scalars or with vectors, and the order of summation that docs/numerics.md fixes
 * makes both give the same bits. Reductions stay visible: a sweep names its accumulators.
 *
 * <p>Start reading at {@code Statement}, then {@code Expression}.
 */
@NullMarked
package dev.normc.compiler.loop;

import org.jspecify.annotations.NullMarked;
