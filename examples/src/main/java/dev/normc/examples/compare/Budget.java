package dev.normc.examples.compare;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param warmUp how long each contender runs at least before a pass at a shape is measured; longer while the JIT is at
 *     work
 * @param measuring how long a pass at a shape is measured, all contenders together
 * @param batch how long one measurement lasts at least: long against what the clock resolves
 */
public record Budget(Duration warmUp, Duration measuring, Duration batch) {

    private static final Duration BATCH = Duration.ofNanos(300_000);

    /** About a minute for three shapes. */
    public static final Budget DEFAULT = new Budget(Duration.ofMillis(500), Duration.ofMillis(6500), BATCH);

    /** About a quarter of that for two shapes. */
    public static final Budget QUICK = new Budget(Duration.ofMillis(300), Duration.ofMillis(1800), BATCH);
}
