/**
 * Partition: a {@code loop.Kernel} of any length becomes one of short sweeps and short methods.
 *
 * <p>HotSpot compiles no method of more than 8,000 bytes, and makes vector instructions of short loops alone. So the
 * body of a long sweep is divided among several sweeps, with scratch rows for what one hands to the next, and a long
 * list of statements among parts, each of which the emitter writes as a method of its own. No value is computed in
 * another order or type: no bit changes. A kernel that is short already stays as it is.
 *
 * <p>Start reading at {@link dev.normc.compiler.partition.Partitioning}.
 */
@NullMarked
package dev.normc.compiler.partition;

import org.jspecify.annotations.NullMarked;
