package dev.normc.examples.text;

/** A text that nothing can be learned from. The message is one sentence for the user, who can give another. */
public final class UnusableTextException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableTextException(String message) {
        super(message);
    }

    UnusableTextException(String message, Throwable cause) {
        super(message, cause);
    }
}
