package dev.normc.dsl.check;

import static dev.normc.dsl.Programs.assertClean;
import static dev.normc.dsl.Programs.codes;
import static dev.normc.dsl.Programs.diagnostics;
import static dev.normc.dsl.Programs.norm;
import static dev.normc.dsl.Programs.source;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.dsl.diagnostic.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which programs are norms; the wording of each refusal stands in the goldens of the messages. */
class CheckerTest {

    @Test
    void allErrorsOfAProgramAreReportedInTheOrderOfTheSource() {
        String program = """
                norm First(x[N, D, D]) {
                    param gamma[D] = mean[D](x)
                    mu = mean[E](x
                    state s[D] = 0
                    var = men[D]((x - mu)^2)
                    s = var * var
                    y = 2 x
                    update s = x > 0
                    return gamma * sigma / sqrt(var + y) ? 1
                }
                norm First(x[N]) {
                    a = x
                    a = x
                }
                stray
                """;
        assertEquals(
                List.of(
                        "axis-twice",
                        "initial-not-constant",
                        "unknown-axis",
                        "unclosed-bracket",
                        "unknown-reduction",
                        "state-assigned",
                        "missing-operator",
                        "number-expected",
                        "unexpected-character",
                        "duplicate-norm",
                        "missing-return",
                        "name-taken",
                        "outside-norm"),
                codes(program));
    }

    @Test
    void nothingIsSaidAboutWhatFollowsFromAnError() {
        String program = norm(
                "a = missing + 1",
                "b = mean[D](a)",
                "c = if b then a > 0 else sqrt(b) * a",
                "state s[D] = a",
                "update s = c",
                "param p = c",
                "r = running[c](b, init c)",
                "return y[N] = r, z = c, s");
        assertEquals(List.of("unknown-name"), codes(program));
    }

    @Test
    void unknownNameIsReportedOnce() {
        assertEquals(List.of("unknown-name"), codes(norm("a = missing", "b = missing", "return missing")));
    }

    @Test
    void brokenStatementStillDefinesItsNames() {
        assertEquals(
                List.of("missing-operator", "missing-initial", "missing-expression"),
                codes(norm("a = 2 x", "param w[D, E]", "update s = *", "b = mean[E](w * a)", "return b + s")).stream()
                        .filter(code -> !code.equals("unknown-name"))
                        .toList());
    }

    @Test
    void suggestionNamesOnlyWhatIsVisible() {
        String program = norm("a = sigmma", "sigma = x", "b = sigmma2 + x", "return sigma");
        assertEquals(
                List.of("", "did you mean `sigma`?"),
                diagnostics(source(program)).stream().map(Diagnostic::hint).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return x",
                "return 3",
                "return N / (D - 1)",
                "param w[D, E] = 1 / sqrt(E); return y[N, E] = sum[D](x * w)",
                "const k = floor(D / 4); const half = k / 2; param a = half - N; return x * a",
                "c = 2 * D; const k = c; return x * k",
                "data mask[N] = 1; return mean[N](x where mask > 0)",
                "data mask[N]; m = mask != 0 and x > 0; return max[N, D](if m then x else 0)",
                "state t = 0; update t = t + 1; return if t < 100 then x else 2 * x",
                "state s[D] = 0; update s = if train then mean[N](x) else s; return x + s",
                "return if train and not (x > 0 or train) then x else 0",
                "return y = if (if train then 1 else 0) > 0 then x else 0",
                "mu = mean[D](x); return y = x - mu, mu",
                "mu = mean[D](x); return y = x - mu, mu = mu",
                "y = x + 1; return y",
                "y = x + 1; return y * 2",
                "y = x + 1; return y[D, N] = y",
                "return a[D, N] = x, b[N] = mean[D](x), c = 1",
                "r = running[0.9](mean[N](x^2), init 1); return x / sqrt(r) / r",
                "r = running[0.9](mean[N](abs(x)) + 1e-5, init 1); return x / r",
                "const a = 0.9; r = running[a](mean[N]((x - 1) * (x - 1)), init 1 - a); return x / r",
                "data m[N]; r = running[0.9](mean[N](x * x where m > 0), init D / 2); return x / r",
                "r = running[0.9](mean[N](if x > 0 then x^4 else exp(x)) / 2, init 1); return x / r",
                "r = running[0.9](mean[N](max(x, 0) + clip(x, 0, 1) + softplus(x)), init 1); return x / r",
                "v = abs(x); r = running[0.9](sum[N](v), init 1); q = running[0.9](sqrt(r), init 2); return x / q",
                "a = clip(stop(x), -1, 1) + min(x, max(x, 2)); return a",
                "return sqrt(x) + rsqrt(x) + exp(x) + log(x) + tanh(x) + erf(x) + sigmoid(x) + softplus(x) + sin(x)"
                        + " + cos(x) + atan(x) + asinh(x) + abs(x) + stop(sign(x)) + stop(floor(x))",
                "return sum[N](x) + mean[N](x) + max[N](x) + min[N](x) + sum[N, D](x)",
                "return -x^2 * x^-2 / 3",
            })
    void acceptsNorm(String body) {
        assertClean(norm(body));
    }

