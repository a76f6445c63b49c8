/**
 * The norms of the library against oracles that use nothing of normc: loops over scalars, written from the papers'
 * formulas. A tape records what a loop does to a scalar and gives its gradients; where a paper has a backward of its
 * own, the loop says it by hand.
 *
 * <p>Start at {@code LiteratureTest}. A norm of the library needs an {@link dev.normc.runtime.literature.Entry}: sizes,
 * an oracle and, where random numbers will not do, how its inputs are drawn.
 */
@org.jspecify.annotations.NullMarked
package dev.normc.runtime.literature;
