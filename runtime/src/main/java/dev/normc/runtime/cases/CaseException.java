package dev.normc.runtime.cases;

/**
 * A case that cannot be read, run or written. The message is one sentence for the user, who can do something about it.
 */
public final class CaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CaseException(String sentence) {
        super(sentence);
    }

    public CaseException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
