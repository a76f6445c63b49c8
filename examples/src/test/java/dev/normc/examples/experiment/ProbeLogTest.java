package dev.normc.examples.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.runtime.cases.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The file in which a run that is not over keeps what was measured. */
class ProbeLogTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @Test
    void whoGoesOnFromAStepFindsTheRecordsBeforeItAndNoOther() {
        Path file = folder.resolve("run/probe.bin");
        try (ProbeLog log = ProbeLog.open(file, 2, 0)) {
            for (int step = 0; step < 5; step++) {
                log.append(new double[] {step, -step});
            }
            assertEquals(5, log.steps());
        }
        try (ProbeLog log = ProbeLog.open(file, 2, 3)) {
            assertEquals(3, log.steps());
            log.append(new double[] {7, 8});
            assertArrayEquals(new double[] {2, -2}, log.read(2));
            assertArrayEquals(new double[] {7, 8}, log.read(3));
        }
    }

    @Test
    void aFileThatIsTooShortIsTold() throws IOException {
        Path file = Files.write(folder.resolve("probe.bin"), new byte[3 * 16 - 1]);
        assertTrue(ProbeLog.holds(file, 2, 2));
        assertFalse(ProbeLog.holds(file, 2, 3));
        assertFalse(ProbeLog.holds(folder.resolve("missing"), 2, 1));
        assertTrue(ProbeLog.holds(folder.resolve("missing"), 2, 0));
    }

    @Test
    @EnabledIf("hasFullDevice")
    void aFullDiskIsToldInASentence() {
        try (ProbeLog log = ProbeLog.open(Path.of("/dev/full"), 2, 0)) {
            WholeFile.Unwritable failure =
                    assertThrows(WholeFile.Unwritable.class, () -> log.append(new double[] {1, 2}));
            assertTrue(
                    String.valueOf(failure.getMessage()).startsWith("/dev/full cannot be written: "),
                    failure::getMessage);
        }
    }

    static boolean hasFullDevice() {
        return Files.isWritable(Path.of("/dev/full"));
    }
}
