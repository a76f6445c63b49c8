package dev.normc.runtime.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.Compiler;
import dev.normc.compiler.Options;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A directory that is full, not one's own, or in use by others. */
class CompileCacheTest {

    private static final Source SOURCE = new Source("one.norm", "norm One(x[N, D]) { return 2 * x }");

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path directory;

    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void choose() {
        directory = folder.resolve("a/cache");
    }

    private CompileCache open() {
        return open(CompileCache.DEFAULT_BYTES);
    }

    private CompileCache open(long mostBytes) {
        return CompileCache.in(directory, mostBytes, said::add);
    }

    private static CachedNorm norm(int bytes) {
        Compilation compilation =
                Compiler.compile(SOURCE, Dsl.norm(Dsl.read(SOURCE), Optional.empty()), Options.DEFAULT);
        return new CachedNorm(compilation.signature(), compilation.emitted(), Map.of("One", new byte[bytes]));
    }

    private static String key(CompileCache cache, int number) {
        return cache.key(number).orElseThrow();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(new TreeSet<>(
                    files.map(file -> String.valueOf(file.getFileName())).toList()));
        }
    }

    private Path file(String key) {
        return directory.resolve(key + ".normc");
    }

    @Test
    void whatIsKeptIsFoundByAnother() throws IOException {
        CompileCache cache = open();
        String key = key(cache, 1);
        assertTrue(cache.find(key).isEmpty());
        cache.keep(key, norm(5));
        assertEquals(List.of(key + ".normc"), names());
        CachedNorm found = open().find(key).orElseThrow();
        assertArrayEquals(new byte[5], found.classes().get("One"));
        assertTrue(open().find(key(cache, 2)).isEmpty());
        cache.clear();
        assertEquals(List.of(), names());
        assertEquals(List.of(), said);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theDirectoryAndItsFilesAreTheOwnersAlone() throws IOException {
        CompileCache cache = open();
        cache.keep(key(cache, 1), norm(5));
        assertEquals("rwx------", permissions(directory));
        assertEquals("rwx------", permissions(folder.resolve("a")));
        assertEquals("rw-------", permissions(file(key(cache, 1))));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDirectoryThatOthersMayWriteToIsRefused() throws IOException {
        CompileCache cache = open();
        String key = key(cache, 1);
        cache.keep(key, norm(5));
        for (String open : List.of("rwxrwx---", "rwx----w-")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(open));
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, this::open);
            assertEquals(
                    directory + ", from which classes would be loaded: others may write to it; chmod go-w " + directory
                            + " mends it",
                    refused.getMessage());
            assertTrue(cache.find(key).isEmpty(), "nor is it used on by who had it open before");
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertTrue(cache.find(key).isPresent());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatOthersMayHaveWrittenIsNotRead() throws IOException {
        CompileCache cache = open();
        String key = key(cache, 1);
        cache.keep(key, norm(5));
        Files.setPosixFilePermissions(file(key), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertTrue(cache.find(key).isEmpty());
        cache.keep(key, norm(6));
        assertTrue(cache.find(key).isPresent());
        Path elsewhere = Files.move(file(key), folder.resolve("elsewhere"));
        Files.createSymbolicLink(file(key), elsewhere);
        assertTrue(cache.find(key).isEmpty(), "nor one that a link leads to");
    }

    @Test
    void aDamagedEntryIsNoneAndIsReplaced() throws IOException {
        CompileCache cache = open();
        String key = key(cache, 1);
        cache.keep(key, norm(5));
        byte[] whole = Files.readAllBytes(file(key));
        for (byte[] damaged : List.of(new byte[0], new byte[] {1, 2, 3}, Arrays.copyOf(whole, whole.length - 1))) {
            Files.write(file(key), damaged);
            assertTrue(cache.find(key).isEmpty());
            cache.keep(key, norm(5));
            assertArrayEquals(whole, Files.readAllBytes(file(key)));
        }
        cache.keep(key(cache, 2), norm(7));
        Files.copy(file(key(cache, 2)), file(key), StandardCopyOption.REPLACE_EXISTING);
        assertTrue(cache.find(key).isEmpty(), "the entry of another key");
        assertEquals(List.of(), said);
    }

    @Test
    void theEntriesUsedLongestAgoGo() throws IOException {
        CompileCache measure = open();
        measure.keep(key(measure, 0), norm(1000));
        long one = Files.size(file(key(measure, 0)));
        measure.clear();
        CompileCache cache = open(3 * one);
        for (int i = 1; i <= 3; i++) {
            cache.keep(key(cache, i), norm(1000));
            Files.setLastModifiedTime(
                    file(key(cache, i)), FileTime.from(Instant.now().minusSeconds(100 - i)));
        }
        assertTrue(cache.find(key(cache, 1)).isPresent()); // now 2 is the one used longest ago
        cache.keep(key(cache, 4), norm(1000));
        assertEquals(3, names().size());
        assertTrue(cache.find(key(cache, 2)).isEmpty());
        assertTrue(cache.find(key(cache, 1)).isPresent());
        CompileCache none = open(one - 1);
        none.keep(key(none, 5), norm(1000));
        assertEquals(List.of(), names());
        assertEquals(List.of(), said);
    }

    @Test
    void whatAnotherHasBegunStaysUntilItIsOldAndOtherFilesAlways() throws IOException {
        CompileCache cache = open();
        Path begun = Files.write(directory.resolve("begun-1.normc"), new byte[10]);
        Path left = Files.write(directory.resolve("begun-2.normc"), new byte[10]);
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path letter = Files.writeString(directory.resolve("letter.txt"), "mine");
        Path mine = Files.writeString(directory.resolve("mine.normc"), "mine");
        cache.keep(key(cache, 1), norm(1));
        assertTrue(Files.exists(begun));
        assertTrue(Files.notExists(left));
        cache.clear();
        assertEquals(List.of(String.valueOf(letter.getFileName()), String.valueOf(mine.getFileName())), names());
    }

    @Test
    void aDirectoryThatCannotBeIsSaidOnceAndNothingIsKept() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        for (Path impossible : List.of(file, file.resolve("below"))) {
            said.clear();
            directory = impossible;
            CompileCache cache = open();
            assertTrue(cache.key(1).isEmpty());
            cache.keep("0".repeat(64), norm(1));
            assertTrue(cache.find("0".repeat(64)).isEmpty());
            cache.clear();
            assertEquals(1, said.size());
            assertTrue(
                    said.get(0)
                            .startsWith("Norms are compiled without the cache " + impossible + ": it cannot be used, "),
                    said::toString);
        }
    }

    @Test
    void aDirectoryThatGoesAwayIsSaidOnce() throws IOException {
        CompileCache cache = open();
        String key = key(cache, 1);
        Files.delete(directory);
        assertTrue(cache.find(key).isEmpty());
        cache.keep(key, norm(1));
        cache.keep(key, norm(1));
        assertTrue(cache.find(key).isEmpty());
        assertEquals(1, said.size());
        assertTrue(
                said.get(0)
                        .startsWith("Norms are compiled without the cache " + directory + ": it cannot be written, "),
                said::toString);
    }

    @Test
    void aPropertyNamesTheDirectoryOfThoseWhoAsk() {
        assertTrue(CompileCache.chosen(said::add).isEmpty());
        System.setProperty(CompileCache.PROPERTY, directory.toString());
        try {
            assertEquals(directory, CompileCache.chosen(said::add).orElseThrow().directory());
        } finally {
            System.clearProperty(CompileCache.PROPERTY);
        }
    }
}
