package dev.normc.compiler.graph;

import java.util.List;

/**
 * The degree of a value in an input, of the degrees of what it is made of: how it grows with the size of the input. A
 * square has degree 2; what is divided by a length of its own kind has degree 0. Differences count as sums.
 */
@FunctionalInterface
interface Growth {

    /** {@code ranges} say what the inputs may be, for an exponent. */
    double of(double[] degrees, List<Range> ranges);

    /** Its values are bounded, or nearly so. */
    Growth NONE = (degrees, ranges) -> 0;

    Growth OF_THE_INPUT = (degrees, ranges) -> degrees[0];

    Growth OF_THE_LARGEST = (degrees, ranges) -> {
        double most = degrees[0];
        for (double degree : degrees) {
            most = Math.max(most, degree);
        }
        return most;
    };

    /** Of the branches of a choice. */
    Growth OF_THE_BRANCHES = (degrees, ranges) -> Math.max(degrees[1], degrees[2]);

    Growth OF_A_PRODUCT = (degrees, ranges) -> degrees[0] + degrees[1];

    Growth OF_A_QUOTIENT = (degrees, ranges) -> degrees[0] - degrees[1];

    /** Of a base to a known power; other powers are not compared. */
    Growth OF_A_POWER = (degrees, ranges) ->
            ranges.get(1).isPoint() ? degrees[0] * ranges.get(1).low() : 0;

    /** Of a fixed power. */
    static Growth times(double exponent) {
        return (degrees, ranges) -> exponent * degrees[0];
    }
}
