package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.cli.Page.Block;
import dev.normc.cli.Page.Row;
import dev.normc.compiler.Compiler;
import dev.normc.compiler.Options;
import dev.normc.compiler.Review;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.check.Vocabulary;
import dev.normc.dsl.diagnostic.AdviceMessages;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.library.Prelude;
import dev.normc.dsl.parse.Parser;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.Arguments;
import dev.normc.runtime.BoundNorm;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.JavaCompiler;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import dev.normc.runtime.Workspace;
import dev.normc.runtime.gradcheck.GradientCheck;
import dev.normc.runtime.gradcheck.GradientReport;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page docs/language.md says what is so: its programs, its tables and its limits. */
class LanguagePageTest {

    private static final double TOLERANCE = 1e-7;

    static Page page() throws IOException {
        return Page.read("docs/language.md");
    }

    static Stream<Block> programs() throws IOException {
        return page().blocks("norm").stream().filter(block -> block.words().isEmpty());
    }

    static Stream<Block> advisedPrograms() throws IOException {
        return page().blocks("norm").stream()
                .filter(block -> !block.words().isEmpty())
                .filter(block -> block.words().get(0).equals("warning"));
    }

    static Stream<Block> refusedPrograms() throws IOException {
        return page().blocks("norm").stream()
                .filter(block -> !block.words().isEmpty())
                .filter(block -> block.words().get(0).equals("error"));
    }

