package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.runtime.cache.CompileCache;
import dev.normc.runtime.npy.NpyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command with a directory for compiled norms, which a property stands for that has the say of the variable. */
class CacheVariableTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path cache;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path x;

    @BeforeEach
    void choose() throws IOException {
        cache = folder.resolve("cache");
        x = folder.resolve("x.npy");
        try (OutputStream out = Files.newOutputStream(x)) {
            NpyWriter.write(out, List.of(2, 2), new float[] {1, 2, 3, 5});
        }
        System.setProperty(CompileCache.PROPERTY, cache.toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty(CompileCache.PROPERTY);
    }

    private Outcome run(String out) {
        return Outcome.of(
                "run",
                "LayerNorm",
                "--in",
                "x=" + x,
                "--out",
                folder.resolve(out).toString());
    }

    private long entries() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.count();
        }
    }

    @Test
    void theSecondRunTakesWhatTheFirstHasKept() throws IOException {
        run("first").succeeds();
        assertEquals(1, entries());
        run("second").succeeds();
        assertEquals(1, entries());
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("first/y.npy")), Files.readAllBytes(folder.resolve("second/y.npy")));
    }

    @Test
    void aDirectoryThatCannotBeUsedIsANote() throws IOException {
        Files.writeString(cache, "in the way");
        Outcome outcome = run("out");
        assertEquals(ExitCode.OK, outcome.code());
        assertTrue(
                outcome.err().startsWith("normc: note: Norms are compiled without the cache " + cache + ": "),
                outcome::err);
        assertEquals(1, outcome.err().lines().count(), outcome::err);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDirectoryThatOthersMayWriteToIsRefused() throws IOException {
        Files.createDirectory(cache);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        run("out")
                .failsWith(
                        ExitCode.USAGE,
                        "normc: normc.cache is " + cache + ", from which classes would be loaded: others may write to"
                                + " it; chmod go-w " + cache + " mends it");
        assertTrue(Files.notExists(folder.resolve("out")));
    }
}
