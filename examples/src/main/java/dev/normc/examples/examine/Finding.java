package dev.normc.examples.examine;

import dev.normc.examples.compare.Pass;
import dev.normc.examples.compare.Shape;

/**
 * What came out in one pass of one problem: of its tensors the one that is worst.
 *
 * @param values what is hard about the problem
 * @param tensor the tensor's name, as in {@code dgamma}
 * @param own how far the contender is off
 * @param generated how far the generated kernel is off in the same tensor
 * @param wrong whether the contender is further off than rounding can explain
 */
public record Finding(
        String values, Shape shape, Pass pass, String tensor, Deviation own, Deviation generated, boolean wrong) {}
