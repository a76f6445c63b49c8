/**
 * Random programs: a generator, what must hold of every program, and a search for the smallest one of which it does
 * not.
 *
 * <p>Start reading at {@link dev.normc.runtime.random.RandomProgramsTest}. A program is a tree of templates
 * ({@link dev.normc.runtime.random.Term}, {@link dev.normc.runtime.random.Line}), not a syntax tree: whether it is one
 * of the language is for the checker to say, so a construct that the language gains is one more row in
 * {@link dev.normc.runtime.random.Numbers}, {@link dev.normc.runtime.random.Reductions},
 * {@link dev.normc.runtime.random.Conditions} or {@link dev.normc.runtime.random.Statements}. The properties stand in
 * {@link dev.normc.runtime.random.Properties}.
 */
@NullMarked
package dev.normc.runtime.random;

import org.jspecify.annotations.NullMarked;
