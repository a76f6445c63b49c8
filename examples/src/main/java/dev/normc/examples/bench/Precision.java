package dev.normc.examples.bench;

import dev.normc.examples.compare.Pass;
import dev.normc.examples.compare.Shape;

/**
 * How far a contender is from the double interpreter in one pass on one kind of data.
 *
 * @param data what the inputs are like
 * @param tensor the tensor that is worst, as in {@code dgamma}
 * @param worstUlp its worst error in ulp of max(|reference|, root mean square of the tensor)
 */
public record Precision(
        String norm, String data, Shape shape, Pass pass, String contender, String tensor, double worstUlp) {}
