/**
 * The functions that Java has no arithmetic for, as arithmetic: {@code exp}, {@code log}, {@code tanh} and others, each
 * written once for float and once for double, over the expressions of the loop IR.
 *
 * <p>A target renders a {@link dev.normc.compiler.functions.Function} like any other expressions, with scalars or with
 * vectors, and gets the same bits: there are only operations that are rounded alike everywhere, and those few on bits
 * that {@link dev.normc.compiler.loop.BitOperation} defines. docs/numerics.md has their accuracy, which the tests of
 * this package measure.
 *
 * <p>Start reading at {@link dev.normc.compiler.functions.Definitions}, then {@code Exponential}.
 */
@NullMarked
package dev.normc.compiler.functions;

import org.jspecify.annotations.NullMarked;
