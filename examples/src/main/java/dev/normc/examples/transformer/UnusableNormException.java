package dev.normc.examples.transformer;

/** A norm that does not fit into a model. Its message is one sentence for the user, who can choose another. */
public final class UnusableNormException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableNormException(String sentence) {
        super(sentence);
    }

    UnusableNormException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
