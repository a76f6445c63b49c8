package dev.normc.compiler.graph;

/** Functions that {@link StrictMath} lacks, in double, accurate to a few units in the last place. */
final class SpecialFunctions {

    private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;

    private SpecialFunctions() {}

    /** 1 / (1 + exp(-x)), without overflow on either side. */
    static double sigmoid(double x) {
        double decay = StrictMath.exp(-Math.abs(x));
        return x < 0 ? decay / (1 + decay) : 1 / (1 + decay);
    }

    /** log(1 + exp(x)), without overflow. */
    static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /** log(x + sqrt(x^2 + 1)), exact near zero and without overflow. */
    static double asinh(double x) {
        double size = Math.abs(x);
        if (size > 0x1p28) {
            return Math.copySign(StrictMath.log(size) + StrictMath.log(2), x);
        }
        return Math.copySign(StrictMath.log1p(size + size * size / (1 + Math.sqrt(1 + size * size))), x);
    }

    /**
     * The error function: up to 3 by Kummer's series (all terms positive; Abramowitz and Stegun 7.1.6), above by the
     * continued fraction of erfc (7.1.14), evaluated from its 60th term.
     */
    static double erf(double x) {
        double size = Math.abs(x);
        if (size < 3) {
            double term = x;
            double sum = x;
            for (int n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }
            return TWO_OVER_ROOT_PI * StrictMath.exp(-x * x) * sum;
        }
        if (size < 6) {
            double fraction = size;
            for (int n = 60; n >= 1; n--) {
                fraction = size + 0.5 * n / fraction;
            }
            double complement = StrictMath.exp(-x * x) * TWO_OVER_ROOT_PI / 2 / fraction;
            return Math.copySign(1 - complement, x);
        }
        return Double.isNaN(x) ? x : Math.copySign(1, x);
    }
}
