/**
 * The same norms as in the naive package, as fast as scalar Java by hand was found to get without the Vector API: loops
 * that HotSpot's C2 turns into vector instructions, each big array read and written as few times as the formula allows,
 * nothing allocated by a call.
 *
 * <p>What shapes all of this code, found by measuring on JDK 17:
 *
 * <ul>
 *   <li>C2 vectorizes a loop only if every array in it is indexed by the same expression, up to a constant that is a
 *       multiple of the vector; {@code y[start + i] = x[start + i] * gamma[i]} stays scalar, since a store to {@code y}
 *       could be a later load of {@code gamma}. So rows are copied into scratch that starts at 0, worked on there and
 *       copied back; the copies run at the speed of the first-level cache.
 *   <li>C2 does not vectorize a sum of floats, whose order it must keep. A row is therefore worked on as four quarters,
 *       which add up elementwise, and what remains goes through eight scalar sums.
 *   <li>Of a sum of products it vectorizes the chain {@code ((a*a + b*b) + c*c)} but not the tree {@code (a*a + b*b) +
 *       (c*c + d*d)}; a chain of {@link java.lang.Math#fma} is safe and fast wherever the processor has it.
 *   <li>A loop's body must stay small: four rows with their outputs at once fall back to scalar code, two do not.
 * </ul>
 *
 * Start with {@link dev.normc.examples.tuned.TunedPowerNorm}, the shortest;
 * {@link dev.normc.examples.tuned.TunedLayerNorm} shows the quarters.
 */
@NullMarked
package dev.normc.examples.tuned;

import org.jspecify.annotations.NullMarked;
