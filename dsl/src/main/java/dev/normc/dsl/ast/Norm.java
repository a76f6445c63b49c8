package dev.normc.dsl.ast;

import dev.normc.dsl.source.Span;
import java.util.List;

/**
 * A norm as it is written: {@code norm LayerNorm(x[N, D]) { ... }}, with its {@code ///} lines as documentation.
 *
 * @param splits the axes that are split, wherever in the norm that is written
 */
public record Norm(
        Name name, String documentation, List<Input> inputs, List<Split> splits, List<Statement> body, Span span) {

    public Norm {
        inputs = List.copyOf(inputs);
        splits = List.copyOf(splits);
        body = List.copyOf(body);
    }

    /** An axis that stands for the tuple of its parts over the same memory: {@code C = G*K}, the outer part first. */
    public record Split(Name whole, List<Name> parts, Span span) {

        public Split {
            parts = List.copyOf(parts);
        }
    }

    /** A tensor that the norm takes and sends a gradient to: {@code x[N, D]}. The axes stand in memory order. */
    public record Input(Name name, List<Name> axes, Span span) {

        public Input {
            axes = List.copyOf(axes);
        }
    }
}
