package dev.normc.runtime.literature;

import java.util.List;
import java.util.function.UnaryOperator;

/** Functions of one element that stand in the place of a normalization. */
final class PointwiseNorms {

    private static final String SIZES = "N=4, D=5";

    static final List<Entry> ENTRIES = List.of(
            Entry.of(
                    "Derf",
                    SIZES,
                    s -> scaled(s, x -> inner(s, x).plus(s.get("s").at()).erf())),
            Entry.of("DyTSoftplus", SIZES, PointwiseNorms::dyTSoftplus),
            Entry.of("DyHardTanh", SIZES, PointwiseNorms::dyHardTanh),
            Entry.of("DySigmoid", SIZES, PointwiseNorms::dySigmoid),
            Entry.of("DyAtan", SIZES, s -> scaled(s, x -> inner(s, x).atan())),
            Entry.of("DyAsinh", SIZES, PointwiseNorms::dyAsinh),
            Entry.of("DySoftsign", SIZES, PointwiseNorms::dySoftsign),
            Entry.of("DyAlgebraic", SIZES, PointwiseNorms::dyAlgebraic),
            Entry.of("DyAlgebraic", SIZES, PointwiseNorms::dyAlgebraic).constants("p=2.5"),
            Entry.of("DyIsru", SIZES, s -> isru(s, s.get("b").at())).draw("b", Draw.POSITIVE),
            Entry.of("DyIsru", SIZES, s -> isru(s, s.get("b").at())),
            Entry.of("DyIsruSoftplus", SIZES, s -> isru(s, s.get("b").at().softplus()))
                    .draw("b", Draw.around(0, 1)),
            Entry.of("DyIsruSoftplus", SIZES, s -> isru(s, s.get("b").at().softplus())));

    private PointwiseNorms() {}

    /** y = gamma f(x) + beta. */
    private static void scaled(Step s, UnaryOperator<Scalar> f) {
        Rows.map(
                s,
                (n, x) -> d -> f.apply(x.apply(d))
                        .times(s.get("gamma").at(d))
                        .plus(s.get("beta").at(d)));
    }

    private static Scalar inner(Step s, Scalar x) {
        return x.times(s.get("alpha").at());
    }

    private static void dyTSoftplus(Step s) {
        Scalar alpha = s.get("alpha").at().softplus();
        scaled(s, x -> x.times(alpha).tanh());
    }

    /** As the three lines it is made of. */
    private static void dyHardTanh(Step s) {
        scaled(s, x -> {
            Scalar u = inner(s, x);
            return Math.abs(u.value) <= 1 ? u : s.number(Math.signum(u.value));
        });
    }

    /** As the hyperbolic tangent of half. */
    private static void dySigmoid(Step s) {
        scaled(s, x -> inner(s, x).over(2).tanh().plus(1).over(2));
    }

    /** As the logarithm that it is. */
    private static void dyAsinh(Step s) {
        scaled(s, x -> {
            Scalar u = inner(s, x);
            Scalar size = u.abs();
            Scalar log = size.plus(size.square().plus(1).sqrt()).log();
            return log.times(Math.signum(u.value));
        });
    }

    private static void dySoftsign(Step s) {
        scaled(s, x -> {
            Scalar u = inner(s, x);
            return u.value > 0 ? u.over(u.plus(1)) : u.over(u.negate().plus(1));
        });
    }

    private static void dyAlgebraic(Step s) {
        double p = s.constant("p");
        scaled(s, x -> {
            Scalar u = inner(s, x);
            return u.over(u.abs().pow(p).plus(1).pow(1 / p));
        });
    }

    private static void isru(Step s, Scalar b) {
        scaled(s, x -> x.over(x.square().plus(b).plus(s.constant("eps")).sqrt()));
    }
}
