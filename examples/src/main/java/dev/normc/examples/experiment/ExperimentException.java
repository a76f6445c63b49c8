package dev.normc.examples.experiment;

import org.jspecify.annotations.Nullable;

/** An experiment that cannot begin or go on; the message is one sentence for the user. */
public final class ExperimentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExperimentException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    ExperimentException(String sentence) {
        this(sentence, null);
    }
}
