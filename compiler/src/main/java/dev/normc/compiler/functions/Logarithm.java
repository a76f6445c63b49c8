package dev.normc.compiler.functions;

import static dev.normc.compiler.functions.Draft.bits;
import static dev.normc.compiler.functions.Draft.ifEqual;
import static dev.normc.compiler.functions.Draft.ifLess;
import static dev.normc.compiler.functions.Draft.minus;
import static dev.normc.compiler.functions.Draft.number;
import static dev.normc.compiler.functions.Draft.over;
import static dev.normc.compiler.functions.Draft.plus;
import static dev.normc.compiler.functions.Draft.times;

import dev.normc.compiler.loop.BitOperation;
import dev.normc.compiler.loop.Expression;
import java.util.List;

/**
 * {@code log(x) = k * log(2) + log(m)} for {@code x = m * 2^k}, m from sqrt(1/2) to sqrt(2). With {@code f = m - 1} and
 * {@code s = f / (2 + f)} the second part is {@code 2 atanh(s) = f - s * (f - s^2 * R(s^2))}: what is rounded stands
 * beside f, which is exact and larger.
 *
 * @param leastNormal the least normal number
 * @param digits how many binary digits a number has: 2 to this power makes subnormal numbers normal
 * @param log2High the first bits of log(2), so few that their product with k is exact
 * @param log2Low the rest of log(2)
 * @param series R, fitted to the relative error of 2 atanh(s) for s up to 0.1716
 */
record Logarithm(double leastNormal, int digits, double log2High, double log2Low, List<Double> series) {

    /** Off by 2^-30 before rounding. */
    static final Logarithm IN_FLOAT = new Logarithm(
            Float.MIN_NORMAL,
            24,
            0x1.62e4p-1,
            0x1.7f7d1cf79abcap-20,
            List.of(0.6666677611454725, 0.39977570065896545, 0.29871052191771236));

    /** Off by 2^-59.5 before rounding. */
    static final Logarithm IN_DOUBLE = new Logarithm(
            Double.MIN_NORMAL,
            53,
            0x1.62e42fefa2p-1,
            0x1.9ef35793c7673p-41,
            List.of(
                    0.6666666666666734,
                    0.39999999999416064,
                    0.28571428742089555,
                    0.2222219860265379,
                    0.18183562855361746,
                    0.1531408661505885,
                    0.14795604332050213));

    Function log() {
        Draft draft = new Draft("log");
        Expression x = draft.parameter("x");
        Expression least = number(leastNormal);
        Expression v = draft.let("v", ifLess(x, least, times(x, number(Math.scalb(1.0, digits))), x));
        Expression shift = ifLess(x, least, number(digits), number(0));
        Expression k = draft.let("k", minus(bits(BitOperation.EXPONENT, v), shift));
        Expression f = draft.let("f", minus(bits(BitOperation.MANTISSA, v), number(1)));
        Expression s = draft.let("s", over(f, plus(number(2), f)));
        Expression z = draft.let("z", times(s, s));
        Expression r = draft.polynomial("r", z, series);
        Expression less = draft.let("less", times(s, minus(f, times(z, r))));
        Expression log =
                draft.let("log", minus(times(k, number(log2High)), minus(minus(less, times(k, number(log2Low))), f)));
        Expression none = ifEqual(x, number(0), number(Double.NEGATIVE_INFINITY), number(Double.NaN));
        return draft.returning(
                ifLess(x, number(Double.POSITIVE_INFINITY), ifLess(number(0), x, log, none), x),
                "log(m * 2^k) = k * log(2) + 2 * atanh(s) with f = m - 1 and s = f / (2 + f)");
    }
}
