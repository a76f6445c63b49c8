/**
 * Parallel: the loops over rows of a {@code loop.Kernel} whose pieces several threads may run at once.
 *
 * <p>A loop at the outermost level becomes {@code Statement.Rows} if no piece of it reads what another writes: a plain
 * loop over rows in pieces of any length, the loop over the blocks of a sum in whole chunks, since a chunk adds its
 * blocks in their order. No value is computed in another order: no bit changes, however many threads there are. A loop
 * of which this cannot be shown stays as it is.
 *
 * <p>Start reading at {@link dev.normc.compiler.parallel.Parallelization}.
 */
@NullMarked
package dev.normc.compiler.parallel;

import org.jspecify.annotations.NullMarked;
