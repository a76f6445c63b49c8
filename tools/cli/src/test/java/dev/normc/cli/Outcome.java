package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command did: its exit code and what it wrote to both streams. */
record Outcome(int code, String out, String err) {

    static Outcome of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Outcome(code, lines(out), lines(err));
    }

    private static String lines(StringWriter text) {
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    /** The command did its work and had nothing to complain of. */
    Outcome succeeds() {
        assertEquals("", err);
        assertEquals(ExitCode.OK, code);
        return this;
    }

    /** The command failed with {@code message} and no more. */
    void failsWith(int expectedCode, String message) {
        assertEquals(message + "\n", err);
        assertEquals(expectedCode, code);
        assertEquals("", out);
    }

    /** The command was not written as it should be. */
    void isMisused(String command, String sentence) {
        failsWith(ExitCode.USAGE, "normc: " + sentence + "\nTry " + command + " --help.");
    }

    Outcome says(String part) {
        assertTrue(out.contains(part), () -> "expected\n" + part + "\nin\n" + out);
        return this;
    }
}
