package dev.normc.examples.bench;

import java.util.concurrent.locks.LockSupport;

/**
 * A second thread that does one thing again and again, at the same time as its caller does another.
 *
 * <p>It waits awake for a while before it sleeps: to wake a sleeping thread takes longer than a small copy. It
 * allocates nothing, and it ends with the JVM.
 */
final class Partner {

    private static final int SPINS = 100_000;

    private final Thread thread;

    /** How many runs have been asked for, and how many are over; each has one writer. */
    private volatile int asked;

    private volatile int done;
    private volatile boolean asleep;

    Partner(Runnable work) {
        thread = new Thread(() -> serve(work), "benchmark partner");
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs {@code own} here and the partner's work there; returns when both are over. */
    void runBeside(Runnable own) {
        int next = done + 1;
        asked = next;
        if (asleep) {
            LockSupport.unpark(thread);
        }
        own.run();
        for (int spins = 0; done != next; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(this, 1_000); // on a busy machine the partner waits for this very core
            }
        }
    }

    private void serve(Runnable work) {
        int served = 0;
        while (true) {
            await(served);
            work.run();
            served++;
            done = served;
        }
    }

    private void await(int served) {
        int spins = 0;
        while (asked == served) {
            if (spins < SPINS) {
                spins++;
                Thread.onSpinWait();
            } else {
                asleep = true;
                if (asked == served) { // who asks after this line sees it asleep
                    LockSupport.park(this);
                }
                asleep = false;
            }
        }
    }
}
