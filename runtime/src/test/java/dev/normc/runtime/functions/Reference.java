package dev.normc.runtime.functions;

/** Functions in double, which is exact enough to judge float: from StrictMath, and a series for what it lacks. */
final class Reference {

    private Reference() {}

    static double value(String function, double x) {
        return switch (function) {
            case "exp" -> StrictMath.exp(x);
            case "log" -> StrictMath.log(x);
            case "tanh" -> StrictMath.tanh(x);
            case "erf" -> erf(x);
            case "sigmoid" -> 1 / (1 + StrictMath.exp(-x));
            case "softplus" -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
            case "asinh" -> asinh(x);
            case "atan" -> StrictMath.atan(x);
            case "sin" -> StrictMath.sin(x);
            case "cos" -> StrictMath.cos(x);
            default -> throw new IllegalArgumentException(function);
        };
    }

    /** Kummer's series: Abramowitz and Stegun 7.1.6. */
    private static double erf(double x) {
        if (Math.abs(x) > 5) {
            return Math.copySign(1, x); // erfc(5) is 1.5e-12
        }
        double sum = 0;
        double term = x;
        for (int n = 1; Math.abs(term) > 1e-14 * Math.abs(sum); n++) {
            sum += term;
            term *= 2 * x * x / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }

    private static double asinh(double x) {
        double size = Math.abs(x);
        double more = size + size * size / (1 + Math.sqrt(1 + size * size));
        return Math.copySign(StrictMath.log1p(more), x);
    }
}
