package dev.normc.examples.experiment;

import java.util.Arrays;

/**
 * The line {@code intercept + slope * x} with the least sum of squared errors in y.
 *
 * @param r2 the part of the variance of y that the line explains; 1 where y does not vary
 */
record LineFit(double intercept, double slope, double r2) {

    /** @param x at least two places that differ */
    static LineFit of(double[] x, double[] y) {
        if (x.length != y.length || x.length < 2) {
            throw new IllegalArgumentException("a line through " + x.length + " and " + y.length + " numbers");
        }
        double meanX = mean(x);
        double meanY = mean(y);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        if (xx == 0) {
            throw new IllegalArgumentException("a line through places that are all " + x[0]);
        }
        double slope = xy / xx;
        return new LineFit(meanY - slope * meanX, slope, yy == 0 ? 1 : slope * xy / yy);
    }

    /**
     * The exponent p of the power law {@code y = c * x^p} that fits best in the logarithms: the slope there. All is NaN
     * if a value is not a positive number, as a gradient that is 0: no power law goes through it.
     */
    static LineFit ofLogarithms(double[] x, double[] y) {
        double[] places = logarithms(x);
        double[] values = logarithms(y);
        boolean fits = Arrays.stream(places).allMatch(Double::isFinite)
                && Arrays.stream(values).allMatch(Double::isFinite);
        return fits ? of(places, values) : new LineFit(Double.NaN, Double.NaN, Double.NaN);
    }

    /** The correlation coefficient of x and y: the root of the explained part with the sign of the slope. */
    double correlation() {
        return Math.copySign(Math.sqrt(Math.max(0, r2)), slope);
    }

    private static double[] logarithms(double[] values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
