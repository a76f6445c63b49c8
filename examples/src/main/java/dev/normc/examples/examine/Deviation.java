package dev.normc.examples.examine;

/**
 * How far a tensor is from the interpreter's.
 *
 * @param ulp the worst error in ulp of max(|reference|, root mean square of the tensor); infinite where one of both is
 *     NaN or infinite and the other is not
 * @param error the worst error as a difference; infinite as above
 */
public record Deviation(double ulp, double error) {}
