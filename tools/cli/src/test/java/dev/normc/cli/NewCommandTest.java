package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code normc new}. */
class NewCommandTest {

    private static final String HINT = "    //   ";

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"MyNorm", "a", "x", "gamma", "D", "LayerNorm2"})
    void whatItWritesIsRight(String name) throws IOException {
        String file = folder.resolve("deep/er").resolve(name + ".norm").toString();
        Outcome.of("new", name, "--out", file).succeeds().says("Wrote " + file + "; next: normc check " + file + "\n");
        Outcome.of("check", file + "#" + name).succeeds();
        Outcome.of("gradcheck", file).succeeds().says("right");
        assertTrue(Files.readString(Path.of(file)).startsWith("/// " + name + ": "));
    }

    @Test
    void everyHintCanBeTaken() throws IOException {
        Path file = folder.resolve("Mine.norm");
        Outcome.of("new", "Mine", "--out", file.toString()).succeeds();
        List<String> lines = Files.readAllLines(file);
        List<String> taken = lines.stream()
                .map(line -> line.startsWith(HINT) ? "    " + line.substring(HINT.length()) : line)
                .toList();
        assertTrue(Stream.of("data", "state", "update", "if train", "where", "running")
                .allMatch(word -> lines.stream().anyMatch(line -> line.startsWith(HINT) && line.contains(word))));
        Files.write(file, taken);
        Outcome checked = Outcome.of("check", file.toString());
        assertEquals(ExitCode.OK, checked.code(), checked::err);
        long unused = checked.err()
                .lines()
                .filter(line -> line.contains(" warning: "))
                .count();
        assertTrue(unused > 0 && !checked.err().contains(" error: "), checked::err); // no formula uses them yet
        Outcome.of("gradcheck", file.toString()).succeeds();
    }

    @Test
    void aFileThatIsThereStaysAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("Mine.norm"), "mine");
        Outcome.of("new", "Mine", "--out", file.toString())
                .failsWith(ExitCode.FAILED, "normc: " + file + " exists already and stays as it is.");
        assertEquals("mine", Files.readString(file));
        Outcome.of("new", "Mine", "--out", folder.toString())
                .failsWith(ExitCode.FAILED, "normc: " + folder + " exists already and stays as it is.");
        Outcome.of("new", "Mine", "--out", file.resolve("below.norm").toString())
                .failsWith(
                        ExitCode.FAILED,
                        "normc: " + file.resolve("below.norm") + " cannot be written: " + file
                                + " is not a directory.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9a", "a b", "a/b", "a-b", "if", "return", "é", "A(x[N]) {\n return x }\nnorm B", "#"})
    void aNameThatIsNoneIsRefused(String name) throws IOException {
        Outcome.of("new", name, "--out", folder.resolve("new.norm").toString())
                .isMisused(
                        "normc new",
                        "The name of a norm begins with a letter, goes on with letters, digits and _, and is no word of"
                                + " the language; given "
                                + name.lines().findFirst().orElseThrow() + ".");
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aFileIsNoName() {
        Outcome.of("new", "my.norm")
                .isMisused("normc new", "Expected the name of a norm, given the file my.norm; --out says the file.");
        Outcome.of("new").isMisused("normc new", "Missing required parameter: 'NAME'.");
    }
}
