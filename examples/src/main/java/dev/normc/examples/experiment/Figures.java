package dev.normc.examples.experiment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
final class Figures {

    private static final MathContext DIGITS = new MathContext(3);

    private Figures() {}

    /** Three significant digits, or as many as a whole number has; very small and large ones with an exponent. */
    static String of(double number) {
        if (!Double.isFinite(number)) {
            return Double.isNaN(number) ? "-" : number > 0 ? "infinite" : "-infinite";
        }
        double size = Math.abs(number);
        BigDecimal rounded = new BigDecimal(number).round(size >= 100 && size < 1e6 ? new MathContext(4) : DIGITS);
        return size != 0 && (size < 1e-3 || size >= 1e6)
                ? String.format(Locale.ROOT, "%.2e", number)
                : rounded.toPlainString();
    }

    /** A setting as it was written, without an exponent: {@code 0.0003}. */
    static String setting(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** The same of what gradients that are 0 do not have, as a quotient or an exponent: {@code -} if none has one. */
    static String orNone(Sample sample) {
        return sample.diverged() == sample.values().size() ? "-" : of(sample);
    }

    /** The mean of a figure over its seeds and how far these are apart: {@code 6.31 (6.25 to 6.4)}. */
    static String of(Sample sample) {
        if (sample.values().size() == 1) {
            return of(sample.mean());
        }
        double lowest =
                sample.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double highest =
                sample.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return of(sample.mean()) + " (" + of(lowest) + " to " + of(highest) + ")";
    }
}
