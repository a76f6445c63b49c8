/**
 * Text for models that read bytes: a file of the user's, or the one that comes with normc, comes in; batches of tokens
 * and what they are to predict come out. Which part of a text trains and which judges is settled by its bytes alone,
 * which batch a step gets by its seed and its number alone. No model is known here and nothing is written. Start with
 * {@link dev.normc.examples.text.Corpus}.
 */
@NullMarked
package dev.normc.examples.text;

import org.jspecify.annotations.NullMarked;
