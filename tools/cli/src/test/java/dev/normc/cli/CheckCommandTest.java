package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code normc check} and {@code normc list}. */
class CheckCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @Test
    void theLibraryIsListedOneLineEach() {
        Outcome list = Outcome.of("list").succeeds();
        assertTrue(
                list.out().lines().anyMatch(line -> line.matches("LayerNorm +x\\[N, D] +Layer normalization. Ba, .*")),
                list::out);
        assertEquals(
                dev.normc.dsl.library.Library.names().size(), list.out().lines().count());
    }

    @Test
    void theWholeLibraryHasNoErrors() {
        String[] names = dev.normc.dsl.library.Library.names().toArray(new String[0]);
        String[] arguments = new String[names.length + 1];
        arguments[0] = "check";
        System.arraycopy(names, 0, arguments, 1, names.length);
        Outcome.of(arguments).succeeds().says("LayerNorm: no errors\n");
    }

    @Test
    void allErrorsOfAllFilesAreShown() throws IOException {
        String first = program("first.norm", "norm A(x[N, D]) {\n    return gama * z\n}\n");
        String second = program("second.norm", "norm B(x[N]) {\n    return sqtr(x)\n}\n");
        String missing = folder.resolve("missing.norm").toString();
        Outcome outcome = Outcome.of("check", first, missing, "LayerNorm", second);
        assertEquals(ExitCode.FAILED, outcome.code());
        assertEquals("LayerNorm: no errors\n", outcome.out());
        String expected = first + ":2:12: error: unknown name `gama`\n"
                + "  2 |     return gama * z\n"
                + "    |            ^^^^\n"
                + "\n"
                + first + ":2:19: error: unknown name `z`\n"
                + "  2 |     return gama * z\n"
                + "    |                   ^\n"
                + "normc: There is no file " + missing + ".\n"
                + second + ":2:12: error: unknown function `sqtr`\n"
                + "  2 |     return sqtr(x)\n"
                + "    |            ^^^^\n"
                + "  hint: did you mean `sqrt`?\n";
        assertEquals(expected, outcome.err());
    }

    @Test
    void errorsOfLaterStagesAreShown() throws IOException {
        String file = program(
                "late.norm",
                "norm A(x[N, C]) {\n    s = running[0.9](mean[N](x), init 1)\n    return x / sqrt(s)\n}\n");
        Outcome outcome = Outcome.of("check", file);
        assertEquals(ExitCode.FAILED, outcome.code());
        assertEquals(file + ":2:22: error:", outcome.err().substring(0, file.length() + 13), outcome::err);
    }

    @Test
    void warningsAreShownAndFailOnlyWhenStrict() throws IOException {
        String file = program("risky.norm", "norm A(x[N, D], r[N, D]) {\n    return log(x)\n}\n");
        String expected = file + ":1:17: warning: `r` is an input, and nothing reads it\n"
                + "  1 | norm A(x[N, D], r[N, D]) {\n"
                + "    |                 ^\n"
                + "  hint: take it out\n"
                + "\n"
                + file + ":2:12: warning: nothing keeps `x` away from 0, where `log` is minus infinity\n"
                + "  2 |     return log(x)\n"
                + "    |            ^^^^^^\n"
                + "  hint: write `log(max(x, eps))`\n";
        Outcome plain = Outcome.of("check", file);
        assertEquals(ExitCode.OK, plain.code());
        assertEquals(file + ": no errors, 2 warnings\n", plain.out());
        assertEquals(expected, plain.err());
        Outcome strict = Outcome.of("check", "--strict", file);
        assertEquals(ExitCode.FAILED, strict.code());
        assertEquals(expected, strict.err());
        Outcome.of("check", "--strict", "LayerNorm").succeeds().says("LayerNorm: no errors\n");
    }

    @Test
    void otherCommandsShowNoWarnings() throws IOException {
        String file = program("risky.norm", "norm A(x[N, D]) {\n    return x / sqrt(mean[D](x^2))\n}\n");
        Outcome explain = Outcome.of("explain", file).succeeds();
        assertEquals("", explain.err());
        assertTrue(!explain.out().contains("warning"), explain::out);
    }

    @Test
    void whatIsNoProgramIsSaidToBeThat() throws IOException {
        Outcome.of("check", folder.toString())
                .failsWith(ExitCode.FAILED, "normc: " + folder + " is a directory, not a file.");
        Path junk = Files.write(folder.resolve("junk.norm"), new byte[] {(byte) 0xc3, 0x28, 0, 1, (byte) 0xff});
        Outcome.of("check", junk.toString()).failsWith(ExitCode.FAILED, "normc: " + junk + " is not a text in UTF-8.");
        Outcome.of("check").isMisused("normc check", "Missing required parameter: 'FILE'.");
    }

    private String program(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
