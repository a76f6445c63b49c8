/**
 * Advice: which values of a norm lose precision or leave the numbers, where its formula could be written better. In
 * come the forwards of both modes as they are written, before any rule has touched them; out go warnings at the user's
 * words, each with the rewrite. Nothing is changed.
 *
 * <p>What is judged are the real numbers that a value may be ({@link dev.normc.compiler.advise.Ranges}), how it grows
 * with an input ({@link dev.normc.compiler.advise.Growths}) and its form ({@link dev.normc.compiler.advise.Forms}).
 * Advice that is not sure to help is not given: what is made of parameters, data and states alone is the author's
 * choice, as long as it does not start at zero.
 *
 * <p>Start reading at {@link dev.normc.compiler.advise.Advices}, the list.
 */
@NullMarked
package dev.normc.compiler.advise;

import org.jspecify.annotations.NullMarked;
