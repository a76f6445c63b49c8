/**
 * Expansion: what a program calls is put in the place of the call. In comes a statement as it is written, out go plain
 * statements, in which every function is one of the language and every name belongs to the norm: a definition becomes
 * its body, a called norm its statements, with its declarations under names of their own.
 *
 * <p>The words of an argument keep their place in the source, so that what is wrong with a call is reported at the
 * caller's own words; the words of another text (the library's) get the place of the call.
 *
 * <p>Start reading at {@link dev.normc.dsl.expand.StatementExpander}.
 */
@NullMarked
package dev.normc.dsl.expand;

import org.jspecify.annotations.NullMarked;
