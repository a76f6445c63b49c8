package dev.normc.examples.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that are ended from outside while they train, and what another process makes of what they leave. */
class InterruptedProcessTest {

    /** So many that no machine comes to the end of them. */
    private static final int ENDLESS = 10_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    private Path out() {
        return folder.resolve("out");
    }

    private Process start(String norm, int steps, int checkpointEvery, int waitAt) throws IOException {
        Files.createFile(out());
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingProcess.class.getName(),
                        norm,
                        Small.text(folder).toString(),
                        folder.resolve("run").toString(),
                        String.valueOf(steps),
                        String.valueOf(checkpointEvery),
                        String.valueOf(waitAt))
                .redirectErrorStream(true)
                .redirectOutput(out().toFile())
                .start();
    }

    private void awaitLine(Process process, String line) throws IOException, InterruptedException {
        while (!Files.readAllLines(out()).contains(line)) {
            assertTrue(process.isAlive(), () -> said().toString());
            Thread.sleep(5);
        }
    }

    private List<String> said() {
        try {
            return Files.readAllLines(out()).stream()
                    .filter(line -> !line.startsWith("step ") && !line.startsWith("WARNING: "))
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** Compares the rest of a training, in this process, with one that was never interrupted. */
    private void assertGoesOn(String norm, int steps, int until) throws IOException {
        TrainingSettings settings = Small.settings(norm).withSteps(steps).withRhythm(100, 100, 1);
        Watcher whole = new Watcher(until);
        TrainingResult expected =
                Training.run(settings, Small.corpus(folder), Optional.empty(), false, whole, Small.NORMC);
        Watcher resumed = new Watcher(until);
        TrainingResult found = Training.run(
                settings, Small.corpus(folder), Optional.of(folder.resolve("run")), true, resumed, Small.NORMC);
        assertEquals(expected.curve(), found.curve());
        assertEquals(whole.bits(), resumed.bits());
        assertEquals(
                List.of(),
                resumed.events().stream()
                        .filter(event -> event.startsWith("note"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LayerNorm", "PowerNorm"})
    @DisabledOnOs(OS.WINDOWS)
    void whoIsAskedToEndSavesTheStepFirst(String norm) throws IOException, InterruptedException {
        Process process = start(norm, 12, 100, 5);
        awaitLine(process, "step 5");
        process.destroy();
        assertEquals(143, process.waitFor(), () -> said().toString());
        assertEquals(List.of("over after 5", "last words"), said());
        assertEquals(5, SavedTraining.read(folder.resolve("run")).step());
        assertGoesOn(norm, 12, 12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BatchNorm", "PowerNorm"})
    void whoIsKilledLeavesTheLastCheckpoint(String norm) throws IOException, InterruptedException {
        Process process = start(norm, 12, 4, 6);
        awaitLine(process, "step 6");
        process.destroyForcibly().waitFor();
        assertEquals(4, SavedTraining.read(folder.resolve("run")).step());
        assertGoesOn(norm, 12, 12);
    }

    /** It does little else than write checkpoints, so that it is killed while it writes one most of the time. */
    @Test
    void whoIsKilledWhileItSavesLeavesAWholeCheckpoint() throws IOException, InterruptedException {
        Process process = start("LayerNorm", ENDLESS, 1, -1);
        awaitLine(process, "step 30");
        process.destroyForcibly().waitFor();
        int step = SavedTraining.read(folder.resolve("run")).step();
        assertTrue(step >= 29, "step " + step);
        assertGoesOn("LayerNorm", ENDLESS, step + 3);
    }
}
