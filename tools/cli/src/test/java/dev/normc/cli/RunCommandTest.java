package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.runtime.cases.CaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code normc run}: y = gamma * x / sqrt(mean of x^2), on a row whose quadratic mean is 16, so that all is exact. */
class RunCommandTest {

    private static final String CASE =
            "{\"name\": \"one\", \"axes\": {\"N\": 1, \"D\": 2}, \"constants\": {\"eps\": 0},"
                    + " \"steps\": [{\"mode\": \"train\","
                    + " \"inputs\": {\"x\": {\"shape\": [1, 2], \"data\": [-4, 4]}},"
                    + " \"parameters\": {\"gamma\": {\"shape\": [2], \"data\": [5, 10]}},"
                    + " \"outputs\": {\"y\": {\"shape\": [1, 2], \"data\": [-5, 10]}},"
                    + " \"upstream\": {\"y\": {\"shape\": [1, 2], \"data\": [0, 1]}}}]}";

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private String file;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path out;

    @BeforeEach
    void writeTheCase() throws IOException {
        file = Files.writeString(folder.resolve("one.json"), CASE).toString();
        out = folder.resolve("result.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"janino", "javac", "interpreter"})
    void resultsAreWrittenAndCompared(String compiler) {
        Outcome.of(
                        "run",
                        "RmsNorm",
                        "--case",
                        file,
                        "--out",
                        out.toString(),
                        "--type",
                        "double",
                        "--compiler",
                        compiler)
                .succeeds()
                .says("RmsNorm on " + file + ": 1 step, double, " + compiler + "\n"
                        + "  tensor  worst error  step\n"
                        + "  y       0            1\n")
                .says("Wrote " + out + "\n");
        CaseFile.Step step = CaseFile.read(out).steps().get(0);
        assertEquals(Set.of("x", "gamma"), step.gradients().orElseThrow().keySet());
    }

    @Test
    void floatIsTheDefaultAndTheInterpretersTypeIsDouble() {
        Outcome.of("run", "RmsNorm", "--case", file).succeeds().says(": 1 step, float, janino\n");
        Outcome.of("run", "RmsNorm", "--case", file, "--compiler", "interpreter")
                .succeeds()
                .says(": 1 step, double, interpreter\n");
        Outcome.of("run", "RmsNorm", "--case", file, "--compiler", "interpreter", "--type", "float")
                .isMisused("normc run", "The interpreter computes in double; leave out --type float.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector", "vector-256"})
    void everyTargetRunsAndIsNamed(String target) {
        Outcome.of("run", "RmsNorm", "--case", file, "--target", target)
                .succeeds()
                .says("RmsNorm on " + file + ": 1 step, float, janino, " + target + "\n"
                        + "  tensor  worst error  step\n"
                        + "  y       0            1\n");
    }

    @Test
    void aTargetThatCannotBeIsOneSentence() {
        Outcome.of("run", "RmsNorm", "--case", file, "--target", "gpu")
                .isMisused(
                        "normc run",
                        "Invalid value for option '--target': expected one of scalar, vector, vector-128, vector-256,"
                                + " vector-512, given gpu.");
        Outcome.of("run", "RmsNorm", "--case", file, "--compiler", "interpreter", "--target", "scalar")
                .isMisused("normc run", "The interpreter runs no kernels; leave out --target.");
    }

    @Test
    void severalThreadsGiveTheSameResults() throws IOException {
        Path other = folder.resolve("other.json");
        Outcome.of("run", "RmsNorm", "--case", file, "--out", out.toString()).succeeds();
        Outcome.of("run", "RmsNorm", "--case", file, "--out", other.toString(), "--threads", "3")
                .succeeds();
        assertEquals(Files.readString(out), Files.readString(other));
        Outcome.of("run", "RmsNorm", "--case", file, "--threads", "0")
                .isMisused("normc run", "A call takes 1 to 256 threads, given --threads 0.");
        Outcome.of("run", "RmsNorm", "--case", file, "--compiler", "interpreter", "--threads", "2")
                .isMisused("normc run", "The interpreter has one thread; leave out --threads.");
    }

    @Test
    void anErrorAboveTheToleranceFails() throws IOException {
        write(CASE.replace("[-5, 10]", "[-5, 5]"));
        Outcome.of("run", "RmsNorm", "--case", file).succeeds().says("  y       1.0e+00      1\n");
        Outcome outcome = Outcome.of("run", "RmsNorm", "--case", file, "--tolerance", "1e-3");
        assertEquals(ExitCode.FAILED, outcome.code());
        Outcome.of("run", "RmsNorm", "--case", file, "--tolerance", "1.5").succeeds();
    }

    @Test
    void aConstantOfTheCommandGoesBeforeTheCases() {
        Outcome outcome = Outcome.of("run", "RmsNorm", "--case", file, "--const", "eps=48", "--type", "double");
        outcome.succeeds().says("  y       5.0e-01      1\n");
    }

    @Test
    void aCaseThatDoesNotFitIsRefusedAndNothingIsWritten() throws IOException {
        write(CASE.replace("\"D\": 2", "\"D\": 3"));
        Outcome.of("run", "RmsNorm", "--case", file, "--out", out.toString())
                .failsWith(
                        ExitCode.FAILED,
                        "normc: Step 1 of the case: input x[N, D] needs the shape [1, 3], given [1, 2].");
        write(CASE.substring(0, 300));
        Outcome.of("run", "RmsNorm", "--case", file, "--out", out.toString())
                .failsWith(ExitCode.FAILED, "normc: " + file + " is truncated: it ends in the middle of its JSON.");
        Outcome.of("run", "RmsNorm", "--case", folder.toString(), "--out", out.toString())
                .failsWith(ExitCode.FAILED, "normc: " + folder + " is a directory, not a file.");
        assertTrue(Files.notExists(out));
    }

    @Test
    void sizesForWhichTheNormIsNotDefinedAreRefused() throws IOException {
        write("{\"axes\": {\"N\": 1, \"C\": 1}, \"steps\": [{\"mode\": \"train\","
                + " \"inputs\": {\"x\": {\"shape\": [1, 1], \"data\": [1]}},"
                + " \"parameters\": {\"gamma\": {\"shape\": [1], \"data\": [1]},"
                + " \"beta\": {\"shape\": [1], \"data\": [1]}}}]}");
        Outcome outcome = Outcome.of("run", "BatchNorm", "--case", file);
        assertEquals(ExitCode.FAILED, outcome.code());
        assertEquals(1, outcome.err().lines().count(), outcome::err);
        assertTrue(outcome.err().contains("N - 1"), outcome::err);
    }

    @Test
    void whatTheProgramDoesNotKnowIsNoted() throws IOException {
        write(CASE.replace("\"D\": 2", "\"D\": 2, \"G\": 3"));
        Outcome outcome = Outcome.of("run", "RmsNorm", "--case", file);
        assertEquals(ExitCode.OK, outcome.code());
        assertEquals("normc: note: RmsNorm has no axis and no constant G; the case's is ignored.\n", outcome.err());
    }

    @Test
    void misuseIsOneSentence() {
        Outcome.of("run", "RmsNorm")
                .isMisused("normc run", "Say what to run on: --case CASE.json, or arrays as --in NAME=FILE.npy.");
        Outcome.of("run", "RmsNorm", "--case", file, "--compiler", "gcc")
                .isMisused(
                        "normc run",
                        "Invalid value for option '--compiler': expected janino, javac or interpreter, given gcc.");
        Outcome.of("run", "RmsNorm", "--case", file, "--state", "nu")
                .isMisused(
                        "normc run",
                        "A state of the case is written NAME=STATE or NAME=FACTOR*STATE, such as nu=-2*psi2_adjoint,"
                                + " with a factor that is not zero; given nu.");
    }

    private void write(String text) throws IOException {
        Files.writeString(Path.of(file), text);
    }
}
