package dev.normc.compiler;

import dev.normc.compiler.graph.Node;
import dev.normc.compiler.simplify.Exactness;

/**
 * One step of a simplification.
 *
 * @param training the variant: training or inference
 * @param backward whether the backward is simplified, or else the forward
 * @param rule the name of the rule that fired
 * @param exactness what the rule may change
 * @param before what it fired on; its origin is where in the program that comes from
 * @param after what took its place
 */
public record Firing(boolean training, boolean backward, String rule, Exactness exactness, Node before, Node after) {}
