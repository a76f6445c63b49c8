package dev.normc.dsl.ast;

import dev.normc.dsl.source.Span;
import java.util.List;

/** A norm as it is written: {@code norm LayerNorm(x[N, D]) { ... }}, with its {@code ///} lines as documentation. */
public record Norm(Name name, String documentation, List<Input> inputs, List<Statement> body, Span span) {

    public Norm {
        inputs = List.copyOf(inputs);
        body = List.copyOf(body);
    }

    /** A tensor that the norm takes and sends a gradient to: {@code x[N, D]}. The axes stand in memory order. */
    public record Input(Name name, List<Name> axes, Span span) {

        public Input {
            axes = List.copyOf(axes);
        }
    }
}
