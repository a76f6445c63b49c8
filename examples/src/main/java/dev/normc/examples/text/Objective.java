package dev.normc.examples.text;

/** What a model predicts, and so what it may see. */
public enum Objective {

    /** Bytes that are hidden from it, by all that stands around them. Devlin et al. 2019, BERT. */
    MASKED,

    /** The next byte at each position, by those up to there. */
    CAUSAL
}