    @Test
    void everyBlockOfThePageIsTested() throws IOException {
        long prelude = page().blocks("norm").stream()
                .filter(block -> block.words().equals(List.of("prelude")))
                .count();
        assertEquals(1, prelude);
        assertEquals(
                page().blocks().size(),
                programs().count()
                        + refusedPrograms().count()
                        + advisedPrograms().count()
                        + prelude,
                "blocks that are neither a program, nor one with its errors or warnings, nor the prelude");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theProgramRunsAndItsGradientsAreRight(Block block) {
        Source source = source(block);
        for (Norm norm : Dsl.read(source).norms()) {
            CompiledNorm compiled = compile(source, Optional.of(norm.name().text()));
            check(compiled, Mode.TRAINING);
            if (compiled.compilation().inference().isPresent()) {
                check(compiled, Mode.INFERENCE);
            }
        }
    }

    private static void check(CompiledNorm norm, Mode mode) {
        GradientReport report = GradientCheck.check(norm, sizes(norm.signature()), mode, 1);
        assertFalse(report.rows().isEmpty());
        assertTrue(report.holds(TOLERANCE), () -> norm.signature().name() + ", " + mode + ": " + report);
    }

    /** Smaller than those of the command: the time of a check grows with the square of the number of elements. */
    private static Map<String, Integer> sizes(Signature signature) {
        int[] choices = {3, 4, 2, 3};
        Sizes sizes = Sizes.of(signature);
        Map<String, Integer> chosen = new LinkedHashMap<>();
        for (String axis : sizes.given()) {
            int fixed = signature.splits().stream()
                    .filter(split -> split.whole().equals(axis))
                    .flatMap(split -> split.parts().stream())
                    .mapToInt(part -> sizes.fixed(part).orElse(1))
                    .reduce(1, (a, b) -> a * b);
            chosen.put(axis, fixed * choices[chosen.size() % choices.length]);
        }
        return chosen;
    }

    private static CompiledNorm compile(Source source, Optional<String> norm) {
        return new Normc(0).compile(source, norm, Options.DEFAULT.withType(ScalarType.DOUBLE), JavaCompiler.JANINO);
    }

    private static Source source(Block block) {
        return new Source("language.md, " + block, block.text());
    }

    @ParameterizedTest
    @MethodSource("refusedPrograms")
    void theProgramHasExactlyItsErrors(Block block) {
        Source source = source(block);
        InvalidNormException error = assertThrows(
                InvalidNormException.class,
                () -> Dsl.read(source).norms().forEach(norm -> Compiler.compile(source, norm, Options.DEFAULT)));
        List<String> codes =
                error.diagnostics().stream().map(Diagnostic::code).distinct().toList();
        assertEquals(block.words().subList(1, block.words().size()), codes, error.getMessage());
    }

    @ParameterizedTest
    @MethodSource("advisedPrograms")
    void theProgramHasExactlyItsWarnings(Block block) {
        Review review = Review.of(source(block));
        assertEquals(List.of(), review.errors());
        List<String> codes =
                review.warnings().stream().map(Diagnostic::code).distinct().toList();
        assertEquals(block.words().subList(1, block.words().size()), codes);
    }

    @Test
    void theTableOfAdviceHasAllCodes() throws IOException {
        List<String> written =
                page().table("| code | what").stream().map(row -> row.cell(0)).toList();
        assertEquals(AdviceMessages.codes(), written);
    }

    @Test
    void thePreludeIsQuotedAsItIs() throws IOException {
        String quoted = page().blocks("norm").stream()
                .filter(block -> block.words().contains("prelude"))
                .findFirst()
                .orElseThrow()
                .text();
        assertEquals(Prelude.source().text(), quoted);
    }

    static List<Row> points() throws IOException {
        return page().table("| expression | at x = |");
    }

    /** One element, in double: the value at it, and the gradient for an upstream gradient of 1. */
    @ParameterizedTest
    @MethodSource("points")
    void theExpressionHasItsValueAndGradient(Row row) {
        Source source = new Source("language.md", "norm At(x[N]) {\n    return " + row.cell(0) + "\n}\n");
        BoundNorm bound = compile(source, Optional.empty()).bind(Map.of("N", 1), Mode.TRAINING);
        double[] y = {Double.NaN};
        double[] dx = {Double.NaN};
        Arguments arguments = bound.newArguments()
                .set(Role.INPUT, "x", new double[] {number(row.cell(1))})
                .set(Role.OUTPUT, "y", y)
                .set(Role.UPSTREAM, "y", new double[] {1})
                .set(Role.GRADIENT, "x", dx);
        Workspace workspace = bound.newWorkspace();
        bound.forward(arguments, workspace);
        bound.backward(arguments, workspace);
        assertEquals(List.of(number(row.cell(2)), number(row.cell(3))), List.of(y[0] + 0.0, dx[0] + 0.0), row.cell(0));
    }

    private static double number(String cell) {
        return Double.parseDouble(cell);
    }

    @Test
    void theTableOfFunctionsHasAllOfThem() throws IOException {
        Set<String> written = page().table("| function | value | gradient |").stream()
                .map(row -> row.cell(0).substring(0, row.cell(0).indexOf('(')))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = Arrays.stream(Pointwise.values())
                .filter(operator -> operator.symbol().matches("[a-z]+"))
                .filter(operator -> !operator.yieldsCondition() && operator != Pointwise.SELECT)
                .map(Pointwise::symbol)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(known, written);
    }

    /** What editors show of a function is what the page says. */
    @Test
    void theTableOfFunctionsSaysWhatTheVocabularySays() throws IOException {
        List<String> written = page().table("| function | value | gradient |").stream()
                .map(row -> row.cell(0) + ": " + row.cell(1))
                .toList();
        List<String> known = Vocabulary.functions().stream()
                .map(entry -> entry.usage() + ": " + entry.meaning().replaceAll("^`(.*)`$", "$1"))
                .toList();
        assertEquals(known, written);
    }

    @Test
    void theLimitsAreThoseOfTheCode() throws IOException {
        Map<String, String> limits = page().table("| what | limit |").stream()
                .collect(Collectors.toMap(row -> row.cell(0), row -> row.cell(1)));
        assertEquals(counted(Parser.LONGEST_PROGRAM), limits.get("characters of a program"));
        assertEquals(counted(Parser.DEEPEST), limits.get("brackets, `if`s and prefix operators within one another"));
        assertEquals(counted(Findings.LIMIT), limits.get("errors that are listed"));
        String operations = limits.getOrDefault("operations of a norm, with all that it calls", "none");
        InvalidNormException tooLong =
                assertThrows(InvalidNormException.class, () -> Dsl.read(new Source("long.norm", doubling(30))));
        String message = String.valueOf(tooLong.getMessage());
        assertTrue(message.contains("more than " + operations + " operations"), message);
        assertEquals(counted(Options.DEFAULT.mostOperations()), limits.get("operations of a norm with its gradients"));
        int axes = Integer.parseInt(limits.getOrDefault("axes of a norm, the parts of split ones counted", ""));
        assertEquals(List.of(), codes(overAxes(axes)));
        assertEquals(List.of("too-many-axes"), codes(overAxes(axes + 1)));
        int letters = Integer.parseInt(limits.getOrDefault("characters of a name", ""));
        assertEquals(List.of(), codes("norm " + "a".repeat(letters) + "(x[N]) { return x }"));
        assertEquals(List.of("name-too-long"), codes("norm " + "a".repeat(letters + 1) + "(x[N]) { return x }"));
        int power = Integer.parseInt(limits.getOrDefault("a whole power that is a product", ""));
        assertEquals(1, powerOfMinusOne(power));
        assertEquals(-1, powerOfMinusOne(power - 1));
        assertEquals(-1, powerOfMinusOne(power + 1)); // computed otherwise, the same value
    }

    private static String counted(int limit) {
        return String.format(Locale.ROOT, "%,d", limit);
    }

    /** Each definition calls the one before it twice. */
    private static String doubling(int count) {
        String definitions = Stream.iterate(1, i -> i + 1)
                .limit(count)
                .map(i -> "def f" + i + "(v) = f" + (i - 1) + "(v) * f" + (i - 1) + "(2 * v)\n")
                .collect(Collectors.joining());
        return "def f0(v) = v\n" + definitions + "norm Long(x[N]) { return f" + count + "(x) }";
    }

    private static String overAxes(int count) {
        String axes =
                Stream.iterate(0, i -> i + 1).limit(count).map(i -> "A" + i).collect(Collectors.joining(", "));
        return "norm Many(x[" + axes + "]) { return x }";
    }

    private static List<String> codes(String program) {
        try {
            Dsl.read(new Source("limits.norm", program));
            return List.of();
        } catch (InvalidNormException error) {
            return error.diagnostics().stream().map(Diagnostic::code).toList();
        }
    }

    private static double powerOfMinusOne(int exponent) {
        Source source = new Source("power.norm", "norm Power(x[N]) { return x^" + exponent + " }");
        BoundNorm bound = compile(source, Optional.empty()).bind(Map.of("N", 1), Mode.TRAINING);
        double[] y = {0};
        bound.forward(
                bound.newArguments().set(Role.INPUT, "x", new double[] {-1}).set(Role.OUTPUT, "y", y),
                bound.newWorkspace());
        return y[0];
    }
}
