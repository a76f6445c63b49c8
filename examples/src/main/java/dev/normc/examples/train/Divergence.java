package dev.normc.examples.train;

/**
 * The end of a training in numbers that are not finite.
 *
 * @param step the step in which they came up, from 1
 * @param explanation what was first not finite, the circumstances and an advice, in sentences
 */
public record Divergence(int step, String explanation) {}
