/**
 * The same norms once more, as fast as the Vector API ({@code jdk.incubator.vector}) was found to make them by hand.
 *
 * <p>Only a JVM that was started with {@code --add-modules jdk.incubator.vector} can load these classes, so nothing
 * imports them: {@link dev.normc.examples.HandwrittenKernels} finds them by name where the module is there.
 *
 * <p>What shapes this code, with ratios of times measured in one process on JDK 17 and 25, on a processor of 512-bit
 * vectors (AVX-512, 1 MiB of second-level cache) that other programs kept busy; the best of many rounds, in which
 * differences below a twentieth mean nothing:
 *
 * <ul>
 *   <li>Two rows at a time. They share the loads of parameters and the loads and stores of what is summed over rows,
 *       and one hides how long the other's sums take: LayerNorm's forward takes 0.85 to 1.05 of the time of single
 *       rows. Four or eight rows gain another tenth where rows are 768 floats; where they are 1024, a page of memory,
 *       each array's rows fall into the same sets of the first-level cache, and PowerNorm takes 1.2 to 1.9 (four) or 3
 *       to 4 times (eight) as long. Only the moments of BatchNorm, which write no row, take four.
 *   <li>The forwards of LayerNorm and RmsNorm take the statistics of the next two rows in the loop that writes two:
 *       0.85 to 0.95 at 64x768, no difference at 512x1024.
 *   <li>A variance in one pass that merges means takes 0.95 to 1.2 times as long as one in two passes over a row in
 *       cache. So the plain and exact one it is.
 *   <li>A second sweep of BatchNorm from the last row back to the first, for what is left in the caches, gains nothing.
 *   <li>The preferred vectors, of 512 bits here: with those of 256 LayerNorm's and DyT's forwards take 0.9 to 1.3 times
 *       as long.
 *   <li>Floats are cut off as integers, which need not look for NaN: with the minimum and maximum of floats DyT's
 *       forward takes 1.35 times as long, with comparisons and blends 1.35 times on JDK 17 and 1.1 times on 25. See
 *       {@link dev.normc.examples.vector.Tanh}. Of the ways to evaluate its polynomials, Horner's with fused
 *       multiply-adds beats separate multiplications and additions, and Estrin's, by a twentieth.
 *   <li>DyT's backward computes the tanh again. To save it takes memory as large as the input, and makes the forward
 *       1.05 to 1.2 times as slow; the backward takes half the time at 64x768, but as good as the same from 512x1024
 *       on.
 *   <li>A method of one's own between two vector operations of a loop is a risk: where C2 has had enough of a
 *       compilation it still inlines the operations of the API, but no longer such a method, and each vector becomes an
 *       object: 3 to 10 times as slow. So loads stand in the loops as they are, and each loop is a method; Tanh is the
 *       one exception, called once in a loop.
 *   <li>Checks of bounds cost nothing that could be measured: C2 takes them out of a loop whose index is a start and a
 *       counter that runs to {@code loopBound}.
 *   <li>What fills no vector is done in scalar loops, which need no masks.
 * </ul>
 *
 * <p>What no Java can do: place arrays. Their elements start 16 bytes behind the head of an object that lies anywhere,
 * so most vectors of 512 bits cross from one cache line to the next.
 *
 * <p>Start with {@link dev.normc.examples.vector.VectorPowerNorm}.
 */
@NullMarked
package dev.normc.examples.vector;

import org.jspecify.annotations.NullMarked;
