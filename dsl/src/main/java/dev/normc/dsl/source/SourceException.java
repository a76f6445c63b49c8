package dev.normc.dsl.source;

/**
 * A program, or a norm in it, that cannot be had: a missing file, a directory, bytes that are no text, a name that does
 * not exist. The message is one sentence for the user, who can do something about it.
 */
public final class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SourceException(String sentence) {
        super(sentence);
    }

    public SourceException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
