package dev.normc.examples.bench;

/**
 * Something that could not be measured.
 *
 * @param what the cell or the check
 * @param contender who failed
 * @param reason in one sentence
 */
public record Failure(String what, String contender, String reason) {}
