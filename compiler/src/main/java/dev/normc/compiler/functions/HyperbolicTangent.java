package dev.normc.compiler.functions;

import static dev.normc.compiler.functions.Draft.apply;
import static dev.normc.compiler.functions.Draft.bits;
import static dev.normc.compiler.functions.Draft.ifLess;
import static dev.normc.compiler.functions.Draft.larger;
import static dev.normc.compiler.functions.Draft.minus;
import static dev.normc.compiler.functions.Draft.number;
import static dev.normc.compiler.functions.Draft.over;
import static dev.normc.compiler.functions.Draft.plus;
import static dev.normc.compiler.functions.Draft.smaller;
import static dev.normc.compiler.functions.Draft.times;

import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.BitOperation;
import dev.normc.compiler.loop.Expression;
import java.util.List;

/** {@code tanh}; for float of arithmetic, minimum and maximum alone, of which HotSpot can make vector instructions. */
final class HyperbolicTangent {

    /** {@code (x - tanh(x)) / x^3} in x^2, fitted to the relative error of tanh for |x| up to 0.88; off by 2^-26. */
    private static final List<Double> NEAR_IN_FLOAT =
            List.of(0x1.555514p-2, -0x1.11041cp-3, 0x1.b85a54p-5, -0x1.57fc5cp-6, 0x1.c91b08p-8, -0x1.63d5dcp-10);

    /** {@code sqrt((exp(2u) + 1) / 2)}, fitted to the error of tanh for u from 0.84 to 9.1; off by 2^-28. */
    private static final List<Double> FAR_IN_FLOAT = List.of(
            0x1.0007e2p+0,
            0x1.ffb66ep-2,
            0x1.7f8e9ap-2,
            0x1.2e8c9cp-3,
            0x1.6b0ebcp-6,
            -0x1.16af3ep-9,
            0x1.fc436ep-8,
            -0x1.34638cp-9,
            0x1.1a54eap-11,
            -0x1.f14746p-15,
            0x1.d9cddap-19);

    /** From here on {@code 1 - 2/(exp(2u) + 1)}. */
    private static final Expression EDGE_IN_DOUBLE = number(0.625);

    /** {@code (tanh(x) - x) / x^3} in x^2 as a quotient, fitted to the relative error of tanh to 0.65; off by 2^-58. */
    private static final List<Double> NUMERATOR =
            List.of(-0.3333333333333332, -0.020495115278723927, -0.0001990149357019696);

    private static final List<Double> DENOMINATOR =
            List.of(1.0, 0.46148534583615086, 0.023286421237162562, 0.00020635906047701232);

    private HyperbolicTangent() {}

    /**
     * Near 0 a polynomial s, elsewhere {@code t = 1 - 1/q^2} with a polynomial q. Where one of them does not fit tanh
     * it lies above it, so that the smaller one is right. The coefficients of both fits were varied in their last bit
     * until all floats gave a function that never falls.
     */
    static Function inFloat() {
        Draft draft = new Draft("tanh");
        Expression x = draft.parameter("x");
        Expression z = draft.let("z", times(x, x));
        Expression p = draft.polynomial("p", z, NEAR_IN_FLOAT);
        // minus (-0 + 0) leaves -0 as it is
        Expression less = draft.let("less", plus(times(times(x, z), p), number(0)));
        Expression s = draft.let("s", minus(x, less));
        Expression u = draft.let("u", apply(Pointwise.ABS, x));
        Expression q = draft.polynomial("q", u, FAR_IN_FLOAT);
        Expression t = draft.let("t", minus(number(1), over(number(1), times(q, q))));
        return draft.returning(
                larger(smaller(s, t), apply(Pointwise.NEGATE, t)),
                "near 0 it is s, elsewhere t with the sign of x; where one does not fit it is the larger one");
    }

    /** Both branches are something plus a quotient, and so share the division. */
    static Function inDouble() {
        Draft draft = new Draft("tanh");
        Expression x = draft.parameter("x");
        Expression u = draft.let("u", apply(Pointwise.ABS, x));
        Expression z = draft.let("z", times(x, x));
        Expression p = draft.polynomial("p", z, NUMERATOR);
        Expression q = draft.polynomial("q", z, DENOMINATOR);
        Expression growth = draft.let("growth", apply(Pointwise.EXP, times(number(2), u)));
        Expression above = draft.let("above", near(u, times(times(u, z), p), number(-2)));
        Expression below = draft.let("below", near(u, q, plus(growth, number(1))));
        return draft.returning(
                bits(BitOperation.COPY_SIGN, plus(near(u, u, number(1)), over(above, below)), x),
                "x + x^3 * p / q near 0, elsewhere 1 - 2 / (exp(2x) + 1)");
    }

    private static Expression near(Expression u, Expression near, Expression far) {
        return ifLess(u, EDGE_IN_DOUBLE, near, far);
    }
}
