package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share a cache on disk: one after the other, at once, and ended in the middle. */
class CacheProcessesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    private Process start(File out, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CachedKernels.class.getName(),
                folder.resolve("cache").toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out)
                .start();
    }

    private List<String> finished(Process process, Path out) throws IOException, InterruptedException {
        assertEquals(0, process.waitFor(), () -> lines(out).toString());
        return lines(out);
    }

    private static List<String> lines(Path out) {
        try {
            return Files.readAllLines(out);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static List<String> asLoaded(List<String> lines) {
        return lines.stream()
                .map(line -> line.replace(" compiled ", " loaded "))
                .toList();
    }

    @Test
    void theSecondProcessCompilesNothingAndComputesTheSame() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        List<String> first = finished(start(out.toFile()), out);
        assertEquals(
                5, first.stream().filter(line -> line.contains(" compiled ")).count(), first::toString);
        assertEquals(asLoaded(first), finished(start(out.toFile()), out));
    }

    @Test
    void processesAtOnceAreInNobodysWay() throws IOException, InterruptedException {
        List<Path> outs = Stream.of("1", "2", "3").map(folder::resolve).toList();
        List<Process> processes = new ArrayList<>();
        for (Path out : outs) {
            processes.add(start(out.toFile()));
        }
        List<String> first = asLoaded(finished(processes.get(0), outs.get(0)));
        for (int i = 1; i < processes.size(); i++) {
            assertEquals(first, asLoaded(finished(processes.get(i), outs.get(i))));
        }
        assertEquals(first, finished(start(outs.get(0).toFile()), outs.get(0)));
    }

    /** Two write without end and are killed; whatever they leave, the next computes what one without a cache does. */
    @Test
    void aProcessThatIsKilledLeavesNothingThatHarms() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        List<String> alone = asLoaded(finished(start(out.toFile()), out));
        for (int round = 0; round < 3; round++) {
            Path first = folder.resolve("first");
            Process writer = start(first.toFile(), "again");
            Process other = start(folder.resolve("second").toFile(), "again");
            while (writer.isAlive() && Files.size(first) < 600L + 150L * round) {
                Thread.sleep(5);
            }
            assertTrue(writer.isAlive(), () -> lines(first).toString());
            writer.destroyForcibly().waitFor();
            other.destroyForcibly().waitFor();
            assertEquals(alone, asLoaded(finished(start(out.toFile()), out)));
            assertEquals(alone, finished(start(out.toFile()), out));
        }
    }
}
