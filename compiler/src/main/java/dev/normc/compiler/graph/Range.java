package dev.normc.compiler.graph;

import java.util.function.DoubleUnaryOperator;

/**
 * The real numbers that a value may be, as mathematics has it: no rounding, no overflow, no NaN.
 *
 * @param low none is smaller
 * @param aboveLow whether all are larger than {@code low}
 * @param high none is larger
 * @param belowHigh whether all are smaller than {@code high}
 */
public record Range(double low, boolean aboveLow, double high, boolean belowHigh) {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** Every number. */
    public static final Range ANY = new Range(-INFINITY, true, INFINITY, true);

    public static final Range POSITIVE = new Range(0, true, INFINITY, true);

    public static final Range NOT_NEGATIVE = new Range(0, false, INFINITY, true);

    public static final Range NEGATIVE = new Range(-INFINITY, true, 0, true);

    public static final Range NOT_POSITIVE = new Range(-INFINITY, true, 0, false);

    public Range {
        low = Double.isNaN(low) ? -INFINITY : low;
        high = Double.isNaN(high) ? INFINITY : high;
    }

    /** The numbers from {@code low} to {@code high}; an infinity is a bound that none attains. */
    public static Range between(double low, double high) {
        return new Range(low, low == -INFINITY, high, high == INFINITY);
    }

    /** One number; NaN is not known to be any. */
    public static Range of(double value) {
        return Double.isNaN(value) ? ANY : new Range(value, false, value, false);
    }

    public boolean isPoint() {
        return low == high;
    }

    /** Whether zero is among them. */
    public boolean hasZero() {
        return isNotAbove(0) && (high > 0 || (high == 0 && !belowHigh));
    }

    /** Whether one of them is {@code bound} or less. */
    public boolean isNotAbove(double bound) {
        return low < bound || (low == bound && !aboveLow);
    }

    /** Whether no number is negative. */
    public boolean isNotNegative() {
        return low >= 0;
    }

    /** Whether there is a bound on both sides. */
    public boolean isBounded() {
        return low > -INFINITY && high < INFINITY;
    }

    /** What is in both; all of this if nothing is. */
    public Range and(Range other) {
        Range lower = low > other.low || (low == other.low && aboveLow) ? this : other;
        Range upper = high < other.high || (high == other.high && belowHigh) ? this : other;
        Range both = new Range(lower.low, lower.aboveLow, upper.high, upper.belowHigh);
        boolean none = both.low > both.high || (both.low == both.high && (both.aboveLow || both.belowHigh));
        return none ? this : both;
    }

    /** The smallest range that has both. */
    public Range or(Range other) {
        Range lower = low < other.low || (low == other.low && !aboveLow) ? this : other;
        Range upper = high > other.high || (high == other.high && !belowHigh) ? this : other;
        return new Range(lower.low, lower.aboveLow, upper.high, upper.belowHigh);
    }

    /** Without zero, where that is one of the ends. */
    public Range withoutZero() {
        return new Range(low, aboveLow || low == 0, high, belowHigh || high == 0);
    }

    /** These numbers and all that are larger. */
    public Range upwards() {
        return new Range(low, aboveLow, INFINITY, true);
    }

    /** These numbers and all that are smaller. */
    public Range downwards() {
        return new Range(-INFINITY, true, high, belowHigh);
    }

    Range negated() {
        boolean above = belowHigh;
        boolean below = aboveLow;
        return new Range(-high, above, -low, below);
    }

    Range plus(Range other) {
        return new Range(low + other.low, aboveLow || other.aboveLow, high + other.high, belowHigh || other.belowHigh);
    }

    Range times(Range other) {
        Range corners = corner(low, aboveLow, other.low, other.aboveLow)
                .or(corner(low, aboveLow, other.high, other.belowHigh))
                .or(corner(high, belowHigh, other.low, other.aboveLow))
                .or(corner(high, belowHigh, other.high, other.belowHigh));
        boolean zero = hasZero() || other.hasZero();
        return zero ? corners.or(of(0)) : corners;
    }

    /** The product of two ends, as far as it is attained; zero by infinity is near zero. */
    private static Range corner(double left, boolean open, double right, boolean alsoOpen) {
        double product = left == 0 || right == 0 ? 0 : left * right;
        return new Range(product, open || alsoOpen, product, open || alsoOpen);
    }

    Range squared() {
        return magnitude().times(magnitude());
    }

    /** The absolute values. */
    Range magnitude() {
        if (low >= 0) {
            return this;
        } else if (high <= 0) {
            return negated();
        }
        boolean fromHigh = high > -low || (high == -low && !belowHigh);
        return fromHigh ? new Range(0, false, high, belowHigh) : new Range(0, false, -low, aboveLow);
    }

    Range reciprocal() {
        if ((low < 0 && high > 0) || (low == 0 && high == 0)) {
            return ANY;
        } else if (high <= 0 && low < 0) {
            return negated().reciprocal().negated();
        }
        boolean upToInfinity = low == 0;
        return new Range(1 / high, belowHigh, upToInfinity ? INFINITY : 1 / low, upToInfinity || aboveLow);
    }

    Range smaller(Range other) {
        Range lower = or(other);
        Range upper = high < other.high || (high == other.high && belowHigh) ? this : other;
        return new Range(lower.low, lower.aboveLow, upper.high, upper.belowHigh);
    }

    Range larger(Range other) {
        return negated().smaller(other.negated()).negated();
    }

    /** The values of a function that grows. Where it rounds to its limit, the limit is not attained. */
    Range mapped(DoubleUnaryOperator growing) {
        double first = growing.applyAsDouble(low);
        double last = growing.applyAsDouble(high);
        boolean atFirst = first == growing.applyAsDouble(-INFINITY);
        boolean atLast = last == growing.applyAsDouble(INFINITY);
        return isPoint() && !atFirst && !atLast
                ? of(first)
                : new Range(first, aboveLow || atFirst, last, belowHigh || atLast);
    }

    /** The whole numbers below. */
    Range floor() {
        return between(Math.floor(low), Math.floor(high));
    }

    Range root() {
        Range rooted = and(NOT_NEGATIVE);
        return rooted.low < 0 ? NOT_NEGATIVE : rooted.mapped(Math::sqrt);
    }

    /** These to the power of {@code exponents}; a base below zero has none. */
    Range power(Range exponents) {
        Range base = and(NOT_NEGATIVE);
        if (base.low < 0) {
            return ANY;
        } else if (base.isPoint() && base.low > 1) {
            return exponents.mapped(exponent -> Math.pow(base.low, exponent)).and(POSITIVE);
        } else if (exponents.isPoint() && exponents.low > 0) {
            return base.mapped(value -> Math.pow(value, exponents.low));
        } else if (exponents.isPoint() && exponents.low < 0) {
            return base.power(exponents.negated()).reciprocal();
        }
        return base.isNotAbove(0) ? NOT_NEGATIVE : POSITIVE;
    }
}
