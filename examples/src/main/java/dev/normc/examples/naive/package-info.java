/**
 * Normalization layers as they are found in ordinary Java projects: plain loops in the order of the formula, the
 * variance in two passes, no tricks. They are the floor that every other kernel is measured from, and the easiest place
 * to read what a norm computes. Start with {@link dev.normc.examples.naive.NaiveLayerNorm}.
 */
@NullMarked
package dev.normc.examples.naive;

import org.jspecify.annotations.NullMarked;
