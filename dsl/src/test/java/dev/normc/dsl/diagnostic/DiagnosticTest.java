package dev.normc.dsl.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.dsl.Dsl;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a diagnostic says for programs that read it: the other place that it speaks of, and what would mend it. */
class DiagnosticTest {

    /** In each program the other place stands between bars; a slash is the end of a line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "name-taken@norm A(x[N, D]) {/ |h| = x/ h = 2 * x/ return h/}",
                "used-before-definition@norm A(x[N, D]) {/ y = h/ |h| = x/ return y + h/}",
                "used-before-definition@norm A(x[N, T]) {/ const c = S/ axis |S| = T/ param w[S] = 1/ return c * x * sum[S](w)/}",
                "duplicate-norm@norm |A|(x[N, D]) { return x }/norm A(x[N, D]) { return x }",
                "definition-taken@def |f|(v) = v/def f(v) = 2 * v/norm A(x[N, D]) { return f(x) }",
                "definition-taken@def A(v) = v/norm |A|(x[N, D]) { return x }",
                "second-update@norm A(x[N, D]) {/ state s[D] = 0/ update |s| = s/ update s = 2 * s/ return x - s/}",
                "axis-size-twice@norm A(x[N, T]) {/ axis |S| = T/ axis S = 2 * T/ param w[S] = 1/ return x * sum[S](w)/}",
                "split-twice@norm A(x[N, |C = G*K|]) {/ param w[C = K*G] = 1/ return x * w/}",
                "second-backward@norm A(x[N, D]) {/ z = 2 * x/ backward |z| { dx = dz }/ backward z { dx = dz }/ return z/}",
                "gradient-twice@norm A(x[N, D]) {/ z = 2 * x/ backward z { |dx| = dz; dx = dz }/ return z/}",
                "gradient-taken@norm A(x[N, D], |dz|[N, D]) {/ z = 2 * x + dz/ backward z { dx = 1; ddz = 1 }/ return z/}",
                "name-brought@norm A(x[N, D]) {/ |h| = RmsNorm(x)/ h_gamma = 2/ return h * h_gamma/}",
            })
    void theOtherPlaceIsThatOfTheMessage(String code, String written) {
        String marked = written.replace('/', '\n');
        int start = marked.indexOf('|');
        int length = marked.indexOf('|', start + 1) - start - 1;
        Diagnostic found = find(new Source("program", marked.replace("|", "")), code);
        assertEquals(Optional.of(new Span(start, length)), found.other(), found::toString);
    }

    @Test
    void aHintThatIsAWordIsAReplacement() {
        Source source = new Source("program", "norm A(x[N, D]) {\n    gamma = 2\n    return gama * sqtr(x)\n}\n");
        assertEquals(Optional.of("gamma"), find(source, "unknown-name").replacement());
        assertEquals(Optional.of("sqrt"), find(source, "unknown-function").replacement());
    }

    private static Diagnostic find(Source source, String code) {
        return Dsl.survey(source).errors().stream()
                .filter(found -> found.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        code + " is not among " + Dsl.survey(source).errors() + " of\n" + source.text()));
    }
}
