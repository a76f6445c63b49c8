package dev.normc.examples.experiment;

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

    /** The exponent p of the power law {@code y = c * x^p} that fits best in the logarithms: the slope there. */
    static LineFit ofLogarithms(double[] x, double[] y) {
        return of(logarithms(x), logarithms(y));
    }

    /** The correlation coefficient of x and y: the root of the explained part with the sign of the slope. */
    double correlation() {
        return Math.copySign(Math.sqrt(Math.max(0, r2)), slope);
    }

    private static double[] logarithms(double[] values) {
        double[] logarithms = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] > 0)) {
                throw new IllegalArgumentException("a power law through " + values[i]);
            }
            logarithms[i] = Math.log(values[i]);
        }
        return logarithms;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
