package dev.normc.dsl.allow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.dsl.Dsl;
import dev.normc.dsl.Survey;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.source.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a line allows, and what is said of lines that allow nothing. */
class AllowancesTest {

    private static final String ALLOW = "// allow unused-name: the caller wants it";

    private static List<String> codes(String... lines) {
        Survey survey = Dsl.survey(new Source("allow.norm", String.join("\n", lines) + "\n"));
        assertEquals(List.of(), survey.errors());
        return survey.allowances().apply(survey.warnings(), place -> true).stream()
                .map(Diagnostic::code)
                .toList();
    }

    private static List<String> ofStatement(String... statements) {
        return codes("norm A(x[N, D]) {", String.join("\n", statements), "    return x", "}");
    }

    @Test
    void aLineAboveAStatementIsForIt() {
        assertEquals(List.of("unused-name"), ofStatement("    const a = 1"));
        assertEquals(List.of(), ofStatement("    " + ALLOW, "    const a = 1"));
        assertEquals(List.of("unused-name"), ofStatement("    " + ALLOW, "    const a = 1", "    const b = 1"));
    }

    @Test
    void otherCommentsMayStandBetweenAndEmptyLinesMayNot() {
        assertEquals(List.of(), ofStatement(ALLOW, "// one more thing", "    const a = 1"));
        assertEquals(List.of("unused-allow", "unused-name"), ofStatement(ALLOW, "", "    const a = 1"));
    }

    @Test
    void aCommentBehindAStatementIsForIt() {
        assertEquals(List.of(), ofStatement("    const a = 1 " + ALLOW));
        assertEquals(List.of(), ofStatement("    h = max(x,", "        1) " + ALLOW));
        assertEquals(List.of(), ofStatement("    const a = 1; const b = 2 " + ALLOW));
        assertEquals(List.of("unused-name"), ofStatement("    const b = 1", "    const a = 1 " + ALLOW));
    }

    @Test
    void aLineAboveANormIsForTheNorm() {
        String[] norm = {"norm A(x[N, D], r[N, D]) {", "    const a = 1", "    return x", "}"};
        assertEquals(List.of("unused-name", "unused-name"), codes(norm));
        assertEquals(List.of(), codes(ALLOW, String.join("\n", norm)));
        assertEquals(List.of(), codes(ALLOW, "/// Documented.", String.join("\n", norm)));
        assertEquals(
                List.of("unused-name", "unused-name"),
                codes(ALLOW, String.join("\n", norm), String.join("\n", norm).replace("norm A", "norm B")));
    }

    @Test
    void aLineAboveADefinitionOrABlockIsForIt() {
        String norm = "norm A(x[N, D]) {\n    return x\n}";
        assertEquals(List.of(), codes("// allow unused-definition: for later", "def f(v) = v", norm));
        assertEquals(
                List.of(),
                codes(
                        "norm A(x[N, D]) {",
                        "    z = 2 * x",
                        "    " + ALLOW,
                        "    backward z {",
                        "        g = dz",
                        "        dx = 2 * dz",
                        "    }",
                        "    return z",
                        "}"));
    }

    @Test
    void whatIsBrokenAboutALineIsSaid() {
        assertEquals(List.of("allow-without-reason"), ofStatement("    const a = 1 // allow unused-name"));
        assertEquals(List.of("allow-without-reason"), ofStatement("    const a = 1 // allow unused-name:  "));
        assertEquals(List.of("unused-name", "unknown-advice"), ofStatement("    const a = 1 // allow unused-nam: so"));
        assertEquals(List.of("unused-name", "unknown-advice"), ofStatement("    const a = 1 // allow unused-nam"));
        assertEquals(List.of("unknown-advice"), ofStatement("// allow everything: it is fast"));
        assertEquals(List.of("unused-allow"), ofStatement("// allow unused-name: there is none"));
        assertEquals(List.of("unused-allow"), codes("norm A(x[N, D]) {", "    return x", ALLOW, "}"));
        assertEquals(List.of("unused-allow"), codes("norm A(x[N, D]) {", "    return x", "}", ALLOW));
    }

    @Test
    void proseIsNotAnAllowance() {
        assertEquals(List.of(), ofStatement("// allow for rows of zeros", "// allow everything"));
        assertEquals(List.of(), ofStatement("// allowance: of 3", "// we allow unused-name: no"));
    }

    @Test
    void oneLineIsForOneCode() {
        assertEquals(
                List.of(),
                codes(
                        "// allow unused-name: for later",
                        "// allow unused-definition: for later",
                        "def f(v, w) = v",
                        "norm A(x[N, D]) { return x }"));
    }

    @Test
    void allLineEndsCount() {
        Survey survey = Dsl.survey(new Source("ends.norm", "norm A(x[N]) {\r" + ALLOW + "\r\nconst a = 1\rreturn x }"));
        assertEquals(List.of(), survey.allowances().apply(survey.warnings(), place -> true));
    }
}
