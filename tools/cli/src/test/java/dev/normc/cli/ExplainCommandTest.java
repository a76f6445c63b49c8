package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code normc explain}. */
class ExplainCommandTest {

    @Test
    void layerNormsBackwardIsTheTextbooks() {
        Outcome.of("explain", "LayerNorm")
                .succeeds()
                .says("LayerNorm\n  Layer normalization. Ba, Kiros, Hinton 2016.\n")
                .says("\n  dx[N, D] = r * (g - mean[D](g) - mean[D](h * g) * h)\n")
                .says("\n  mu     [N]     saved ")
                .says("\n  sweeps over memory         1        1\n")
                .says("\n  bytes read per element     4 (x)    8 (x, dy)\n");
    }

    @Test
    void theBytesAreThoseOfTheType() {
        Outcome.of("explain", "LayerNorm", "--type", "double")
                .succeeds()
                .says("\n  bytes read per element     8 (x)    16 (x, dy)\n");
    }

    @Test
    void trainingAndInferenceAreToldApartWhereTheyDiffer() {
        Outcome.of("explain", "BatchNorm")
                .succeeds()
                .says("\nForward, training\n")
                .says("\nForward, inference\n")
                .says("\n  dx[N, C] = gamma * r * dy\n");
        assertFalse(Outcome.of("explain", "LayerNorm").out().contains("training"));
    }

    @ParameterizedTest
    @MethodSource("library")
    void everyNormOfTheLibraryIsExplained(String norm) {
        Outcome.of("explain", norm).succeeds().says(norm + "\n");
    }

    static java.util.List<String> library() {
        return dev.normc.dsl.library.Library.names();
    }

    @Test
    void everyNormOfAFileIsExplained(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("two.norm"), "norm A(x[N, D]) {\n    return x\n}\nnorm B(x[N]) {\n    return x\n}\n");
        Outcome.of("explain", file.toString()).succeeds().says("A\n").says("\n\nB\n");
        Outcome one = Outcome.of("explain", file + "#B").succeeds();
        assertFalse(one.out().contains("norm A"), one::out);
        assertEquals(ExitCode.FAILED, Outcome.of("explain", file + "#C").code());
    }

    @ParameterizedTest
    @MethodSource("library")
    void everyFormulaOfTheLibraryHasItsLatex(String norm) {
        Outcome latex = Outcome.of("explain", norm, "--latex").succeeds().says("\\begin{align*}\n");
        assertFalse(latex.out().contains("\\texttt"), latex::out);
    }

    @Test
    void aPageOfHtmlNeedsNoOtherFile() {
        Outcome html = Outcome.of("explain", "LayerNorm", "--html").succeeds();
        html.says("<!DOCTYPE html>\n")
                .says("<h1>LayerNorm</h1>")
                .says("<td>mu</td>")
                .says("</html>\n");
        assertFalse(html.out().contains("http"), html::out);
        assertFalse(html.out().contains("src="), html::out);
    }

    @Test
    void latexAndHtmlExcludeEachOther() {
        Outcome.of("explain", "LayerNorm", "--html", "--latex")
                .isMisused("normc explain", "--latex and --html exclude each other.");
    }

    @Test
    void aTraceSaysWhichRuleFiredWhere() {
        Outcome.of("explain", "LayerNorm", "--trace")
                .succeeds()
                .says("\nSimplification of the forward\n")
                .says("\n  divide-by-root (reassociates), line 9\n")
                .says("\nSimplification of the backward\n")
                .says("\n  drop-balanced (assumes finite), line 7\n");
        assertFalse(Outcome.of("explain", "LayerNorm").out().contains("divide-by-root"));
    }

    @Test
    void aTraceTellsModesApartWhereTheyDiffer() {
        Outcome.of("explain", "BatchNorm", "--trace")
                .succeeds()
                .says("\nSimplification of the backward, training\n")
                .says("\nSimplification of the backward, inference\n");
        Outcome.of("explain", "BatchNorm", "--trace", "--html").succeeds().says("<pre>divide-by-root (reassociates)");
    }

    @Test
    void aTraceHasNoLatex() {
        Outcome.of("explain", "LayerNorm", "--trace", "--latex")
                .isMisused("normc explain", "--latex shows formulas alone, and --trace has none.");
    }
}
