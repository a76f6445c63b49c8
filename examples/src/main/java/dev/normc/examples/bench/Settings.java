package dev.normc.examples.bench;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param rounds how many JVMs each contender of a cell gets; a round has one of each, so that whatever drifts hits all
 * @param warmUps iterations that do not count, in each JVM, after the JIT is done with the kernel
 * @param iterations iterations that count, in each JVM
 * @param iteration how long each of both lasts
 * @param compilations how often a norm is compiled in one JVM to time that
 * @param longChecks whether sums of a million terms are checked too
 */
public record Settings(
        int rounds, int warmUps, int iterations, Duration iteration, int compilations, boolean longChecks) {

    /** Figures to quote: two hours for the whole matrix, more with more contenders. */
    public static final Settings FULL = new Settings(3, 3, 5, Duration.ofMillis(300), 200, true);

    /** A look: about three minutes for one shape. */
    public static final Settings QUICK = new Settings(1, 3, 5, Duration.ofMillis(100), 40, false);
}
