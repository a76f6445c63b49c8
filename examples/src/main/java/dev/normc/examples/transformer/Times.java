package dev.normc.examples.transformer;

import java.util.EnumMap;
import java.util.Map;

/** Where the time of a model went. */
public final class Times {

    /** What the time was spent on. */
    public enum Kind {
        /** The kernels of the norms. */
        NORM,
        /** All other generated kernels. */
        POINTWISE,
        /** Products of matrices. */
        MATRIX,
        /** Rows of the embedding, and sums of residual branches. */
        OTHER
    }

    private static final class Spent {
        private long nanoseconds;
        private long calls;
    }

    private final Map<Kind, Spent> spent = new EnumMap<>(Kind.class);

    Times() {}

    /** Counts one call that began at {@code start} by {@link System#nanoTime}. */
    void add(Kind kind, long start) {
        Spent one = on(kind);
        one.nanoseconds += System.nanoTime() - start;
        one.calls++;
    }

    public long nanoseconds(Kind kind) {
        return on(kind).nanoseconds;
    }

    public long calls(Kind kind) {
        return on(kind).calls;
    }

    /** The part of {@code kind} in the time of all kinds, from 0 to 1; 0 before the first call. */
    public double share(Kind kind) {
        long all = 0;
        for (Spent one : spent.values()) {
            all += one.nanoseconds;
        }
        return all == 0 ? 0 : (double) nanoseconds(kind) / all;
    }

    /** Starts anew. */
    public void reset() {
        spent.clear();
    }

    private Spent on(Kind kind) {
        return spent.computeIfAbsent(kind, any -> new Spent());
    }
}