    @Test
    void acceptsSeveralInputs() {
        assertClean("""
                norm AddRmsNorm(x[N, D], r[N, D], scale[N], shift) {
                    param gamma[D] = 1
                    const eps = 1e-6
                    s = x + r
                    y = gamma * s / sqrt(mean[D](s^2) + eps) * scale + shift
                    return y, s
                }
                """);
    }

    @Test
    void acceptsNormOverFourAxes() {
        assertClean("""
                norm GlobalResponseNorm(x[N, C, H, W]) {
                    param gamma[C] = 0
                    param beta[C] = 0
                    const eps = 1e-6
                    gx = sqrt(sum[H, W](x^2))
                    nx = gx / (mean[C](gx) + eps)
                    return x + gamma * (x * nx) + beta
                }
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r = running[0.9](mean[N](x), init 1); return r",
                "r = running[0.9](mean[N](x * (x + 1)), init 1); return r",
                "r = running[0.9](mean[N](sqrt(x) * sin(x)), init 1); return r",
                "r = running[0.9](mean[N](x^3), init 1); return r",
                "r = running[0.9](mean[N](min(x, 1)), init 1); return r",
                "param p = 1; r = running[0.9](p * mean[N](x^2), init 1); return r",
            })
    void runningStatisticThatMayBeNegativeIsRefused(String body) {
        assertEquals(List.of("running-may-be-negative"), codes(norm(body)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const n = 0; return if n > 0 then x / n else x",
                "return x / (x - x) + 0 / x + x / (N - N)",
                "data m[N] = 1; return x / sum[N](1 where m > 0) + mean[N, D](m where x > 0)",
                "r = running[0.9](if train then mean[N](x^2) else 0, init 1); return r",
                "s = if train or x > 0 then mean[N](x^2) else 0; r = running[0.9](s, init 1); return r",
                "r = running[0.9](mean[N](mean[D](x^2)) + mean[D, N](x^2), init 1); return r",
                "data m[N] = 1; r = running[0.9](mean[N](x^2 where m > 0) + sum[N](x^4 where m > 0), init 1); return r",
                "q = stop(floor(x)); backward q { dx = dq }; return q",
                "return y = x, s = stop(sign(x)) + (if sign(x) > 0 then 1 else 0)",
                "a = floor(x); return x + stop(a)",
                "state s[D] = 0; update s = floor(mean[N](x)); return x",
                "z = x * 2; def f(v) = v + z; backward z { dx = dz }; return f(x)",
                "state s[D] = 0; z = x + s; def f(v) = v + s; backward z { dx = f(dz); update s = mean[N](f(dz)) }; return z",
            })
    void whatLaterStagesCanDoIsAccepted(String body) {
        assertClean(norm(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "return x / 0 | division-by-zero",
                "return if x > 0 then x / (1 - 1) else x | division-by-zero",
                "a = floor(x); return y = x, b = a | no-gradient",
                "a = floor(x); b = a * 2; r = running[0.9](mean[N](b^2), init 1); return x / r | no-gradient",
                "r = running[0.9](x^2, init 1); return r | statistic-without-reduction",
                "r = running[0.9](if train then x^2 else mean[N](x^2), init 1); return r | statistic-without-reduction",
                "r = running[0.9](mean[N](x^2) + mean[D](x^2), init 1); return r | statistic-counts-differ",
                "r = running[-1](mean[N](x^2), init 1); return r | decay-out-of-range",
                "return x + sum[N](1) | axis-not-in-value",
                "return if train then x else 1 | mode-axes",
                "return LayerNorm[D = \u0394](x) | foreign-letter",
                "z = x * 2; w = z; backward z { dx = dz }; return w | backward-late",
            })
    void whatNoLaterStageCanDoIsRefused(String body, String code) {
        assertEquals(List.of(code), codes(norm(body)));
    }
}
