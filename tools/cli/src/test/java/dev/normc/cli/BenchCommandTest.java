package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.examples.bench.Cell;
import dev.normc.examples.bench.Measuring;
import dev.normc.examples.bench.MeasuringException;
import dev.normc.examples.bench.Settings;
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
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The face of the benchmark, with times that are made up; real ones are measured where the benchmark is tested. */
class BenchCommandTest {

    private static final Settings SHORT = new Settings(1, 0, 3, Duration.ofMillis(1), 2, false);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Times without a clock; one contender cannot be measured. */
    static final class MadeUpTimes implements Measuring {
        private final String failing;

        MadeUpTimes(String failing) {
            this.failing = failing;
        }

        @Override
        public List<Double> micros(Cell cell, String contender, Settings settings) {
            if (contender.equals(failing)) {
                throw new MeasuringException("the machine is on fire");
            }
            return contender.equals("generated") ? List.of(2.0, 2.1, 2.2) : List.of(1.0, 1.1, 1.2);
        }

        @Override
        public List<Double> compileMillis(String program, Settings settings) {
            return List.of(900.0, 10.0);
        }
    }

    @Test
    void theReportIsWrittenToTheTerminalAndProgressBesideIt() {
        assertEquals(0, run("", "--norm", "RmsNorm", "--shape", "4x64", "--contender", "tuned"), err::toString);
        assertTrue(out.toString().startsWith("# Benchmark\n"), out::toString);
        assertTrue(out.toString().contains("| tuned     | RmsNorm | backward | 4x64  |"), out::toString);
        assertFalse(out.toString().contains("naive |"), out::toString);
        assertTrue(err.toString().startsWith("1/6 RmsNorm: results"), err::toString);
        assertTrue(err.toString().contains("6/6 RmsNorm backward 4x64: tuned"), err::toString);
    }

    @Test
    void filesAreWrittenWhereTheUserWants(@TempDir Path folder) throws IOException {
        Path results = folder.resolve("results");
        assertEquals(0, run("", "--norm", "DyT", "--shape", "4x257", "--out", results.toString()), err::toString);
        try (Stream<Path> files = Files.list(results)) {
            assertEquals(
                    List.of("bench-4x257.svg", "bench.json", "bench.md"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertTrue(Files.readString(results.resolve("bench.json")).startsWith("{\"format\":1,\"command\":\"bench\""));
        assertTrue(out.toString().contains(Files.readString(results.resolve("bench.md"))), out::toString);
        assertTrue(out.toString().endsWith("Wrote " + results.resolve("bench-4x257.svg") + System.lineSeparator()));
    }

    @Test
    void aFailureIsToldAndTheRestIsMeasured() {
        assertEquals(
                1, run("naive", "--norm", "DyT", "--shape", "4x64", "--contender", "naive", "--contender", "copy"));
        assertTrue(
                err.toString().contains("normc: not measured: DyT forward 4x64, naive: the machine is on fire"),
                err::toString);
        assertTrue(out.toString().contains("- FAILED: DyT forward 4x64, naive: the machine is on fire"), out::toString);
        assertTrue(out.toString().contains("| DyT  | forward  | 4x64  | copy "), out::toString);
    }

    @Test
    void nothingIsMeasuredIfItCannotBeWritten(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        assertEquals(1, run("", "--norm", "DyT", "--shape", "4x64", "--out", file.toString()));
        assertTrue(err.toString().endsWith(" is not a directory.\n"), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertEquals("", out.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--norm LayerNorm --shape 512 | LayerNorm wants sizes for NxD, given 512",
                "--norm LayerNorm --shape 512xD | expected sizes such as 512x1024, given 512xD",
                "--shape 3x4x5 | Nothing is left to measure: LayerNorm at 3x4x5: ",
                "--norm DyT --contender fastest | There is no contender fastest for these norms; there are copy, ",
                "--norm BatchNorm --shape 1x7 | ",
                "--loud | There is no option --loud",
                "LayerNorm | ",
            })
    void wrongUsageIsExitCodeTwo(String arguments, String sentence) {
        assertEquals(2, run("", arguments.split(" ")), out::toString);
        assertTrue(err.toString().startsWith("normc: " + (sentence == null ? "" : sentence)), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void aNormThatDoesNotExistIsNotFound() {
        assertEquals(1, run("", "--norm", "LayerNrom"));
        assertTrue(err.toString().contains("did you mean LayerNorm?"), err::toString);
    }

    private int run(String failing, String... arguments) {
        PrintWriter text = new PrintWriter(out, true);
        PrintWriter complaints = new PrintWriter(err, true);
        Failures failures = new Failures(text, complaints, false, () -> false);
        return new CommandLine(new BenchCommand(new MadeUpTimes(failing), SHORT))
                .setParameterExceptionHandler(failures::usage)
                .setExecutionExceptionHandler(failures::execution)
                .setOut(text)
                .setErr(complaints)
                .execute(arguments);
    }
}
