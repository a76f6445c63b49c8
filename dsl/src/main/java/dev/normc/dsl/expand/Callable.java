package dev.normc.dsl.expand;

import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.source.Source;

/**
 * A norm that others may call.
 *
 * @param norm as it is written
 * @param source its text
 * @param functions what its definitions may call
 */
public record Callable(Norm norm, Source source, Functions functions) {}
