package dev.normc.compiler.functions;

import static dev.normc.compiler.functions.Draft.bits;
import static dev.normc.compiler.functions.Draft.larger;
import static dev.normc.compiler.functions.Draft.minus;
import static dev.normc.compiler.functions.Draft.number;
import static dev.normc.compiler.functions.Draft.plus;
import static dev.normc.compiler.functions.Draft.smaller;
import static dev.normc.compiler.functions.Draft.times;

import dev.normc.compiler.loop.BitOperation;
import dev.normc.compiler.loop.Expression;
import java.util.List;

/**
 * {@code exp(x) = 2^k * exp(r)} with k whole and {@code |r| <= log(2)/2}.
 *
 * @param lowest below it the result is 0, rounded
 * @param highest above it the result is infinite, rounded
 * @param rounding what rounds to a whole number when it is added and taken away again: 1.5 * 2^23 or 1.5 * 2^52
 * @param log2High the first bits of log(2), so few that their product with k is exact
 * @param log2Low the rest of log(2)
 * @param coefficients of {@code (exp(r) - 1 - r) / r^2} for |r| up to 0.3467, fitted to the relative error of exp(r)
 */
record Exponential(
        double lowest, double highest, double rounding, double log2High, double log2Low, List<Double> coefficients) {

    /** Off by 2^-28.3 before rounding. */
    static final Exponential IN_FLOAT = new Exponential(
            -104,
            89,
            0x1.8p23,
            0x1.62e4p-1,
            0x1.7f7d1cf79abcap-20,
            List.of(
                    0.49999993437584844,
                    0.16666520474750487,
                    0.041668389800657415,
                    0.008368735839745005,
                    0.0013814563863243797));

    /** Off by 2^-57.9 before rounding. */
    static final Exponential IN_DOUBLE = new Exponential(
            -746,
            710,
            0x1.8p52,
            0x1.62e42fefa2p-1,
            0x1.9ef35793c7673p-41,
            List.of(
                    0.5000000000000011,
                    0.1666666666666641,
                    0.04166666666652988,
                    0.008333333333494897,
                    0.0013888888943715662,
                    0.00019841269505845727,
                    2.4801493000134848e-5,
                    2.7557586832460886e-6,
                    2.763028678392933e-7,
                    2.4999980285894947e-8));

    /**
     * The power is multiplied in two halves: the first product is exact, so that a subnormal result is rounded once and
     * one beyond all numbers is infinite.
     */
    Function exp() {
        Draft draft = new Draft("exp");
        Expression x = draft.parameter("x");
        Expression z = draft.let("z", larger(number(lowest), smaller(x, number(highest))));
        Expression k = draft.let("k", whole(times(z, number(1.4426950408889634))));
        Expression high = draft.let("high", minus(z, times(k, number(log2High))));
        Expression low = draft.let("low", times(k, number(log2Low)));
        Expression r = draft.let("r", minus(high, low));
        Expression p = draft.polynomial("p", r, coefficients);
        Expression e = draft.let("e", plus(number(1), plus(high, minus(times(times(r, r), p), low))));
        Expression half = draft.let("half", whole(times(k, number(0.5))));
        return draft.returning(
                times(times(e, bits(BitOperation.POWER_OF_TWO, half)), bits(BitOperation.POWER_OF_TWO, minus(k, half))),
                "exp(x) = 2^k * exp(r) with |r| <= log(2)/2; the two halves of the power round once");
    }

    private Expression whole(Expression value) {
        return minus(plus(value, number(rounding)), number(rounding));
    }
}
