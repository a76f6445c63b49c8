/**
 * Generated kernels against hand-written ones: a compiled norm, its opponents and a budget of time come in; errors
 * against the double interpreter and times, side by side, come out as data, as text and as a chart. First who is right,
 * then who is fast: a contender with wrong results is not timed. Nothing is tuned or chosen here. Start with
 * {@link dev.normc.examples.compare.Contest}.
 */
@NullMarked
package dev.normc.examples.compare;

import org.jspecify.annotations.NullMarked;
