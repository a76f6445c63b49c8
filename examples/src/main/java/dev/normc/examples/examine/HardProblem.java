package dev.normc.examples.examine;

import dev.normc.examples.compare.Problem;

/**
 * A problem at which kernels go wrong.
 *
 * @param values what is hard about it, in a word or two for a table
 * @param condition the same for a sentence, as in {@code with a mean of 10000 and a spread of 1}
 * @param hint what a kernel does that goes wrong there alone
 * @param kind what is to be known when it is judged
 */
record HardProblem(String values, String condition, String hint, Kind kind, Problem problem) {

    /** What is to be known when results are judged. */
    enum Kind {
        PLAIN,
        /** The terms of sums are equal, so all their roundings go the same way. */
        EQUAL_TERMS,
        /** A single element differs from the ordinary problem, so what does not depend on it stays the same. */
        ONE_ELEMENT,
        /** There are no elements, and a kernel may throw instead. */
        EMPTY
    }
}
