package dev.normc.examples.compare;

/** Errors in units in the last place, such that cancellation near zero does not drown the figure. */
public final class UlpError {

    private UlpError() {}

    /**
     * The worst of {@code |actual - reference| / ulp(max(|reference|, r))}, with r the root mean square of the finite
     * references. A NaN or an infinity is exact where both have it and infinitely wrong where one of both has not; so
     * is an array of another length.
     */
    public static double worst(double[] reference, float[] actual) {
        if (actual.length != reference.length) {
            return Double.POSITIVE_INFINITY;
        }
        double rootMeanSquare = rootMeanSquare(reference);
        double worst = 0;
        for (int i = 0; i < reference.length; i++) {
            worst = Math.max(worst, error(reference[i], actual[i], rootMeanSquare));
        }
        return worst;
    }

    private static double error(double reference, float actual, double rootMeanSquare) {
        float rounded = (float) reference;
        if (!Float.isFinite(rounded) || !Float.isFinite(actual)) {
            return Float.compare(rounded, actual) == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        float magnitude = (float) Math.min(Float.MAX_VALUE, Math.max(Math.abs(reference), rootMeanSquare));
        return Math.abs(actual - reference) / Math.ulp(magnitude);
    }

    private static double rootMeanSquare(double[] values) {
        double squares = 0;
        int count = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                squares += value * value;
                count++;
            }
        }
        return count == 0 ? 0 : Math.sqrt(squares / count);
    }
}
