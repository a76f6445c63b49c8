/**
 * What normc is measured against and shown with: hand-written kernels, benchmarks of generated kernels beside them, and
 * experiments. It uses the compiler and the runtime as any project would; neither of them may need anything from here.
 */
@NullMarked
package dev.normc.examples;

import org.jspecify.annotations.NullMarked;
