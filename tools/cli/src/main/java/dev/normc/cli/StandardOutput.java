package dev.normc.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Standard output that remembers why it failed: a {@link PrintWriter} in front of it tells nobody. */
final class StandardOutput extends OutputStream {

    private final OutputStream stream;
    private @Nullable IOException failure;

    StandardOutput(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        try {
            stream.write(octets, from, length);
        } catch (IOException unwritable) {
            failure = failure == null ? unwritable : failure;
            throw unwritable;
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            stream.flush();
        } catch (IOException unwritable) {
            failure = failure == null ? unwritable : failure;
            throw unwritable;
        }
    }

    /**
     * The exit code of a command that wanted to end with {@code code}, once all has been flushed. A text that did not
     * arrive fails the command, with one sentence on {@code err}. A reader who has closed the pipe, as {@code head}
     * does, has all that it wanted.
     */
    int verdict(int code, PrintWriter err) {
        if (failure == null || isClosedPipe(failure)) {
            return code;
        }
        err.println("normc: Standard output cannot be written: " + failure.getMessage() + ".");
        err.flush();
        return code == ExitCode.OK ? ExitCode.FAILED : code;
    }

    /**
     * Java knows the reason of the operating system only as a text: {@code Broken pipe}, {@code The pipe is being
     * closed}.
     */
    private static boolean isClosedPipe(IOException failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }
}
