package dev.normc.dsl.ast;

import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Optional;

/** One statement of a norm's body. */
public sealed interface Statement {

    Span span();

    /** {@code param gamma[D] = 1}: learned, with its initial value. */
    record Param(Name name, List<Name> axes, Expression initial, Span span) implements Statement {
        public Param {
            axes = List.copyOf(axes);
        }
    }

    /** {@code const eps = 1e-5}: a number fixed when the kernel is compiled. */
    record Const(Name name, Expression value, Span span) implements Statement {}

    /** {@code data mask[N]} or {@code data mask[N] = 1}: an extra input without a gradient. */
    record Data(Name name, List<Name> axes, Optional<Expression> standIn, Span span) implements Statement {
        public Data {
            axes = List.copyOf(axes);
        }
    }

    /** {@code state running_mean[C] = 0}: kept between steps, with its initial value. */
    record State(Name name, List<Name> axes, Expression initial, Span span) implements Statement {
        public State {
            axes = List.copyOf(axes);
        }
    }

    /** {@code axis S = T}: an axis, and its size, which the caller does not give. */
    record AxisSize(Name axis, Expression size, Span span) implements Statement {}

    /** {@code mu = mean[D](x)}: names a value. */
    record Let(Name name, Expression value, Span span) implements Statement {}

    /** {@code update running_mean = ...}: the state's value for the next step. */
    record Update(Name state, Expression value, Span span) implements Statement {}

    /** {@code def silu(v) = v * sigmoid(v)} inside a norm, where it sees the names before it. */
    record Define(Definition definition) implements Statement {
        @Override
        public Span span() {
            return definition.span();
        }
    }

    /**
     * {@code backward z { ... }}: the gradients that {@code value} sends on, in the place of those that would be
     * derived. Its statements are values, gradients and updates.
     */
    record Backward(Name value, List<Statement> body, Span span) implements Statement {
        public Backward {
            body = List.copyOf(body);
        }
    }

    /**
     * In a {@code backward} block: the gradient that goes to {@code target}, written {@code dx = ...} for a target
     * {@code x}. The parser cannot tell it from a value of that name; only the checker's trees have it.
     */
    record Gradient(Name target, Expression value, Span span) implements Statement {}

    /** {@code return e}, {@code return y = e1, s = e2} or {@code return y = e1, mu}. */
    record Return(List<Output> outputs, Span span) implements Statement {
        public Return {
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * One output. {@code name} is what it is called: as written, or {@code y} for the single unnamed one. {@code axes}
     * is the memory order where the program gives one ({@code return y[N, E] = e}), else empty.
     */
    record Output(Name name, List<Name> axes, Expression value, Span span) {
        public Output {
            axes = List.copyOf(axes);
        }
    }
}
