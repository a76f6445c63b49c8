package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.runtime.npy.NpyFile;
import dev.normc.runtime.npy.NpyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code normc run} on NumPy files: y = gamma * x / sqrt(mean of x^2), on a row whose quadratic mean is 16. */
class RunArraysTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path x;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path gamma;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path dy;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path out;

    @BeforeEach
    void writeTheArrays() throws IOException {
        x = floats("x.npy", List.of(1, 2), -4, 4);
        gamma = floats("gamma.npy", List.of(2), 5, 10);
        dy = floats("dy.npy", List.of(1, 2), 0, 1);
        out = folder.resolve("out");
    }

    private Path floats(String name, List<Integer> shape, float... values) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream stream = Files.newOutputStream(file)) {
            NpyWriter.write(stream, shape, values);
        }
        return file;
    }

    private Path doubles(String name, List<Integer> shape, double... values) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream stream = Files.newOutputStream(file)) {
            NpyWriter.write(stream, shape, values);
        }
        return file;
    }

    private double[] written(String name) {
        try (NpyFile file = NpyFile.open(out.resolve(name))) {
            return file.doubles();
        }
    }

    /** Runs RmsNorm without its constant, so that all is exact. */
    private Outcome run(String... more) {
        return norm("RmsNorm", more, "--const", "eps=0");
    }

    private Outcome norm(String name, String[] more, String... constants) {
        List<String> arguments = new ArrayList<>(List.of("run", name, "--out", out.toString()));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of(constants));
        return Outcome.of(arguments.toArray(String[]::new));
    }

    @Test
    void outputsAndGradientsAreWrittenAndNamed() {
        run("--in", "x=" + x, "--param", "gamma=" + gamma, "--dy", "y=" + dy)
                .succeeds()
                .says("RmsNorm: N = 1, D = 2, training, float, janino\n"
                        + "Wrote " + out.resolve("y.npy") + ": float32 (1, 2)\n"
                        + "Wrote " + out.resolve("dx.npy") + ": float32 (1, 2)\n"
                        + "Wrote " + out.resolve("dgamma.npy") + ": float32 (2,)\n");
        assertArrayEquals(new double[] {-5, 10}, written("y.npy"));
        assertArrayEquals(new double[] {1.25, 1.25}, written("dx.npy"));
        assertArrayEquals(new double[] {0, 1}, written("dgamma.npy"));
    }

    @Test
    void whatIsLeftOutHasItsInitialValue() {
        run("--in", "x=" + x)
                .succeeds()
                .says("RmsNorm: N = 1, D = 2, training, float, janino\n"
                        + "  Initial values: gamma\n"
                        + "Wrote " + out.resolve("y.npy") + ": float32 (1, 2)\n");
        assertArrayEquals(new double[] {-1, 1}, written("y.npy"));
        assertFalse(Files.exists(out.resolve("dx.npy")));
        run("--in", "x=" + x, "--backward").succeeds();
        assertArrayEquals(new double[] {-1, 1}, written("dgamma.npy"));
    }

    @Test
    void anArrayOfDoublesTakesKernelsOfDouble() throws IOException {
        Path wide = doubles("wide.npy", List.of(1, 2), -4, 4);
        run("--in", "x=" + wide, "--param", "gamma=" + gamma)
                .succeeds()
                .says("RmsNorm: N = 1, D = 2, training, double, janino\n")
                .says("y.npy: float64 (1, 2)\n");
        run("--in", "x=" + x, "--type", "double").succeeds().says("y.npy: float64 (1, 2)\n");
        Outcome rounded = run("--in", "x=" + wide, "--type", "float");
        assertEquals(ExitCode.OK, rounded.code());
        assertEquals(
                "normc: note: " + wide + " holds float64 and is rounded to float32 for kernels of float.\n",
                rounded.err());
        rounded.says("y.npy: float32 (1, 2)\n");
    }

    @Test
    void statesAreReadAndTheirNextValuesWritten() throws IOException {
        Path batch = floats("batch.npy", List.of(2, 1), 1, 3);
        Path mean = floats("running_mean.npy", List.of(1), 10);
        String[] arrays = {"--in", "x=" + batch, "--state", "running_mean=" + mean, "--const", "momentum=0.5"};
        norm("BatchNorm", arrays)
                .succeeds()
                .says("  Initial values: gamma, beta, running_var\n")
                .says("running_mean.npy: float32 (1,)\n");
        assertArrayEquals(new double[] {6}, written("running_mean.npy"));
        String[] inference = {"--in", "x=" + batch, "--state", "running_mean=" + mean, "--mode", "infer"};
        norm("BatchNorm", inference, "--const", "eps=0").succeeds().says("N = 2, C = 1, inference, float, janino\n");
        assertArrayEquals(new double[] {10}, written("running_mean.npy"));
        assertArrayEquals(new double[] {-9, -7}, written("y.npy"));
    }

    /** In the place of its old value a state may be written, since that is what a step does to it; nothing else may. */
    @Test
    void whatIsReadIsNotOverwrittenByAnythingElse() throws IOException {
        Files.createDirectories(out);
        Path upstream = Files.move(dy, out.resolve("y.npy"));
        run("--in", "x=" + x, "--dy", "y=" + upstream)
                .failsWith(
                        ExitCode.FAILED,
                        "normc: The output y would overwrite " + upstream
                                + ", which is the upstream gradient y that was"
                                + " given; write to another directory.");
        assertFalse(Files.exists(out.resolve("dx.npy")));
        Path batch = floats("batch.npy", List.of(2, 1), 1, 3);
        Path mean = Files.move(floats("m.npy", List.of(1), 10), out.resolve("running_mean.npy"));
        Files.delete(upstream);
        String[] arrays = {"--in", "x=" + batch, "--state", "running_mean=" + mean, "--const", "momentum=0.5"};
        norm("BatchNorm", arrays).succeeds();
        norm("BatchNorm", arrays).succeeds();
        assertArrayEquals(new double[] {4}, written("running_mean.npy"));
    }

    @Test
    void sizesThatContradictAreToldWithBothFiles() throws IOException {
        Path other = floats("other.npy", List.of(3), 1, 2, 3);
        run("--in", "x=" + x, "--param", "gamma=" + other)
                .failsWith(
                        ExitCode.FAILED,
                        "normc: Axis D of RmsNorm has two sizes: 2 in " + x + " (axis 1 of x[N, D]), 3 in " + other
                                + " (axis 0 of gamma[D]).");
        run("--in", "x=" + gamma)
                .failsWith(
                        ExitCode.FAILED, "normc: " + gamma + " has the shape (2,), but the input x[N, D] has 2 axes.");
        Path image = floats("image.npy", List.of(1, 6, 1, 1), 1, 2, 3, 4, 5, 6);
        norm("GroupNorm", new String[] {"--in", "x=" + image, "--const", "G=4"})
                .failsWith(
                        ExitCode.FAILED,
                        "normc: GroupNorm: the size of C = G*K must be a multiple of 4, given 6; N is 1 in " + image
                                + " (axis 0 of x[N, C, H, W]), C is 6 in " + image
                                + " (axis 1 of x[N, C, H, W]), H is 1 in "
                                + image + " (axis 2 of x[N, C, H, W]), W is 1 in " + image
                                + " (axis 3 of x[N, C, H, W]).");
        assertFalse(Files.exists(out));
    }

    @Test
    void aSizeThatNoArrayHasIsAskedForAndTaken() throws IOException {
        Path program = Files.writeString(
                folder.resolve("a.norm"), "norm A(x[N, D]) { param w[D, E] = 1; return sum[D](x * w) }");
        norm(program.toString(), new String[] {"--in", "x=" + x})
                .failsWith(ExitCode.FAILED, "normc: No array says the size of axis E of A; say --size E=SIZE.");
        norm(program.toString(), new String[] {"--in", "x=" + x, "--size", "E=3"})
                .succeeds()
                .says("y.npy: float32 (1, 3)\n");
        norm(program.toString(), new String[] {"--in", "x=" + x, "--size", "D=3"})
                .failsWith(
                        ExitCode.FAILED,
                        "normc: Axis D of A has two sizes: 3 by --size, 2 in " + x + " (axis 1 of x[N, D]).");
        norm(program.toString(), new String[] {"--in", "x=" + x, "--size", "Q=3", "--size", "E=3"})
                .failsWith(
                        ExitCode.FAILED,
                        "normc: A has no axis Q; its axes are N, D, E; Q is 3 by --size, E is 3 by --size, N is 1 in "
                                + x + " (axis 0 of x[N, D]), D is 2 in " + x + " (axis 1 of x[N, D]).");
    }

    @Test
    void namesThatTheProgramDoesNotHaveAreRefused() throws IOException {
        run("--in", "x=" + x, "--param", "gama=" + gamma)
                .failsWith(ExitCode.FAILED, "normc: RmsNorm has no parameter gama; did you mean gamma?");
        run("--in", "x=" + x, "--dy", "out=" + dy)
                .failsWith(ExitCode.FAILED, "normc: RmsNorm has no output out; it has y.");
        run("--in", "x=" + x, "--state", "mu=" + dy)
                .failsWith(ExitCode.FAILED, "normc: RmsNorm has no state mu; it has none.");
        run("--param", "gamma=" + gamma)
                .failsWith(ExitCode.FAILED, "normc: The input x[N, D] is missing; give it with --in x=FILE.npy.");
        norm("BatchNorm", new String[] {"--in", "x=" + x, "--in", "running_mean=" + gamma})
                .failsWith(
                        ExitCode.FAILED,
                        "normc: BatchNorm has no input running_mean; give it with --state running_mean=" + gamma + ".");
        run("--in", "x=" + x, "--in", "gamma=" + gamma, "--param", "gamma=" + gamma)
                .failsWith(ExitCode.FAILED, "normc: The parameter gamma is given twice.");
        run("--in", "x=" + x, "--in", "gamma=" + gamma).succeeds();
        assertArrayEquals(new double[] {-5, 10}, written("y.npy"));
    }

    @Test
    void aFileThatIsNoArrayIsRefusedAndNothingIsWritten() throws IOException {
        Path text = Files.writeString(folder.resolve("t.npy"), "1 2 3");
        run("--in", "x=" + text)
                .failsWith(
                        ExitCode.FAILED,
                        "normc: " + text + " is no .npy file, it begins otherwise; np.save writes one.");
        run("--in", "x=" + folder.resolve("none.npy"))
                .failsWith(ExitCode.FAILED, "normc: There is no file " + folder.resolve("none.npy") + ".");
        Path batch = floats("batch.npy", List.of(1, 1), 1);
        Outcome undefined = norm("BatchNorm", new String[] {"--in", "x=" + batch});
        assertEquals(ExitCode.FAILED, undefined.code());
        assertTrue(undefined.err().contains("N - 1"), undefined::err);
        assertFalse(Files.exists(out));
        Files.writeString(out, "in the way");
        run("--in", "x=" + x)
                .failsWith(
                        ExitCode.FAILED,
                        "normc: " + out.resolve("y.npy") + " cannot be written: " + out + " is not a directory.");
    }

    @Test
    void everyCompilerGivesTheSame() {
        for (String compiler : List.of("janino", "javac", "interpreter")) {
            run("--in", "x=" + x, "--param", "gamma=" + gamma, "--dy", "y=" + dy, "--compiler", compiler)
                    .succeeds()
                    .says(", " + compiler + "\n");
            assertArrayEquals(new double[] {1.25, 1.25}, written("dx.npy"));
        }
    }

    @Test
    void misuseIsOneSentence() {
        String case1 = folder.resolve("case.json").toString();
        Outcome.of("run", "RmsNorm", "--in", "x=" + x).isMisused("normc run", "Say where the arrays go: --out DIR.");
        run("--in", "x=" + x, "--case", case1).isMisused("normc run", "--case and --in exclude each other.");
        run("--mode", "infer", "--case", case1).isMisused("normc run", "--case and --mode exclude each other.");
        run("--in", "x=" + x, "--tolerance", "1")
                .isMisused("normc run", "--tolerance is for a case, which expects values; leave it out.");
        run("--in", "x.npy").isMisused("normc run", "--in takes NAME=FILE.npy, such as --in x=x.npy; given x.npy.");
        run("--in", "x=" + x, "--state", "nu=")
                .isMisused(
                        "normc run",
                        "--state takes NAME=FILE.npy, such as --state running_mean=running_mean.npy; given nu=.");
        run("--in", "x=" + x, "--in", "x=" + dy).isMisused("normc run", "--in x is given twice.");
        run("--in", "x=" + x, "--size", "N=1", "--size", "N=1")
                .isMisused("normc run", "The size of axis N is given twice.");
        run("--in", "x=" + x, "--mode", "eval")
                .isMisused(
                        "normc run", "Invalid value for option '--mode': expected training or inference, given eval.");
    }
}
