package dev.normc.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.advise.Advising;
import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.lower.Lowering;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.DiagnosticRenderer;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which programs earn advice, and which do not. */
class AdviceTest {

    private static final Path TABLE = Path.of("src/test/resources/advice/table.txt");

    @TestFactory
    Stream<DynamicTest> theStatementsEarnTheirWarningsAndNoOther() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(row -> !row.isBlank() && !row.startsWith("#"))
                .map(row -> DynamicTest.dynamicTest(row, () -> check(row)));
    }

    private static void check(String row) {
        String statements = row.substring(row.indexOf(": ") + 2);
        String program = "norm Row(x[N, D], r[N, D]) {\n" + statements + "\n}\n";
        Review review = Review.of(new Source("row.norm", program));
        List<String> codes = review.warnings().stream()
                .map(Diagnostic::code)
                .filter(code -> !code.equals("unused-name"))
                .sorted()
                .toList();
        List<String> expected = Stream.of(row.substring(0, row.indexOf(": ")).split(", "))
                .filter(code -> !code.equals("none"))
                .sorted()
                .toList();
        assertEquals(expected, codes, () -> shown(review));
    }

    private static String shown(Review review) {
        List<Diagnostic> all = new ArrayList<>(review.errors());
        all.addAll(review.warnings());
        return DiagnosticRenderer.render(review.source(), all);
    }

    static List<String> library() {
        return Library.names();
    }

    /** A norm that is published as it is has a line of its own that says so. */
    @ParameterizedTest
    @MethodSource("library")
    void theLibraryNeedsNoAdvice(String name) {
        Review review = Review.of(Library.find(name).orElseThrow());
        assertEquals(
                "",
                shown(review),
                () -> "mend " + name + ".norm as the hints say; or if it must stay as it is, put above its `///` lines"
                        + " (or above the statement): // allow CODE: why. The codes: "
                        + review.warnings().stream()
                                .map(Diagnostic::code)
                                .distinct()
                                .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LayerNorm", "RmsNorm", "BatchNorm", "PowerNorm", "DyT"})
    void theFirstNormsNeedNoAllowance(String name) {
        assertTrue(!Library.find(name).orElseThrow().text().contains("// allow"), name);
    }

    @Test
    void nothingIsSaidOfTheInsideOfACalledNormOfTheLibrary() {
        assertEquals(List.of(), codes("norm A(x[N, D]) {\n    h = AdaNorm(x)\n    return ScaleNorm(h)\n}\n"));
        assertEquals(List.of(), codes("norm A(x[N, D]) {\n    return MaskedBatchNorm[C = D](x)\n}\n"));
        assertEquals(List.of("unguarded-division"), codes("norm A(x[N, D]) {\n    return x / LayerNorm(x)\n}\n"));
    }

    @Test
    void aCalledNormOfTheFileIsAdvisedOnceAtItsOwnWords() {
        String callee = "norm B(x[N, D]) {\n    return x / sqrt(mean[D](x^2))\n}\n";
        String caller = "norm A(x[N, D]) {\n    h = B(x)\n    return B(h)\n}\n";
        Review review = Review.of(new Source("two.norm", callee + caller));
        assertEquals(1, review.warnings().size(), () -> shown(review));
        assertTrue(shown(review).startsWith("two.norm:2:16: warning"), () -> shown(review));
        String allowed = callee.replace("    return", "    // allow unguarded-division: no row is zero\n    return");
        assertEquals(List.of(), codes(allowed + caller));
    }

    @Test
    void aWarningOfBothModesIsSaidOnce() {
        String program = "norm A(x[N, D]) {\n    state s[D] = 1\n    update s = 0.5 * s + mean[N](abs(x))\n"
                + "    h = x / sqrt(mean[D](x^2))\n    return if train then h else h / s\n}\n";
        assertEquals(List.of("unguarded-division"), codes(program));
    }

    @Test
    void aProgramWithErrorsHasTheWarningsOfItsOtherNorms() {
        String program = "norm A(x[N, D]) {\n    return gama * x\n}\n"
                + "norm B(x[N, D]) {\n    return log(x)\n}\n"
                + "norm C(x[N, D]) {\n    mu = mean[D](x)\n    return A(x)\n}\n";
        Review review = Review.of(new Source("three.norm", program));
        assertEquals(
                List.of("unknown-name"),
                review.errors().stream().map(Diagnostic::code).toList());
        assertEquals(List.of("unguarded-log"), warnings(review));
        Review broken = Review.of(new Source("broken.norm", program + "norm D(x[N] { return x }"));
        assertTrue(!broken.errors().isEmpty());
        assertEquals(List.of(), warnings(broken));
    }

    @Test
    void onlyTheNormThatIsMeantIsAdvised() {
        String program = "norm A(x[N, D]) {\n    return log(x)\n}\n"
                + "// allow exp-overflow: it cannot be\nnorm B(x[N, D], r[N, D]) {\n    return sqrt(x)\n}\n";
        Source source = new Source("two.norm", program);
        assertEquals(List.of("unguarded-log"), warnings(Review.of(source, Optional.of("A"), Options.DEFAULT)));
        assertEquals(
                List.of("unused-allow", "unused-name", "infinite-gradient"),
                warnings(Review.of(source, Optional.of("B"), Options.DEFAULT)));
    }

    /** A chain and a tree of shared values; whoever recurses over either ends in a StackOverflowError or never. */
    @Test
    void longProgramsAreAdvisedOn() {
        StringBuilder chain = new StringBuilder("norm Long(x[N, D]) {\n    v0 = x\n");
        for (int i = 1; i <= 5_000; i++) {
            String before = "v" + (i - 1);
            chain.append("    v")
                    .append(i)
                    .append(" = ")
                    .append(
                            switch (i % 5) {
                                case 0 -> "if " + before + " > 0 then " + before + " / (x + " + i + ") else x";
                                case 1 -> before + " + " + before + " * x";
                                case 2 -> "max(" + before + ", 0) - " + before + "^2";
                                case 3 -> "sqrt(abs(" + before + "))";
                                default -> "x - (" + before + " + 1)";
                            });
            chain.append('\n');
        }
        Source source = new Source("long.norm", chain + "    return v5000\n}\n");
        Norm norm = Dsl.norm(Dsl.read(source), Optional.empty());
        Graph graph = Lowering.lower(source, norm, Map.of(), true);
        List<Diagnostic> advice = Advising.advise(source, graph, graph, Set.of());
        Set<String> found = new TreeSet<>(advice.stream().map(Diagnostic::code).toList());
        assertTrue(found.contains("infinite-gradient") && found.contains("unguarded-division"), found::toString);
    }

    private static List<String> codes(String program) {
        Review review = Review.of(new Source("program.norm", program));
        assertEquals(List.of(), review.errors(), () -> shown(review));
        return warnings(review);
    }

    private static List<String> warnings(Review review) {
        return review.warnings().stream().map(Diagnostic::code).toList();
    }
}
