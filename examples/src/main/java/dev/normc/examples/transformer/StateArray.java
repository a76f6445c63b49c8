package dev.normc.examples.transformer;

/**
 * What a norm keeps between steps.
 *
 * @param name such as {@code block1.attention.norm.running_mean}
 * @param values doubles for a state without axes, whatever the precision of the model
 */
public record StateArray(String name, Values values) {}
