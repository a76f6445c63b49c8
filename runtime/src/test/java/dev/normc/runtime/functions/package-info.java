/**
 * The functions that normc defines, measured: emitted and compiled, against an oracle of many digits that shares
 * nothing with them, and against an evaluation of their definitions, bit for bit.
 *
 * <p>Start at {@code AccuracyTest}.
 */
@org.jspecify.annotations.NullMarked
package dev.normc.runtime.functions;
