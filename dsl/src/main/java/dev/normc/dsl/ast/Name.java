package dev.normc.dsl.ast;

import dev.normc.dsl.source.Span;

/** One written occurrence of an identifier. */
public record Name(String text, Span span) {}
