package dev.normc.examples.source;

import java.util.List;

/** A source file that no kernel can be taken from. Its messages are for the user, who can mend the file or the call. */
public final class UnusableSourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> messages;
    private final boolean fromCompiler;

    UnusableSourceException(String message) {
        this(List.of(message));
    }

    UnusableSourceException(List<String> messages) {
        this(messages, false);
    }

    private UnusableSourceException(List<String> messages, boolean fromCompiler) {
        super(String.join(System.lineSeparator(), messages));
        this.messages = List.copyOf(messages);
        this.fromCompiler = fromCompiler;
    }

    static UnusableSourceException fromCompiler(List<String> messages) {
        return new UnusableSourceException(messages, true);
    }

    /** What is wrong, one mistake each; one that the compiler found may have several lines. */
    public List<String> messages() {
        return messages;
    }

    /** Whether these are the compiler's own words, which name file and line. */
    public boolean isFromCompiler() {
        return fromCompiler;
    }
}
