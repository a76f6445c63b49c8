package dev.normc.compiler.graph;

/** How an operator is written in Java; the emitter knows these forms and no operator. */
public sealed interface JavaForm {

    /** {@code a + b}; a higher precedence binds tighter. */
    record Infix(String symbol, int precedence) implements JavaForm {}

    /** {@code -a}. */
    record Prefix(String symbol) implements JavaForm {}

    /** {@code c ? a : b}. */
    record Choice() implements JavaForm {}

    /** {@code 1 / a}. */
    record Inverse() implements JavaForm {}

    /** The operand itself. */
    record Itself() implements JavaForm {}

    /**
     * A call of a JDK method ({@code Math.max}) or of a function that is written into the class ({@code erf}).
     *
     * @param method the method
     * @param inDouble the method exists for double alone: a float kernel widens the operands and rounds the result once
     */
    record Call(String method, boolean inDouble) implements JavaForm {}

    /** A call of a function that normc defines by arithmetic, once for float and once for double. */
    record Defined(String name) implements JavaForm {}
}
