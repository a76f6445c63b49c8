package dev.normc.examples.examine;

import dev.normc.examples.compare.Problem;

/**
 * A problem at which kernels go wrong.
 *
 * @param values what is hard about it, in a word or two for a table
 * @param condition the same for a sentence, as in {@code with a mean of 10000 and a spread of 1}
 * @param hint what a kernel does that goes wrong there alone
 * @param mayBeRefused whether a kernel may throw instead
 * @param oneElement whether a single element differs from the ordinary problem, so that most results stay the same
 */
record HardProblem(
        String values, String condition, String hint, boolean mayBeRefused, boolean oneElement, Problem problem) {}
