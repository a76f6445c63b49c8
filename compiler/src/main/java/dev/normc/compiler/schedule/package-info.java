/**
 * Scheduling: a {@code plan.Plan} becomes the {@code loop.Kernel} of its forward or its backward.
 *
 * <p>One recursion over the axes, outermost first. At each axis the values fall into phases: what does not vary along
 * it is computed between sweeps, what does is computed inside one, and a sweep ends where a reduction over the axis is
 * used. So an axis that every reduction keeps becomes an outer loop with its rows in cache, values of the same loop
 * fuse, and reductions over an outer axis become accumulators of the sweep that passes by anyway. Pointwise values are
 * computed again in each sweep that uses them.
 *
 * <p>Start reading at {@link dev.normc.compiler.schedule.Scheduling}, then {@code Scheduler}.
 */
@NullMarked
package dev.normc.compiler.schedule;

import org.jspecify.annotations.NullMarked;
