package dev.normc.dsl.print;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/**
 * Numbers as the shortest decimals that are read as them again, in the layout of {@link Double#toString(double)}. That
 * method itself gives other digits before Java 19 than after, and what normc writes is the same everywhere.
 */
public final class Decimals {

    private static final double LEAST_PLAIN = 1e-3;
    private static final double LEAST_LONG = 1e7;

    private Decimals() {}

    /** {@code value} in decimal; {@code NaN} and {@code Infinity} as Java calls them. */
    public static String of(double value) {
        return isPlain(value)
                ? Double.toString(value)
                : signed(value, shortest(value, decimal -> decimal.doubleValue() == Math.abs(value)));
    }

    /** {@code value} in decimal, with the digits that a float needs. */
    public static String of(float value) {
        return isPlain(value)
                ? Float.toString(value)
                : signed(value, shortest(value, decimal -> decimal.floatValue() == Math.abs(value)));
    }

    /** Zeros and what is no number, of which there is one way to write them. */
    private static boolean isPlain(double value) {
        return value == 0 || Double.isNaN(value) || Double.isInfinite(value);
    }

    private static BigDecimal shortest(double value, Predicate<BigDecimal> isRead) {
        BigDecimal exact = new BigDecimal(Math.abs(value));
        int digits = 1;
        BigDecimal rounded = rounded(exact, digits);
        while (!isRead.test(rounded)) {
            rounded = rounded(exact, ++digits);
        }
        return rounded.stripTrailingZeros();
    }

    private static BigDecimal rounded(BigDecimal exact, int digits) {
        return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    private static String signed(double value, BigDecimal size) {
        String text = Math.abs(value) >= LEAST_PLAIN && Math.abs(value) < LEAST_LONG ? plain(size) : scientific(size);
        return value < 0 ? "-" + text : text;
    }

    private static String plain(BigDecimal size) {
        String text = size.toPlainString();
        return text.contains(".") ? text : text + ".0";
    }

    private static String scientific(BigDecimal size) {
        String digits = size.unscaledValue().toString();
        int exponent = digits.length() - size.scale() - 1;
        String behind = digits.length() > 1 ? digits.substring(1) : "0";
        return digits.charAt(0) + "." + behind + "E" + exponent;
    }
}
