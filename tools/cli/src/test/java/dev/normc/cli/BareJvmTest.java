package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a JVM of its own that was started without any module. */
class BareJvmTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private String file;

    @BeforeEach
    void writeTheCase() throws IOException {
        String text = "{\"axes\": {\"N\": 1, \"D\": 1}, \"steps\": [{\"mode\": \"train\", \"inputs\": {\"x\":"
                + " {\"shape\": [1, 1], \"data\": [4]}}, \"parameters\": {\"gamma\": {\"shape\": [1],"
                + " \"data\": [1]}}}]}";
        file = Files.writeString(folder.resolve("one.json"), text).toString();
    }

    private record Said(int code, String err) {}

    private Said normc(String... arguments) throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile())
                .start();
        return new Said(process.waitFor(), Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void aVerbThatRunsKernelsSaysNothingBesides() throws IOException, InterruptedException {
        assertEquals(new Said(ExitCode.OK, ""), normc("run", "RmsNorm", "--case", file));
        assertEquals(new Said(ExitCode.OK, ""), normc("gradcheck", "DyT"));
    }

    @Test
    void vectorsAreRefusedInOneSentence() throws IOException, InterruptedException {
        assertEquals(
                new Said(
                        ExitCode.USAGE,
                        "normc: the target vector needs a module that this Java was started without: --add-modules"
                                + " jdk.incubator.vector\n"),
                normc("run", "RmsNorm", "--case", file, "--target", "vector"));
    }

    /** Exit code 0 would say that nothing wrong was found in the kernel. */
    @Test
    void aKernelThatEndsTheProgramIsToldAndNotTakenForARightOne() throws IOException, InterruptedException {
        Path kernel = folder.resolve("Exits.java");
        Files.writeString(kernel, "class Exits { static void forward(float[] x, float[] y) { System.exit(0); } }");
        Said said = normc("compare", "RmsNorm", "--with", kernel.toString(), "--shape", "3x7");
        assertEquals(ExitCode.FAILED, said.code(), said::err);
        assertTrue(said.err().contains(" ended the whole program: it calls System.exit"), said::err);
    }
}
