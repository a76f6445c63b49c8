package dev.normc.dsl.ast;

import dev.normc.dsl.source.Span;
import java.util.List;

/**
 * A function of the program: {@code def silu(v) = v * sigmoid(v)}, or with axes for its callers to name, {@code def
 * variance[A](v) = mean[A]((v - mean[A](v))^2)}.
 */
public record Definition(Name name, List<Name> axes, List<Name> parameters, Expression body, Span span) {

    public Definition {
        axes = List.copyOf(axes);
        parameters = List.copyOf(parameters);
    }
}
