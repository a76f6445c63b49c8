package dev.normc.compiler.graph;

import java.util.List;

/** What is known of the sign of a value that is neither NaN nor negative zero. */
public enum Sign {
    POSITIVE,
    NOT_NEGATIVE,
    ANY;

    /** Whether the value cannot be negative. */
    public boolean isNotNegative() {
        return this != ANY;
    }

    /** The sign of a sum: positive as soon as one term is and none can be negative. */
    static Sign ofSum(List<Sign> terms) {
        return terms.contains(ANY) ? ANY : terms.contains(POSITIVE) ? POSITIVE : NOT_NEGATIVE;
    }

    /** The sign of a product, and of a quotient: known when no factor can be negative. */
    static Sign ofProduct(List<Sign> factors) {
        return factors.contains(ANY) ? ANY : factors.contains(NOT_NEGATIVE) ? NOT_NEGATIVE : POSITIVE;
    }

    /** The sign of a value that is one of {@code choices}. */
    static Sign ofChoice(List<Sign> choices) {
        return choices.contains(ANY) ? ANY : choices.contains(NOT_NEGATIVE) ? NOT_NEGATIVE : POSITIVE;
    }
}
