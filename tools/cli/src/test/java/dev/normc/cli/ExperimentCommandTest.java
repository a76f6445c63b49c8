package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.examples.compare.Budget;
import dev.normc.examples.experiment.Scale;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The face of the experiments, with models of a few numbers; what they find is tested where they are made. */
class ExperimentCommandTest {

    private static final Budget SHORT = new Budget(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofNanos(1000));

    /** As small as it can be. */
    static final Scale TINY =
            new Scale(1, 4, 1, 4, 8, 2, 2, 1, 1e-2, 2, 2, 1, List.of(1, 2), 1, List.of(1e-2), List.of(0.5), SHORT);

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** A text long enough for these models. */
    static Path text(Path folder) throws IOException {
        return Files.writeString(folder.resolve("text.txt"), "a line of a text that is long enough\n".repeat(50));
    }

    private int run(String... arguments) {
        PrintWriter text = new PrintWriter(out, true);
        PrintWriter complaints = new PrintWriter(err, true);
        Failures failures = new Failures(text, complaints, false, () -> false);
        return new CommandLine(new ExperimentCommand((experiment, quick) -> TINY))
                .setParameterExceptionHandler(failures::usage)
                .setExecutionExceptionHandler(failures::execution)
                .setOut(text)
                .setErr(complaints)
                .execute(arguments);
    }

    private String[] placement(String... more) throws IOException {
        List<String> arguments = new java.util.ArrayList<>(List.of("placement", "--seeds", "1", "--jobs", "1"));
        arguments.addAll(List.of("--text", text(folder).toString()));
        arguments.addAll(List.of("--out", folder.resolve("out").toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    @Test
    void theReportIsWrittenToTheTerminalAndToTheFolderAndProgressBesideIt() throws IOException {
        assertEquals(0, run(placement()), err::toString);
        Path results = folder.resolve("out");
        String report = Files.readString(results.resolve("report.md"));
        assertTrue(out.toString().startsWith(report), out::toString);
        assertTrue(report.contains("`normc experiment placement --text "), report);
        assertTrue(
                out.toString().endsWith("Wrote " + results.resolve("report.md") + System.lineSeparator()),
                out::toString);
        List<String> lines = err.toString().lines().toList();
        assertEquals("1/7 initialization LayerNorm, pre-norm, 1 layers, seed 1", lines.get(0));
        assertTrue(lines.get(lines.size() - 1).contains("seed 1: perplexity "), err::toString);
    }

    @Test
    void whatIsOverIsNotDoneAgain() throws IOException {
        assertEquals(0, run(placement()), err::toString);
        err.getBuffer().setLength(0);
        assertEquals(0, run(placement()), err::toString);
        assertEquals("", err.toString());
        assertTrue(out.toString().contains("runs: 7, of which 7 were over"), out::toString);
    }

    @Test
    void aFolderOfTheQuickFormIsNotOneOfTheFull() throws IOException {
        assertEquals(0, run(placement("--quick")), err::toString);
        err.getBuffer().setLength(0);
        assertEquals(1, run(placement()));
        assertEquals(
                "normc: " + folder.resolve("out")
                        + " is of another experiment: form is quick there, full here; name another folder with --out."
                        + System.lineSeparator(),
                err.toString());
    }

    @Test
    void aNormThatSeesOtherTokensIsRefusedBeforeAnythingIsTrained() throws IOException {
        assertEquals(1, run(placement("--norm", "BatchNorm")));
        assertTrue(err.toString().startsWith("normc: "), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains("BatchNorm"), err::toString);
        assertEquals("", out.toString());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void whatCannotBeReadIsToldInASentence() throws IOException {
        assertEquals(1, run("dyt", "--text", folder.resolve("missing.txt").toString()));
        assertTrue(err.toString().startsWith("normc: There is no file " + folder), err::toString);
        err.getBuffer().setLength(0);
        assertEquals(1, run(placement("--norm", "LayerNrom")));
        assertTrue(err.toString().contains("did you mean LayerNorm?"), err::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batchnorm | expected powernorm, placement, dyt, given batchnorm.",
                "dyt --seeds 0 | An experiment has at least one seed, given 0.",
                "dyt --jobs 0 | At least one run goes at a time, given 0.",
                "dyt --seed 1 | There is no option --seed; did you mean --seeds?",
                "--quick | Missing required parameter",
            })
    void wrongUsageIsExitCodeTwo(String arguments, String sentence) throws IOException {
        assertEquals(2, run((arguments + " --text " + text(folder)).split(" ")), out::toString);
        assertTrue(err.toString().startsWith("normc: "), err::toString);
        assertTrue(err.toString().contains(sentence), err::toString);
        assertEquals("", out.toString());
    }
}
