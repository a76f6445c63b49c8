package dev.normc.compiler.graph;

/** A value and the tensor of the caller that takes it. */
public record Binding(Tensor tensor, Node value) {}
