/**
 * The gradient check: derived gradients, computed by the kernels in double, against central differences of the
 * interpreted forward and against the interpreted derivative.
 */
@NullMarked
package dev.normc.runtime.gradcheck;

import org.jspecify.annotations.NullMarked;
