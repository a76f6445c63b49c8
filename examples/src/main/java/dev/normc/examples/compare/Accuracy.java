package dev.normc.examples.compare;

/**
 * How far a contender is from the double interpreter in one pass at one shape.
 *
 * @param tensor the tensor that is worst, as in {@code dgamma}; a failure's own words if the contender threw
 * @param worstUlp the worst error of its elements in ulp of max(|reference|, root mean square of the tensor); infinite
 *     where one of both is NaN or infinite and the other is not the same
 * @param bound more than this is wrong
 */
public record Accuracy(String contender, Pass pass, Shape shape, String tensor, double worstUlp, double bound) {

    public boolean wrong() {
        return !(worstUlp <= bound);
    }
}
