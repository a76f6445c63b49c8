package dev.normc.compiler.functions;

import static dev.normc.compiler.functions.Draft.apply;
import static dev.normc.compiler.functions.Draft.ifLess;
import static dev.normc.compiler.functions.Draft.larger;
import static dev.normc.compiler.functions.Draft.minus;
import static dev.normc.compiler.functions.Draft.number;
import static dev.normc.compiler.functions.Draft.over;
import static dev.normc.compiler.functions.Draft.plus;
import static dev.normc.compiler.functions.Draft.times;

import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.Expression;
import java.util.List;

/** The logistic function and its integral, which need {@code exp(-|x|)}: it cannot overflow. */
final class Sigmoids {

    /** R of {@link Logarithm} for s up to 1/3. Off by 2^-33. */
    static final List<Double> SERIES_IN_FLOAT = List.of(
            0.6666667550024583, 0.3999888836257709, 0.28616596693824625, 0.2143073979423048, 0.24289565679359748);

    /** R of {@link Logarithm} for s up to 1/3. Off by 2^-59. */
    static final List<Double> SERIES_IN_DOUBLE = List.of(
            0.6666666666666631,
            0.40000000000155117,
            0.285714285481179,
            0.22222223953642783,
            0.18181744479354442,
            0.15386548386076432,
            0.13301121455386133,
            0.12104944461787462,
            0.08344972564452305,
            0.17009756370036655);

    private Sigmoids() {}

    static Function sigmoid() {
        Draft draft = new Draft("sigmoid");
        Expression x = draft.parameter("x");
        Expression decay = draft.let("decay", decay(x));
        Expression rest = draft.let("rest", over(decay, plus(number(1), decay)));
        return draft.returning(
                ifLess(x, number(0), minus(decay, times(decay, rest)), minus(number(1), rest)),
                "1 / (1 + exp(-x)) without overflow on either side");
    }

    static Function softplus(List<Double> series) {
        Draft draft = new Draft("softplus");
        Expression x = draft.parameter("x");
        Expression decay = draft.let("decay", decay(x));
        Expression s = draft.let("s", over(decay, plus(number(2), decay)));
        Expression z = draft.let("z", times(s, s));
        Expression r = draft.polynomial("r", z, series);
        // d - log(1 + d); in Logarithm's form, s * (d - z * r), 2 ulp would not be enough for some floats
        Expression less = draft.let("less", minus(times(s, decay), times(times(s, z), r)));
        return draft.returning(
                plus(minus(larger(x, number(0)), less), decay),
                "log(1 + exp(x)) = max(x, 0) + log(1 + d) with d = exp(-|x|), and log(1 + d) = 2 * atanh(d / (2 + d))");
    }

    private static Expression decay(Expression x) {
        return apply(Pointwise.EXP, apply(Pointwise.NEGATE, apply(Pointwise.ABS, x)));
    }
}
