package dev.normc.dsl.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.dsl.Dsl;
import dev.normc.dsl.Survey;
import dev.normc.dsl.source.Source;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names are read, and which are not. */
class UnusedNamesTest {

    /** Statements of a norm over {@code x[N, D]}, and the names in them that nothing reads. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "return x | ",
                "const a = 1; return x | a",
                "const a = 1; const b = a; return x | b",
                "const a = 1; param p[D] = a; return p * x | ",
                "param p[D] = 1; return x | p",
                "data m[D] = 1; return x | m",
                "data m[N] = 1; return mean[N](x where m != 0) * x | ",
                "h = 2 * x; return x | h",
                "h = 2 * x; return y = x, h | ",
                "c = x > 0; return if c then x else 0 | ",
                "c = x > 0; return x | c",
                "state s[D] = 0; return x | s",
                "state s[D] = 0; return x + s | ",
                "state s[D] = 0; update s = mean[N](x); return x | s",
                "state s[D] = 0; update s = s + mean[N](x); return x | ",
                "state s[D] = 0; state t = 0; update s = t * mean[N](x); update t = t + 1; return x + s | ",
                "state s[D] = 0; m = if train then mean[N](x) else s; update s = m; return x - m | ",
                "s = running[0.9](mean[N](x^2), init 1); return x | s",
                "def f(v) = v; return f(x) | ",
                "def f(v) = v; return x | f",
                "def f(v) = v; def g(v) = f(v); return x | g",
                "def f(v, w) = v; return f(x, 2) | w",
                "const a = 3; def f(v) = a * v; return f(x) | ",
                "a = 3; def f(a) = 2 * a; return f(x) | a",
                "const K = 2; return x | K",
                "param a = 1; h = LayerNorm(x, eps = a0); return h | ERROR",
                "param g[D] = 1; h = LayerNorm(x, gamma = g); return h | ",
                "h = LayerNorm(x); return x * h_gamma | h",
                "z = 2 * x; backward z { dx = 2 * dz }; return z | ",
                "z = 2 * x; backward z { g = 2 * dz; dx = g }; return z | ",
                "z = 2 * x; backward z { g = 2 * dz; dx = 2 * dz }; return z | g",
                "const c = 2; z = 2 * x; backward z { dx = c * dz }; return z | ",
                "state s[D] = 0; z = 2 * x; backward z { dx = 2 * dz; update s = s + mean[N](dz) }; return z | ",
                "h = LayerNorm(x); z = h * h_gamma; backward z { dh = dz; dh_gamma = 0 }; return z | ",
                "return if train then x else 2 * x | "
            })
    void theNamesThatNothingReadAreFound(String statements, String unused) {
        String program = "norm A(x[N, D]) {\n" + statements + "\n}\n";
        Source source = new Source("names.norm", program);
        Survey survey = Dsl.survey(source);
        if ("ERROR".equals(unused)) {
            assertEquals(List.of(), survey.warnings());
            return;
        }
        assertEquals(List.of(), survey.errors());
        List<String> names = survey.warnings().stream()
                .map(warning -> source.textOf(warning.span()))
                .toList();
        assertEquals(unused == null ? List.of() : List.of(unused), names);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "norm A(x[N], r[N]) { return x } | r",
                "norm A(x[N, C = G*K]) { const G = 2; return x - mean[K](x) } | ",
                "def f(v) = v; norm A(x[N]) { return x } | f",
                "def f(v) = v; def g(v) = f(v); norm A(x[N]) { return g(x) } | ",
                "def f(v) = v; norm A(x[N]) { return x }; norm B(x[N]) { return f(x) } | ",
                "norm A(x[N]) { return x }; norm B(x[N]) { h = A(x); return h } | "
            })
    void ofWholePrograms(String program, String unused) {
        Source source =
                new Source("names.norm", program.replace("; norm", "\nnorm").replace("; def", "\ndef"));
        Survey survey = Dsl.survey(source);
        assertEquals(List.of(), survey.errors());
        assertEquals(
                unused == null ? List.of() : List.of(unused),
                survey.warnings().stream()
                        .map(warning -> source.textOf(warning.span()))
                        .toList());
    }
}
