package dev.normc.examples.transformer;

/**
 * What a model learns.
 *
 * @param name such as {@code block1.attention.query}; a bias is called like its projection, with {@code .bias} behind
 * @param values a matrix of a projection is [inputs, outputs]
 * @param gradient of the loss, in the same order; written by the backward
 */
public record Parameter(String name, Values values, Values gradient) {}
