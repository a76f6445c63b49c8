package dev.normc.compiler.loop;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Pointwise;
import java.util.List;

/** A value inside a kernel. */
public sealed interface Expression {

    Type type();

    /** The loads in this value, itself included; not those in their coordinates. */
    default List<Load> loads() {
        if (this instanceof Load load) {
            return List.of(load);
        } else if (this instanceof Apply apply) {
            return apply.operands().stream()
                    .flatMap(value -> value.loads().stream())
                    .toList();
        } else if (this instanceof Bits bits) {
            return bits.operands().stream()
                    .flatMap(value -> value.loads().stream())
                    .toList();
        }
        return this instanceof Convert convert ? convert.value().loads() : List.of();
    }

    /** A number, rounded once to its type. */
    record Literal(double value, Type type) implements Expression {}

    /** A local variable. */
    record Local(String name, Type type) implements Expression {}

    /** The size of an axis. */
    record Size(Axis axis) implements Expression {
        @Override
        public Type type() {
            return Type.INT;
        }
    }

    /** An element of a buffer: one coordinate per dimension. */
    record Load(Buffer buffer, List<Expression> coordinates) implements Expression {
        public Load {
            coordinates = List.copyOf(coordinates);
        }

        @Override
        public Type type() {
            return buffer.type();
        }
    }

    /**
     * An operator on operands of one type; {@code type} is the operands' for arithmetic, CONDITION for a comparison.
     */
    record Apply(Pointwise operator, List<Expression> operands, Type type) implements Expression {
        public Apply {
            operands = List.copyOf(operands);
        }
    }

    /** The value in another type, rounded once. */
    record Convert(Expression value, Type type) implements Expression {}

    /** An operation on the bits of numbers of one type, NUMBER or DOUBLE; the result has this type, too. */
    record Bits(BitOperation operation, List<Expression> operands, Type type) implements Expression {
        public Bits {
            operands = List.copyOf(operands);
        }
    }

    /** The value of {@code operator} on operands of {@code type}. */
    static Expression apply(Pointwise operator, Type type, Expression... operands) {
        return new Apply(operator, List.of(operands), type);
    }

    /** A whole number. */
    static Expression integer(int value) {
        return new Literal(value, Type.INT);
    }
}
