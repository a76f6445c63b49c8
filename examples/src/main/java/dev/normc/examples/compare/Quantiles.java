package dev.normc.examples.compare;

import java.util.Arrays;

/** Order statistics of a sample. */
public final class Quantiles {

    private Quantiles() {}

    public static double median(double[] sample) {
        return quantile(sample, 0.5);
    }

    /**
     * The value below which the fraction {@code q} of the sample lies, between two elements on the line through them.
     */
    public static double quantile(double[] sample, double q) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double place = q * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
