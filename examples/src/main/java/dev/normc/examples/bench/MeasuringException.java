package dev.normc.examples.bench;

/** A JVM that was to measure has failed. */
public final class MeasuringException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sentence;

    public MeasuringException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** Why, for the user. */
    public String sentence() {
        return sentence;
    }
}
