/**
 * Tests of the training, on models that are trained in a second: the bits of what is interrupted, what is refused, what
 * stays on disk when something goes wrong.
 */
@NullMarked
package dev.normc.examples.train;

import org.jspecify.annotations.NullMarked;
