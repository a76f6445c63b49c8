package dev.normc.examples.experiment;

/**
 * What a paper says and what was found.
 *
 * @param source the paper and the place in it
 * @param statement what it says, as a sentence
 * @param measured what was measured here, in sentences
 */
public record Claim(String source, String statement, String measured, Verdict verdict) {}
