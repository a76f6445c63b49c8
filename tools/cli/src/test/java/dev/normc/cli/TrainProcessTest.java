package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code normc train} in a JVM of its own that is asked to end, as by Ctrl-C. */
class TrainProcessTest {

    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    private record Said(String out, String err) {}

    /** Starts a training without end, and asks it to end once it has told of a step. */
    private Said interrupted(String... more) throws IOException, InterruptedException {
        Path out = Files.createFile(folder.resolve("out"));
        Path err = Files.createFile(folder.resolve("err"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train"));
        command.addAll(List.of("--text", TrainCommandTest.text(folder), "--evaluate-every", "10"));
        command.addAll(TrainCommandTest.small(more));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        while (!Files.readString(err).contains("/10000000 loss ")) {
            assertTrue(process.isAlive(), Files.readString(err));
            Thread.sleep(5);
        }
        process.destroy();
        assertEquals(ENDED_BY_SIGTERM, process.waitFor());
        return new Said(Files.readString(out), Files.readString(err));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itSaysWhereItStoppedAndHowToGoOn() throws IOException, InterruptedException {
        String run = folder.resolve("run").toString();
        Said said = interrupted("--steps", "10000000", "--out", run);
        assertTrue(said.out().startsWith("LayerNorm, pre-norm, "), said::out);
        assertTrue(said.out().endsWith("Wrote " + Path.of(run, "curve.csv") + "\n"), said::out);
        assertTrue(
                said.err()
                        .matches("(?s).*\nnormc: Stopped at step \\d+ of 10,000,000; normc train --resume --out \\Q"
                                + run + " --text " + folder.resolve("text.txt") + "\\E goes on\\.\n"),
                said::err);
        assertTrue(Files.exists(Path.of(run, "checkpoint.bin")));
    }

    /** The document comes last, and it comes whole. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itsDocumentIsWhole() throws IOException, InterruptedException {
        Said said = interrupted("--steps", "10000000", "--json");
        JsonNode document = new JsonMapper().readTree(said.out());
        assertEquals(ExitCode.FAILED, document.get("exitCode").asInt());
        assertTrue(
                document.get("errors").get(0).asText().endsWith("; nothing was saved, since there was no --out."),
                document::toString);
        int done = document.get("result").get("stepsDone").asInt();
        assertTrue(done >= 10, () -> "steps done: " + done);
        assertEquals(done, document.get("result").get("curve").size());
    }
}
