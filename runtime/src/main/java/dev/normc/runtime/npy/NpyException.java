package dev.normc.runtime.npy;

/** A file that holds no array that can be read. The message is one sentence for the user, with the way out. */
public final class NpyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NpyException(String sentence) {
        super(sentence);
    }

    NpyException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
