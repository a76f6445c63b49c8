/**
 * The same norms once more, as fast as the Vector API ({@code jdk.incubator.vector}) was found to make them by hand.
 *
 * <p>Only a JVM that was started with {@code --add-modules jdk.incubator.vector} can load these classes, so nothing
 * imports them: {@link dev.normc.examples.HandwrittenKernels} finds them by name where the module is there.
 *
 * <p>Start with {@link dev.normc.examples.vector.VectorRmsNorm}.
 */
@NullMarked
package dev.normc.examples.vector;

import org.jspecify.annotations.NullMarked;
