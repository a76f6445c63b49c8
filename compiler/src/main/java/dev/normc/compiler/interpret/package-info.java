/**
 * The reference interpreter: evaluates a graph in double, node by node, as it is written.
 *
 * <p>It shares no code with simplification, planning, scheduling and emission, and is the oracle of every kernel. Sums
 * are compensated, so that its own rounding does not show.
 */
@NullMarked
package dev.normc.compiler.interpret;

import org.jspecify.annotations.NullMarked;
