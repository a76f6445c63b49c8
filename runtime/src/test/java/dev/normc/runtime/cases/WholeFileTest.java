package dev.normc.runtime.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files are written whole, over an old one only if that was wanted. */
class WholeFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @Test
    void aFileIsReplacedAndNothingElseIsLeft() throws IOException {
        Path file = folder.resolve("a/b");
        WholeFile.write(file, "old and longer");
        byte[] bytes = {0, (byte) 0xff, 13, 10};
        WholeFile.write(file, bytes);
        assertArrayEquals(bytes, Files.readAllBytes(file));
        assertEquals(List.of("b"), names(folder.resolve("a")));
    }

    @Test
    void aNewFileIsMadeWithItsFolders() throws IOException {
        Path file = folder.resolve("a/b");
        WholeFile.create(file, "new");
        assertEquals("new", Files.readString(file));
        assertEquals(List.of("b"), names(folder.resolve("a")));
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("b"), "kept");
        for (Path taken : List.of(file, folder)) {
            WholeFile.Unwritable refused =
                    assertThrows(WholeFile.Unwritable.class, () -> WholeFile.create(taken, "new"));
            assertEquals(taken + " exists already and stays as it is.", refused.getMessage());
        }
        assertEquals("kept", Files.readString(file));
        assertEquals(List.of("b"), names(folder));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // links need rights there
    void aLinkToNothingIsThere() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nothing"));
        assertThrows(WholeFile.Unwritable.class, () -> WholeFile.create(link, "new"));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(List.of("link"), names(folder));
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("b"), "kept");
        WholeFile.Unwritable refused =
                assertThrows(WholeFile.Unwritable.class, () -> WholeFile.create(file.resolve("c"), "new"));
        assertEquals(file.resolve("c") + " cannot be written: " + file + " is not a directory.", refused.getMessage());
        assertEquals("kept", Files.readString(file));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
