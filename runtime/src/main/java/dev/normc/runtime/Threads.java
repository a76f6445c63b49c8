package dev.normc.runtime;

import java.util.concurrent.Executor;

/**
 * The threads that share each call with a workspace. They compute the bits of one thread, whatever their number.
 *
 * @param executor runs what other threads take over; it may be busy, and it may refuse
 * @param count how many threads at most, with the calling one
 * @param fewestElements a loop over fewer elements is left to the calling thread
 */
public record Threads(Executor executor, int count, long fewestElements) {

    /** Below this a hand-over takes about as long as it saves. */
    public static final long FEWEST_ELEMENTS = 1 << 15;

    /** Fails if there is not even one thread. */
    public Threads {
        if (count < 1) {
            throw new IllegalArgumentException("a call takes at least 1 thread, given " + count);
        }
    }

    /**
     * The calling thread and up to {@code count - 1} of {@code executor}, which stays the caller's: many workspaces may
     * use it at once, and so may calls from its own threads.
     */
    public static Threads of(Executor executor, int count) {
        return new Threads(executor, count, FEWEST_ELEMENTS);
    }
}
