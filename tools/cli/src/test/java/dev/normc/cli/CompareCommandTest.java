package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.examples.compare.Budget;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The face of the contest: what it says and with which exit code; the contest itself is tested where it stands. */
class CompareCommandTest {

    private static final Budget TINY = new Budget(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofNanos(10_000));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aRightKernelGetsTableBarsAndNotes() {
        assertEquals(0, run("RmsNorm", "--shape", "3x7", "--shape", "5x64"), err::toString);
        assertTrue(out.toString().contains("RmsNorm  backward  5x64   generated (scalar) "), out::toString);
        assertTrue(out.toString().contains("RmsNorm  backward  5x64   vector "), out::toString);
        assertTrue(out.toString().contains("random inputs of seed 1"), out::toString);
        assertTrue(err.toString().startsWith("1/6 results at 33x257"), err::toString);
    }

    @Test
    void aFileOfTheUsersRunsAlone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mine.norm");
        Files.writeString(file, "norm Mine(x[B, T, D]) {\n    return x / sqrt(mean[D](x^2) + 1)\n}\n");
        assertEquals(0, run(file.toString(), "--shape", "2x3x7"), err::toString);
        assertTrue(out.toString().contains("There is no hand-written kernel for Mine"), out::toString);
    }

    @Test
    void chartsAreWrittenWhereTheUserWants(@TempDir Path folder) throws IOException {
        assertEquals(0, run("PowerNormV", "--shape", "4x7", "--out", folder.toString()), err::toString);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("compare-PowerNormV.png", "compare-PowerNormV.svg"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "LayerNorm --shape 512",
                "LayerNorm --shape 512xD",
                "LayerNorm --shape 0x7",
                "LayerNorm --const epsilon=1",
                "LayerNorm --loud",
                "BatchNorm --shape 1x7",
            })
    void wrongUsageIsExitCodeTwo(String arguments) {
        assertEquals(2, run(arguments.isEmpty() ? new String[0] : arguments.split(" ")), out::toString);
        assertTrue(!err.toString().isBlank());
    }

    @Test
    void aNormThatDoesNotExistIsNotFound() {
        assertEquals(1, run("LayerNrom"));
        assertTrue(err.toString().contains("LayerNorm"), err::toString);
    }

    @Test
    void aProgramWithErrorsIsShownWithThem(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("broken.norm");
        Files.writeString(file, "norm Broken(x[N, D]) {\n    return z\n}\n");
        assertEquals(1, run(file.toString()));
        assertTrue(err.toString().contains("z"), err::toString);
    }

    private int run(String... arguments) {
        PrintWriter text = new PrintWriter(out, true);
        PrintWriter complaints = new PrintWriter(err, true);
        boolean json = List.of(arguments).contains("--json");
        Failures failures = new Failures(text, complaints, json, () -> false);
        return new CommandLine(new CompareCommand(TINY))
                .setParameterExceptionHandler(failures::usage)
                .setExecutionExceptionHandler(failures::execution)
                .setOut(text)
                .setErr(complaints)
                .execute(arguments);
    }
}
