/**
 * The lines of a program that allow a warning: {@code // allow CODE: reason}. In come a program, its comments and the
 * warnings that stages have found; out go those that nothing allows, with what is wrong with the lines themselves.
 * Nothing here finds what is wrong with a formula.
 *
 * <p>Start reading at {@link dev.normc.dsl.allow.Allowances}.
 */
@NullMarked
package dev.normc.dsl.allow;

import org.jspecify.annotations.NullMarked;
