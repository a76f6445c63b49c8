/**
 * The same norms as in the naive package, as fast as scalar Java by hand was found to get without the Vector API: loops
 * that HotSpot's C2 turns into vector instructions, each big array read and written as few times as the formula allows,
 * nothing allocated by a call.
 *
 * <p>What shapes all of this code, found by measuring on JDK 17:
 *
 * <ul>
 *   <li>C2 vectorizes a loop only if every array in it is indexed by the same expression, up to a constant that is a
 *       multiple of the vector. {@code y[start + i] = x[start + i] * gamma[i]} stays scalar, since for all C2 knows
 *       what is stored to {@code y} is loaded from {@code gamma} later. So rows are copied into scratch arrays that
 *       start at 0, worked on there and copied back; the copies run at the speed of the first-level cache.
 *   <li>It vectorizes no sum of floats along a row, whose order it must keep: see
 *       {@link dev.normc.examples.tuned.Sums}.
 *   <li>Of a sum of products it vectorizes the chain {@code ((a*a + b*b) + c*c)} but not the tree {@code (a*a + b*b) +
 *       (c*c + d*d)}; a chain of {@link java.lang.Math#fma(float, float, float)} is safe, and fast wherever the
 *       processor has it.
 *   <li>A loop of more than some ten loads and stores or some sixty nodes is not unrolled and so not vectorized: two
 *       rows at once are often the most, and often two small loops beat one.
 *   <li>How wide its vectors get depends on the trip count it has seen: 64 passes give 4 floats at a time, 160 give 16.
 *   <li>Where the arrays lie in memory matters as much: see {@link dev.normc.examples.tuned.Scratchpad}.
 * </ul>
 *
 * <p>Start with {@link dev.normc.examples.tuned.TunedPowerNorm}.
 */
@NullMarked
package dev.normc.examples.tuned;

import org.jspecify.annotations.NullMarked;
