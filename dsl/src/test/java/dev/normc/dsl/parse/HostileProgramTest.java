package dev.normc.dsl.parse;

import static dev.normc.dsl.Programs.assertClean;
import static dev.normc.dsl.Programs.codes;
import static dev.normc.dsl.Programs.norm;
import static dev.normc.dsl.Programs.printed;
import static dev.normc.dsl.Programs.returning;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.dsl.Programs;
import dev.normc.dsl.diagnostic.DiagnosticRenderer;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.source.Source;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, the answer is a list of diagnostics, and soon. */
class HostileProgramTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "-",
                "--",
                "not ",
                "-not ",
                "not -",
                "if ",
                "if x > 0 then x else ",
                "if where then x else ",
                "x^",
                "x^-",
                "not x + ",
                "-not x + ",
                "sqrt(",
                "mean[D](",
                "max(x, ",
                "[",
                "{",
                "if x then if y then ",
                "(-(",
                "x^("
            })
    void tenThousandLevelsAreTooDeep(String level) {
        String program = returning(level.repeat(10_000) + "x");
        assertEquals(List.of("nesting-too-deep"), assertTimeout(SOON, () -> codes(program)));
    }

    @Test
    void tenThousandParenthesesThatCloseAreTooDeep() {
        assertEquals(List.of("nesting-too-deep"), codes(returning("(".repeat(10_000) + "x" + ")".repeat(10_000))));
    }

    @Test
    void twoHundredLevelsAreNot() {
        assertClean(returning("(".repeat(199) + "x" + ")".repeat(199)));
        assertClean(returning("-".repeat(199) + "x"));
        assertClean(returning("if x > 0 then x else ".repeat(199) + "x"));
        assertClean(returning("sqrt(".repeat(199) + "x" + ")".repeat(199)));
    }

    @ParameterizedTest
    @ValueSource(strings = {" + ", " - ", " * ", " / ", " * -", " + (x) - "})
    void chainsOfFiveThousandOperandsDoNotNest(String operator) {
        String program = returning("x" + (operator + "x").repeat(4_999));
        assertClean(program);
        assertTrue(printed(program).length() > 5_000);
    }

    @Test
    void chainsOfFiveThousandConditionsDoNotNest() {
        assertClean(returning("if " + "train or not x > 0 and ".repeat(5_000) + "train then x else 2 * x"));
    }

    @Test
    void fiveThousandLinesAreAProgram() {
        String lines = IntStream.range(1, 5_000)
                .mapToObj(i -> "a" + i + " = a" + (i - 1) + " * x + " + i)
                .collect(Collectors.joining("\n"));
        assertTimeout(SOON, () -> assertClean(norm("a0 = x", lines, "return a4999")));
    }

    @Test
    void fiveMegabytesAreTooMuchAndAnsweredSoon() {
        String lines = "    a = mean[D](x) + 1 // and so on\n".repeat(150_000);
        assertTrue(lines.length() > 5_000_000);
        assertEquals(List.of("program-too-long"), assertTimeout(SOON, () -> codes(norm(lines, "return a"))));
    }

    /** Each definition calls the one before twice: thirty lines stand for a thousand million operations. */
    @Test
    void definitionsThatDoubleAgainAndAgainAreTooLong() {
        String definitions = IntStream.range(1, 30)
                .mapToObj(i -> "def f" + i + "(v) = f" + (i - 1) + "(v) + f" + (i - 1) + "(v * 2)\n")
                .collect(Collectors.joining());
        String program = "def f0(v) = v + v\n" + definitions + returning("f29(x)");
        assertEquals(List.of("expansion-too-long"), assertTimeout(SOON, () -> codes(program)));
    }

    @Test
    void normsThatDoubleAgainAndAgainAreTooLong() {
        String norms = IntStream.range(1, 30)
                .mapToObj(i -> "norm N" + i + "(x[N]) { return N" + (i - 1) + "(x) + N" + (i - 1) + "(x * 2) }\n")
                .collect(Collectors.joining());
        String program = "norm N0(x[N]) { return x + x }\n" + norms;
        assertEquals(
                List.of("expansion-too-long"),
                assertTimeout(SOON, () -> codes(program).stream().distinct().toList()));
    }

    @Test
    void fiveThousandDefinitionsInAChainAreTooDeep() {
        String definitions = IntStream.range(1, 5_000)
                .mapToObj(i -> "def f" + i + "(v) = f" + (i - 1) + "(v) * 2\n")
                .collect(Collectors.joining());
        String program = "def f0(v) = v + 1\n" + definitions + returning("f4999(x)");
        assertEquals(
                List.of("calls-too-deep"),
                assertTimeout(SOON, () -> codes(program).stream().distinct().toList()));
    }

    @Test
    void manyErrorsAreListedUpToALimit() {
        String program = norm(
                IntStream.range(0, 20_000).mapToObj(i -> "a" + i + " = b" + i).collect(Collectors.joining("\n")));
        assertEquals(
                Findings.LIMIT + 1, assertTimeout(SOON, () -> codes(program)).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "[",
                "]",
                "{",
                "}",
                "([)",
                "x ",
                "norm ",
                "norm A(x) {",
                "$ ",
                "1.",
                "\"",
                "/*",
                "=",
                ",",
                ";",
                "\r",
                "\n",
                "return ",
                "a = (x\n",
                "a = x +\n",
                "é ",
                "\uD83D\uDE42",
                "/// a\n",
                "#\n",
                "update s = s\n",
                "if "
            })
    void aLotOfTheSameIsAnsweredSoon(String piece) {
        String body = piece.repeat(100_000 / piece.length());
        assertTimeout(SOON, () -> assertFalse(codes(body).isEmpty()));
        assertTimeout(SOON, () -> assertFalse(codes(norm(body)).isEmpty()));
        assertTimeout(SOON, () -> assertFalse(codes(returning(body)).isEmpty()));
    }

    @Test
    void textsThatAreNoneGetOneDiagnostic() {
        assertEquals(List.of("not-text"), codes("norm A(x[N]) {\0}"));
        assertEquals(List.of("not-text"), codes("\uD800 alone"));
        assertEquals(List.of("not-text"), codes("\u001B[31mred"));
        assertEquals(List.of("not-text"), codes("\u007FELF\u0001\u0002"));
    }

    @Test
    void programThatIsTooLongGetsOneDiagnostic() {
        assertEquals(List.of("program-too-long"), codes(" ".repeat(Parser.LONGEST_PROGRAM + 1)));
        assertEquals(List.of("no-norm"), codes(" ".repeat(Parser.LONGEST_PROGRAM)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\n", "\r", "\t\n", "// only a comment", "/// only documentation\n", ";", "\uFEFF"})
    void programWithoutNormGetsOneDiagnostic(String program) {
        assertEquals(List.of("no-norm"), codes(program));
    }

    @ParameterizedTest
    @ValueSource(strings = {"norm A(x[N]) { return (x", "norm A(x[N]) { return x[", "norm A(x[N]) { return mean[N](x"})
    void bracketsOpenAtTheEndAreReported(String program) {
        assertTrue(
                codes(program).stream().allMatch("unclosed-bracket"::equals),
                () -> codes(program).toString());
    }

    @Test
    void longNameIsRefusedOnce() {
        String name = "a".repeat(100_000);
        assertEquals(List.of("name-too-long"), codes(returning(name)));
        assertClean(norm("b = x", "a".repeat(200) + " = b", "return " + "a".repeat(200)));
    }

    @Test
    void emojiInCommentsIsFine() {
        assertClean("/// \uD83D\uDE42\n" + returning("x // \uD83D\uDE42"));
    }

    /** Programs that are nearly right: pieces of the library, cut, swapped, doubled and with junk put in. */
    @Test
    void mutilatedProgramsAreAnswered() {
        Random random = new Random(20200317);
        List<String> programs = Library.names().stream()
                .map(name -> Library.find(name).orElseThrow().text())
                .toList();
        for (int round = 0; round < 3_000; round++) {
            StringBuilder program = new StringBuilder(programs.get(random.nextInt(programs.size())));
            for (int change = random.nextInt(4); change >= 0; change--) {
                mutilate(program, random);
            }
            Source source = new Source("mutilated.norm", program.toString());
            DiagnosticRenderer.render(source, Programs.diagnostics(source));
        }
    }

    private static void mutilate(StringBuilder program, Random random) {
        String junk = "()[]{}=,;+-*/^<>!&|\"'#.:\n\r\t ai1\u03b3\u00b2\uD83D\uDE42";
        int from = random.nextInt(program.length() + 1);
        int to = Math.min(program.length(), from + random.nextInt(12));
        switch (random.nextInt(3)) {
            case 0 -> program.delete(from, to);
            case 1 -> program.insert(random.nextInt(program.length() + 1), program.substring(from, to));
            default -> program.insert(from, junk.charAt(random.nextInt(junk.length())));
        }
        if (program.isEmpty()) {
            program.append("norm");
        }
    }
}
