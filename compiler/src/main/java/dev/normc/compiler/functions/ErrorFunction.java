package dev.normc.compiler.functions;

import static dev.normc.compiler.functions.Draft.apply;
import static dev.normc.compiler.functions.Draft.bits;
import static dev.normc.compiler.functions.Draft.ifLess;
import static dev.normc.compiler.functions.Draft.minus;
import static dev.normc.compiler.functions.Draft.number;
import static dev.normc.compiler.functions.Draft.plus;
import static dev.normc.compiler.functions.Draft.smaller;
import static dev.normc.compiler.functions.Draft.times;

import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.BitOperation;
import dev.normc.compiler.loop.Expression;
import java.util.List;

/**
 * {@code erf(x)} for |x| below 1 as {@code x + x * p(x^2)}, above as {@code 1 - exp(-q(|x|))}.
 *
 * @param saturated from here on it is 1, rounded
 * @param near {@code erf(x)/x - 1} in x^2, fitted to the relative error of erf
 * @param far {@code -log(erfc(u))} for u from 0.99, fitted to the error of erf
 */
record ErrorFunction(double saturated, List<Double> near, List<Double> far) {

    /** Off by 2^-29.6 near 0, by 2^-29.7 elsewhere. */
    static final ErrorFunction IN_FLOAT = new ErrorFunction(
            4,
            List.of(
                    0.12837916572649938,
                    -0.3761262582404146,
                    0.11283585148113741,
                    -0.0268538119598914,
                    0.005188327806615095,
                    -0.0008010195258061634,
                    7.853868372547238e-5),
            List.of(
                    0.0003206273492882203,
                    1.1271714275557871,
                    0.6380125957884004,
                    0.10321786489273005,
                    -0.021889476685718903,
                    0.0029600717873123662,
                    -0.00018760037861442606));

    /** Off by 2^-56.9 near 0, by 2^-59.4 elsewhere. */
    static final ErrorFunction IN_DOUBLE = new ErrorFunction(
            6,
            List.of(
                    0.12837916709551256,
                    -0.3761263890318352,
                    0.11283791670944184,
                    -0.02686617064311139,
                    0.005223977606117859,
                    -0.0008548325929285339,
                    0.00012055293576020518,
                    -1.4924712284749986e-5,
                    1.6447131352498876e-6,
                    -1.6206312032230707e-7,
                    1.371097270088779e-8,
                    -7.779453692925096e-10),
            List.of(
                    1.6461151492779566e-7,
                    1.1283774757029297,
                    0.6366278229197578,
                    0.10274912771395951,
                    -0.01908181951670775,
                    -0.0002752157725107502,
                    0.0017632084037902832,
                    -0.0006362074713130077,
                    4.1455833435530566e-5,
                    7.218551986049103e-5,
                    -4.58221895615307e-5,
                    1.6783733882503906e-5,
                    -4.400386660739471e-6,
                    8.66128169003615e-7,
                    -1.282214167772911e-7,
                    1.3926421881074375e-8,
                    -1.050447666007845e-9,
                    4.922444935134766e-11,
                    -1.0796864011406049e-12));

    Function erf() {
        Draft draft = new Draft("erf");
        Expression x = draft.parameter("x");
        Expression u = draft.let("u", apply(Pointwise.ABS, x));
        Expression p = draft.polynomial("p", draft.let("z", times(x, x)), near);
        Expression q = draft.polynomial("q", draft.let("v", smaller(u, number(saturated))), far);
        Expression complement = draft.let("complement", apply(Pointwise.EXP, apply(Pointwise.NEGATE, q)));
        Expression size = ifLess(u, number(1), plus(u, times(u, p)), minus(number(1), complement));
        return draft.returning(
                bits(BitOperation.COPY_SIGN, size, x), "x + x * p below 1, elsewhere 1 - exp(-q), with the sign of x");
    }
}
