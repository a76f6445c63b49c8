package dev.normc.dsl.parse;

import static dev.normc.dsl.Programs.codes;
import static dev.normc.dsl.Programs.norm;
import static dev.normc.dsl.Programs.printed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a line end ends a statement. */
class LayoutTest {

    private static final String ONE_STATEMENT = norm("    return a + b");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return a +\n b",
                "return a\n + b",
                "return a\n\n\n + b",
                "return a + // what follows\n b",
                "return (a\n + b\n)",
                "return (\na\n+\nb)",
                "return a + b;",
                ";;return a + b;;",
                "\n\nreturn a + b\n\n",
                "return a + b // the sum",
                "/// no head follows\nreturn a + b",
            })
    void lineEndIsABlankBesideAnOperatorAndInBrackets(String statement) {
        assertEquals(ONE_STATEMENT, printed(norm(statement)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=", "and", "or"})
    void everyBinaryOperatorJoinsTheLines(String operator) {
        String expected = printed(norm("return a " + operator + " b"));
        assertEquals(expected, printed(norm("return a " + operator + "\n b")));
        assertEquals(expected, printed(norm("return a\n " + operator + " b")));
    }

    @Test
    void powerJoinsTheLines() {
        assertEquals(printed(norm("return a^b")), printed(norm("return a ^\n b")));
        assertEquals(printed(norm("return a^b")), printed(norm("return a\n ^ b")));
    }

    @Test
    void thenAndElseJoinTheLines() {
        String expected = printed(norm("return if p then a else b"));
        assertEquals(expected, printed(norm("return if p\n then a\n else b")));
        assertEquals(expected, printed(norm("return if p then\n a else\n b")));
    }

    @Test
    void commaJoinsWithTheLineBehindIt() {
        assertEquals(printed(norm("return a = x, b = y")), printed(norm("return a = x,\n b = y")));
    }

    @Test
    void lineEndEndsAStatement() {
        assertEquals(norm("    a = x", "    b = y", "    return a"), printed(norm("a = x", "b = y", "return a")));
    }

    @Test
    void semicolonSeparates() {
        assertEquals(
                printed(norm("a = x", "b = y", "return a")),
                printed("norm Example(x[N, D]) { a = x; b = y; return a }"));
    }

    @Test
    void statementDoesNotBeginBehindAnEqualsSign() {
        assertEquals(List.of("missing-expression", "not-a-statement"), codes(norm("a =", "x + 1", "return a")));
    }

    @Test
    void headMayTakeSeveralLines() {
        assertEquals(printed(norm("return x")), printed("norm\nExample(\n  x[N,\n    D]\n)\n\n{\n  return x\n}"));
    }

    @Test
    void anyLineEndWill() {
        String program = norm("a = x", "b = y", "return a");
        assertEquals(printed(program), printed(program.replace("\n", "\r\n")));
        assertEquals(printed(program), printed(program.replace("\n", "\r")));
    }

    @Test
    void byteOrderMarkIsPassedOver() {
        assertEquals(printed(norm("return x")), printed("\uFEFF" + norm("return x")));
    }

    @Test
    void byteOrderMarkInsideIsForeign() {
        assertEquals(List.of("unexpected-character"), codes(norm("a = x\uFEFF", "return a")));
    }

    @Test
    void forgottenBracketCostsOneStatement() {
        String program = norm("mu = mean[D](x", "var = mean[D]((x - mu)^2)", "return (x - mu / sqrt(var)");
        assertEquals(List.of("unclosed-bracket", "unclosed-bracket"), codes(program));
    }

    @Test
    void forgottenBraceCostsOneNorm() {
        String program = "norm A(x[N]) {\n return x\n\nnorm B(x[N]) { return missing }";
        assertEquals(List.of("unclosed-bracket", "unknown-name"), codes(program));
    }

    @Test
    void namedArgumentDoesNotBeginAStatement() {
        dev.normc.dsl.Programs.assertClean(norm("return LayerNorm(x,\n gamma = 2,\n beta = 3)"));
    }
}
