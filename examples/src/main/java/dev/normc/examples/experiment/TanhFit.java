package dev.normc.examples.experiment;

/**
 * The curve {@code a * tanh(b * x) + c}, b above 0, with the least sum of squared errors in y. For each b the best a
 * and c are those of a line over {@code tanh(b * x)}, so the search has one dimension: first a grid over the logarithm
 * of b, since the error may have several valleys, then the golden section about the best place of the grid.
 *
 * @param r2 the part of the variance of y that the curve explains
 */
record TanhFit(double a, double b, double c, double r2) {

    private static final int GRID = 80;
    private static final int SECTIONS = 60;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** From where tanh is a line over all of the data to where it is a step, in units of 1 / rms(x). */
    private static final double FLATTEST = 1e-3;

    private static final double STEEPEST = 1e2;

    /** @param x at least two places that differ */
    static TanhFit of(double[] x, double[] y) {
        double squares = 0;
        for (double value : x) {
            squares += value * value;
        }
        double scale = Math.sqrt(squares / x.length);
        double from = Math.log(FLATTEST / scale);
        double step = (Math.log(STEEPEST / scale) - from) / GRID;
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= GRID; i++) {
            double explained = line(x, y, from + i * step).r2();
            if (explained > most) {
                most = explained;
                best = i;
            }
        }
        return at(x, y, peak(x, y, from + (best - 1) * step, from + (best + 1) * step));
    }

    double at(double x) {
        return a * Math.tanh(b * x) + c;
    }

    /** The logarithm of b between both where most is explained. */
    private static double peak(double[] x, double[] y, double from, double to) {
        double low = from;
        double high = to;
        for (int i = 0; i < SECTIONS; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (line(x, y, left).r2() < line(x, y, right).r2()) {
                low = left;
            } else {
                high = right;
            }
        }
        return (low + high) / 2;
    }

    private static TanhFit at(double[] x, double[] y, double logarithm) {
        LineFit line = line(x, y, logarithm);
        return new TanhFit(line.slope(), Math.exp(logarithm), line.intercept(), line.r2());
    }

    private static LineFit line(double[] x, double[] y, double logarithm) {
        double b = Math.exp(logarithm);
        double[] bent = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            bent[i] = Math.tanh(b * x[i]);
        }
        return LineFit.of(bent, y);
    }
}
