package dev.normc.cli.bundle;

import java.util.Arrays;

/**
 * Central differences of fourth order (Fornberg 1988) of the loss, the sum of all outputs weighted with their upstream
 * gradients: (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h. The test of a bundle takes the same.
 */
final class Differences {

    static final double STEP = 1e-3;

    /**
     * Where two steps disagree there is a kink between, and the smallest step counts: it loses digits, not the side.
     */
    static final double STEP_AT_KINKS = STEP / 4096;

    /** Two steps that differ by less saw the same smooth function. */
    static final double SMOOTH = 1e-8;

    /** How far a gradient in double may be from the differences, relative to the largest of them. */
    static final double TOLERANCE = 1e-6;

    private Differences() {}

    /** Of a longer array this many elements are looked at, evenly spread: each costs eight forwards. */
    static final int MOST_POINTS = 256;

    /** The distance of two elements that are looked at in an array of {@code length}. */
    private static int every(int length) {
        return Math.max(1, (length + MOST_POINTS - 1) / MOST_POINTS);
    }

    /** Those elements that are looked at. */
    static double[] sampled(double[] all) {
        int every = every(all.length);
        double[] sampled = new double[(all.length + every - 1) / every];
        Arrays.setAll(sampled, k -> all[k * every]);
        return sampled;
    }

    /** The derivative of {@code step}'s loss by the elements of {@code point}, an array of its, that are looked at. */
    static double[] of(Step step, double[] point) {
        double[] differences = new double[sampled(point).length];
        for (int k = 0; k < differences.length; k++) {
            int i = k * every(point.length);
            double wide = difference(step, point, i, STEP);
            double narrow = difference(step, point, i, STEP / 8);
            boolean smooth = Math.abs(wide - narrow) <= SMOOTH * Math.max(1, Math.abs(wide));
            differences[k] = smooth ? wide : difference(step, point, i, STEP_AT_KINKS);
        }
        return differences;
    }

    /** Term by term, so that those that stay add nothing. */
    private static double difference(Step step, double[] point, int i, double by) {
        double at = point[i];
        double[][] terms = new double[4][];
        double[] places = {at + by, at - by, at + 2 * by, at - 2 * by};
        for (int k = 0; k < places.length; k++) {
            point[i] = places[k];
            terms[k] = step.terms();
        }
        point[i] = at;
        double difference = 0;
        for (int j = 0; j < terms[0].length; j++) {
            difference += 8 * (terms[0][j] - terms[1][j]) - (terms[2][j] - terms[3][j]);
        }
        return difference / (12 * by);
    }

    /** The largest distance of two arrays, relative to the largest element of what is expected. */
    static double error(double[] expected, double[] actual) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        double scale = largest > 0 ? largest : 1;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            double error = Math.abs(actual[i] - expected[i]) / scale;
            worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(worst, error);
        }
        return worst;
    }
}
