package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code normc fmt}. */
class FmtCommandTest {

    private static final String WRITTEN = "norm A(x[N]){return  x} // all\n";
    private static final String FORMATTED = "norm A(x[N]) {\n    return x\n} // all\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @Test
    void filesAreRewrittenOnce() throws IOException {
        Path file = write("a.norm", WRITTEN);
        assertEquals(
                "Formatted " + file + "\n",
                Outcome.of("fmt", file.toString()).succeeds().out());
        assertEquals(FORMATTED, Files.readString(file));
        assertEquals("", Outcome.of("fmt", file.toString()).succeeds().out());
        assertEquals(FORMATTED, Files.readString(file));
    }

    @Test
    void checkWritesNothing() throws IOException {
        Path written = write("a.norm", WRITTEN);
        Path formatted = write("b.norm", FORMATTED);
        Outcome outcome = Outcome.of("fmt", "--check", written.toString(), formatted.toString());
        assertEquals(ExitCode.FAILED, outcome.code());
        assertEquals(written + " is not formatted.\n", outcome.out());
        assertEquals(WRITTEN, Files.readString(written));
        assertEquals(
                "",
                Outcome.of("fmt", "--check", formatted.toString()).succeeds().out());
    }

    @Test
    void directoriesStandForTheProgramsBelow() throws IOException {
        Path deep = write("b/c/deep.norm", WRITTEN);
        Path flat = write("a.norm", WRITTEN);
        Path hidden = write(".git/a.norm", WRITTEN);
        Path other = write("a.txt", WRITTEN);
        assertEquals(
                "Formatted " + flat + "\nFormatted " + deep + "\n",
                Outcome.of("fmt", folder.toString()).succeeds().out());
        assertEquals(WRITTEN, Files.readString(hidden));
        assertEquals(WRITTEN, Files.readString(other));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Outcome.of("fmt", empty.toString())
                .failsWith(ExitCode.FAILED, "normc: There are no .norm files in " + empty + ".");
    }

    @Test
    void whatHasSyntaxErrorsStaysAndTheOthersAreFormatted() throws IOException {
        Path bad = write("a.norm", "norm A(x[N]) { return (x }\n");
        Path good = write("b.norm", WRITTEN);
        Path missing = folder.resolve("c.norm");
        Outcome outcome = Outcome.of("fmt", bad.toString(), missing.toString(), good.toString());
        assertEquals(ExitCode.FAILED, outcome.code());
        assertTrue(outcome.err().startsWith(bad + ":1:23: error: "), outcome.err());
        assertTrue(outcome.err().endsWith("normc: There is no file " + missing + ".\n"), outcome.err());
        assertEquals("norm A(x[N]) { return (x }\n", Files.readString(bad));
        assertEquals(FORMATTED, Files.readString(good));
    }

    @Test
    void namesThatNothingIsCalledAreLeftToTheChecker() throws IOException {
        Path file = write("a.norm", "norm A(x[N]) { return unknown }");
        Outcome.of("fmt", file.toString()).succeeds();
        assertEquals("norm A(x[N]) {\n    return unknown\n}\n", Files.readString(file));
    }

    @Test
    void theLibraryIsNoFile() {
        Outcome.of("fmt", "LayerNorm")
                .failsWith(
                        ExitCode.FAILED, "normc: There is no file LayerNorm; did you mean LayerNorm of the library?");
    }

    @Test
    void standardInputIsFilteredToStandardOutput() {
        assertEquals(FORMATTED, withInput(WRITTEN, "fmt", "-").succeeds().out());
        assertEquals(FORMATTED, withInput(FORMATTED, "fmt", "-").succeeds().out());
        Outcome checked = withInput(WRITTEN, "fmt", "--check", "-");
        assertEquals(ExitCode.FAILED, checked.code());
        assertEquals("standard input is not formatted.\n", checked.out());
        Outcome bad = withInput("norm", "fmt", "-");
        assertEquals(ExitCode.FAILED, bad.code());
        assertTrue(bad.err().startsWith("standard input:1:"), bad.err());
        assertEquals("", bad.out());
        Outcome.of("fmt", "-", "a.norm")
                .isMisused("normc fmt", "- stands for the standard input and excludes other files.");
    }

    @Test
    void linksAndPermissionsStay() throws IOException {
        Path file = write("a.norm", WRITTEN);
        Path link = folder.resolve("link.norm");
        try {
            Files.createSymbolicLink(link, file);
        } catch (UnsupportedOperationException | IOException noLinks) {
            abort("no links here: " + noLinks);
        }
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-rw-r-x");
        Files.setPosixFilePermissions(file, permissions);
        Outcome.of("fmt", link.toString()).succeeds();
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(FORMATTED, Files.readString(file));
        assertEquals(permissions, Files.getPosixFilePermissions(file));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Outcome withInput(String text, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return Outcome.of(arguments);
        } finally {
            System.setIn(before);
        }
    }
}
