/**
 * Simplification: the same meaning in fewer operations, until a derived backward is as short as one derived by hand.
 *
 * <p>All rules stand in one list ({@link dev.normc.compiler.simplify.Rules}); each is small, has a name, says what it
 * may change ({@link dev.normc.compiler.simplify.Exactness}) and looks at no more than three operators. A product or a
 * sum is seen through {@link dev.normc.compiler.simplify.Product} and {@link dev.normc.compiler.simplify.Sum} as one
 * list of factors or terms, so a rule need not know how it was bracketed. One dull driver
 * ({@link dev.normc.compiler.simplify.Simplification}) applies the rules bottom up until nothing changes, and can tell
 * which fired where.
 *
 * <p>The forward is simplified first and then frozen: its values are the units in which the backward is expressed.
 * Products are never multiplied out, so a centred value never falls apart into a difference of large sums.
 */
@NullMarked
package dev.normc.compiler.simplify;

import org.jspecify.annotations.NullMarked;
