package dev.normc.examples.text;

/** The tokens: the 256 bytes, each its own number, and one that stands for a hidden byte. */
public final class Vocabulary {

    /** How many bytes there are; what is predicted is always one of them. */
    public static final int BYTES = 256;

    /** The token of a hidden byte. It is never a target. */
    public static final int MASK = BYTES;

    /** How many tokens a model has to know. */
    public static final int SIZE = BYTES + 1;

    private Vocabulary() {}
}
