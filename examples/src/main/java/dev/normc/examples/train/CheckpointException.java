package dev.normc.examples.train;

import org.jspecify.annotations.Nullable;

/** A checkpoint that cannot be read, written or gone on from; the message is for the user. */
public final class CheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CheckpointException(String sentence) {
        this(sentence, null);
    }

    CheckpointException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
