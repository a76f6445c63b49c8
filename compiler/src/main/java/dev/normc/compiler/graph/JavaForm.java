package dev.normc.compiler.graph;

import java.util.Optional;

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
     * @param ofFloat the method that a float kernel calls instead: as exact after the rounding to float, and cheaper
     */
    record Call(String method, boolean inDouble, Optional<String> ofFloat) implements JavaForm {
        public Call(String method, boolean inDouble) {
            this(method, inDouble, Optional.empty());
        }
    }
}
