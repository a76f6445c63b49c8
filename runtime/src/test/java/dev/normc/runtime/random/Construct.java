package dev.normc.runtime.random;

import java.util.Optional;

/**
 * One row of the generator: how one construct of the language is written at random.
 *
 * @param name what it is called in counts
 * @param weight how often it is chosen, relative to the others
 * @param row makes it
 */
record Construct(String name, int weight, Row row) {

    /** Makes a term, or nothing where the program so far has not what it needs. */
    @FunctionalInterface
    interface Row {
        Optional<Term> build(Draft draft, int depth);
    }

    /** A row that needs an axis to go over. */
    static Construct overAxes(String name, int weight, Row row) {
        return new Construct(
                name, weight, (draft, depth) -> draft.axes().isEmpty() ? Optional.empty() : row.build(draft, depth));
    }

    /** A term; its operands are at most {@code depth} deep. */
    Optional<Term> build(Draft draft, int depth) {
        return row.build(draft, depth);
    }
}
