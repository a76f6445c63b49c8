package dev.normc.examples.train;

import dev.normc.examples.transformer.Times;

/**
 * How fast training steps are, and what part of their time the kernels of norms take. The first steps do not count once
 * there are others: in them HotSpot compiles.
 */
final class Pace {

    /** After so many steps of the usual model a step takes no longer than later ones. */
    private static final int WARM_UP = 10;

    private final Times times;
    private final int tokensPerStep;
    private int steps;
    private int counted;
    private long nanos;
    private long normNanos;
    private long start;
    private long normStart;

    Pace(Times times, int tokensPerStep) {
        this.times = times;
        this.tokensPerStep = tokensPerStep;
    }

    /** The next step begins. */
    void stepBegins() {
        if (steps == WARM_UP) {
            counted = 0;
            nanos = 0;
            normNanos = 0;
        }
        resume();
    }

    /** The step goes on after {@link #pause}. */
    void resume() {
        start = System.nanoTime();
        normStart = times.nanoseconds(Times.Kind.NORM);
    }

    /** What comes now is not part of the step. */
    void pause() {
        nanos += System.nanoTime() - start;
        normNanos += times.nanoseconds(Times.Kind.NORM) - normStart;
    }

    /** The step that was paused is over. */
    void stepEnds() {
        steps++;
        counted++;
    }

    /** NaN before the first step. */
    double tokensPerSecond() {
        return counted == 0 ? Double.NaN : (double) counted * tokensPerStep / (nanos / 1e9);
    }

    /** From 0 to 1; NaN before the first step. */
    double normShare() {
        return counted == 0 ? Double.NaN : (double) normNanos / nanos;
    }
}
