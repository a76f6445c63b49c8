package dev.normc.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.normc.dsl.library.Library;
import dev.normc.dsl.source.SourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user may call a program, and what is said when there is none. */
class SourcesTest {

    private static final String PROGRAM = "norm A(x[N]) { return x }\n";

    @TempDir
    Path directory;

    @Test
    void opensAPath() throws IOException {
        String path = write("a.norm", PROGRAM.getBytes(StandardCharsets.UTF_8));
        Sources.Opened opened = Sources.open(path);
        assertEquals(path, opened.source().name());
        assertEquals(PROGRAM, opened.source().text());
        assertEquals(Optional.empty(), opened.norm());
    }

    @Test
    void opensANormOfAPath() throws IOException {
        String path = write("a.norm", PROGRAM.getBytes(StandardCharsets.UTF_8));
        Sources.Opened opened = Sources.open(path + "#A");
        assertEquals(path, opened.source().name());
        assertEquals(Optional.of("A"), opened.norm());
    }

    @Test
    void opensAPathWithAMarkInIt() throws IOException {
        String path = write("a#b.norm", PROGRAM.getBytes(StandardCharsets.UTF_8));
        assertEquals(Optional.empty(), Sources.open(path).norm());
        assertEquals(Optional.of("A"), Sources.open(path + "#A").norm());
    }

    @Test
    void opensANameOfTheLibrary() {
        assertEquals(
                Library.find("LayerNorm").orElseThrow(),
                Sources.open("LayerNorm").source());
        assertEquals(
                Optional.of("LayerNorm"), Sources.open("LayerNorm#LayerNorm").norm());
    }

    @Test
    void suggestsTheNearestNameOfTheLibrary() {
        assertEquals(
                "There is no file and no norm of the library called layernorm; did you mean LayerNorm?",
                refusal("layernorm"));
        assertEquals(
                "There is no file LayrNorm.norm; did you mean LayerNorm of the library?", refusal("LayrNorm.norm"));
        assertEquals(
                "There is no file and no norm of the library called Cholesky; normc list shows the library.",
                refusal("Cholesky"));
    }

    @Test
    void refusesWhatIsNoProgram() throws IOException {
        assertEquals("There is no file missing.norm.", refusal("missing.norm"));
        assertEquals("There is no file no/where.", refusal("no/where"));
        assertEquals(directory + " is a directory, not a file.", refusal(directory.toString()));
        String latin = write("latin.norm", new byte[] {'/', '/', (byte) 0xE9});
        assertEquals(latin + " is not a text in UTF-8.", refusal(latin));
        String binary = write("binary.norm", new byte[] {'a', 0, 'b'});
        assertEquals(binary + " is not a text.", refusal(binary));
        String large = write("large.norm", new byte[3_000_001]);
        assertEquals(large + " is too large for a program.", refusal(large));
        assertEquals("The name of a norm is missing behind # in a.norm#.", refusal("a.norm#"));
    }

    @Test
    void refusesNamesThatNoFileCanHave() {
        assertEquals("There is no file a\0.norm.", refusal("a\0.norm"));
        assertEquals(
                "There is no file and no norm of the library called \"\"; normc list shows the library.", refusal(""));
    }

    private String write(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content).toString();
    }

    private static String refusal(String program) {
        SourceException refused = assertThrows(SourceException.class, () -> Sources.open(program));
        return String.valueOf(refused.getMessage());
    }
}
