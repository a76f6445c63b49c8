package dev.normc.runtime.random;

import java.util.Arrays;

/** How far results are from what they should be. */
final class Distance {

    private static final int MOST_SHOWN = 24;

    private Distance() {}

    /**
     * The largest distance; a number that should be one and is not is infinitely far off. Where the reference itself is
     * not finite, the contract lets rules lose that.
     */
    static double between(double[] expected, double[] actual) {
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            if (Double.isFinite(expected[i])) {
                double error = Math.abs(expected[i] - actual[i]);
                largest = Math.max(largest, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
            }
        }
        return largest;
    }

    /** The largest finite magnitude. */
    static double largest(double[] numbers) {
        return Arrays.stream(numbers)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    /** The first numbers, for a message. */
    static String shown(double[] numbers) {
        return numbers.length <= MOST_SHOWN
                ? Arrays.toString(numbers)
                : Arrays.toString(Arrays.copyOf(numbers, MOST_SHOWN)) + "...";
    }
}
