package dev.normc.dsl.ast;

import dev.normc.dsl.source.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** An expression as it is written; nothing in it is resolved. */
public sealed interface Expression {

    Span span();

    /**
     * What stands in the tree of a wrong program where an expression could not be read: a literal that nobody can
     * write. The parser has reported it, so nobody else does. A program without errors has none.
     */
    static Literal unreadable(Span span) {
        return new Literal(Double.NaN, span);
    }

    /** Whether this is {@link #unreadable}. */
    default boolean isUnreadable() {
        return this instanceof Literal literal && Double.isNaN(literal.value());
    }

    /** A number literal. */
    record Literal(double value, Span span) implements Expression {}

    /** A name: a value, a constant, an axis (its size), a state, or {@code train}. */
    record Reference(Name name) implements Expression {
        @Override
        public Span span() {
            return name.span();
        }
    }

    /** {@code -v} or {@code not c}. */
    record Unary(UnaryOperator operator, Expression operand, Span span) implements Expression {}

    /** {@code a + b}, {@code a < b}, {@code a and b}, ... */
    record Binary(BinaryOperator operator, Expression left, Expression right, Span span) implements Expression {

        /**
         * This operation and all that stand to its left, the leftmost first: {@code a + b + c} gives {@code a + b},
         * then {@code a + b + c}. A chain may have thousands of links, nesting elsewhere is bounded by the parser: who
         * walks a tree walks chains by this list and recurses into all else.
         */
        public List<Binary> leftSpine() {
            Deque<Binary> spine = new ArrayDeque<>();
            Expression link = this;
            while (link instanceof Binary binary) {
                spine.addFirst(binary);
                link = binary.left();
            }
            return List.copyOf(spine);
        }
    }

    /** {@code if condition then consequence else alternative}. */
    record Conditional(Expression condition, Expression consequence, Expression alternative, Span span)
            implements Expression {}

    /** {@code sqrt(v)}, {@code clip(v, lo, hi)}, {@code stop(v)}, {@code min(a, b)}: a pointwise function. */
    record Call(Name function, List<Expression> arguments, Span span) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code mean[N, D](v)} or {@code mean[N](v where m)}; {@code kind} is sum, mean, max or min. */
    record Reduction(Name kind, List<Name> axes, Expression value, Optional<Expression> where, Span span)
            implements Expression {
        public Reduction {
            axes = List.copyOf(axes);
        }
    }

    /** {@code index(D)}: the coordinate along an axis, from 0. */
    record Index(Name axis, Span span) implements Expression {}

    /**
     * A call that says more than its values: axes of a definition, {@code covariance[D](a, b)}, or what an axis or a
     * declaration of a called norm stands for, {@code LayerNorm[D = C](x, gamma = g)}. A call with one value and plain
     * axes is a {@link Reduction}, whatever it calls.
     */
    record Application(
            Name callee, List<AxisArgument> axes, List<Expression> values, List<NamedArgument> named, Span span)
            implements Expression {
        public Application {
            axes = List.copyOf(axes);
            values = List.copyOf(values);
            named = List.copyOf(named);
        }
    }

    /** {@code D}, or {@code D = C}, or {@code D = H*W}: the callee's axis, and the axes of the caller behind it. */
    record AxisArgument(Name name, List<Name> meaning, Span span) {
        public AxisArgument {
            meaning = List.copyOf(meaning);
        }
    }

    /** {@code gamma = g}: a declaration of the called norm, and the caller's value for it. */
    record NamedArgument(Name name, Expression value) {}

    /** {@code running[decay](statistic, init initial)}. */
    record Running(Expression decay, Expression statistic, Expression initial, Span span) implements Expression {}

    /** {@code iterate[5](step(v, a))}: {@code step(step(... step(v, a) ..., a), a)}; plain expressions have none. */
    record Iterated(Expression count, Expression step, Span span) implements Expression {}

    /** Operators with one operand. */
    enum UnaryOperator {
        NEGATE,
        NOT
    }

    /** Operators with two operands. */
    enum BinaryOperator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        POWER,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        EQUAL,
        NOT_EQUAL,
        AND,
        OR
    }
}
