package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What becomes of a command whose text nobody can write or nobody wants. */
class StandardOutputTest {

    private final StringWriter err = new StringWriter();

    @Test
    void aTextThatDoesNotArriveFailsTheCommand() {
        int code = run(failing("No space left on device"), "list");
        assertEquals(ExitCode.FAILED, code);
        assertEquals(
                "normc: Standard output cannot be written: No space left on device.\n",
                err.toString().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void aCommandThatFailsAnywayKeepsItsCode() {
        assertEquals(ExitCode.USAGE, run(failing("No space left on device"), "list", "--json", "--frobnicate"));
    }

    @Test
    void aClosedPipeIsNoFailure() {
        assertEquals(ExitCode.OK, run(failing("Broken pipe"), "explain", "LayerNorm"));
        assertEquals(ExitCode.OK, run(failing("The pipe is being closed"), "explain", "LayerNorm"));
        assertEquals("", err.toString());
    }

    @Test
    void aTextThatArrivesIsWholeAndInUtf8() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertEquals(ExitCode.OK, run(bytes, "list"));
        assertEquals(
                Outcome.of("list").out(), bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }

    @Test
    void noTextHasColoursWhereNobodyWatches() {
        for (String[] command :
                new String[][] {{"--help"}, {"explain", "--help"}, {"list"}, {"explain", "LayerNorm"}}) {
            String text = Outcome.of(command).out();
            assertEquals(-1, text.indexOf('\u001b'), text);
        }
    }

    private int run(OutputStream stream, String... arguments) {
        return Main.run(stream, new PrintWriter(err, true), arguments);
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
