package dev.normc.examples.train;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds the end of the process up when it is asked for from outside (Ctrl-C, SIGTERM), until the thread that watches
 * has brought its work to an end: {@link #isRequested} tells it to, {@link #close} that it has. Whoever then calls
 * {@link System#exit} is waited for, so that what it has to say is said.
 */
public final class Interruption implements AutoCloseable {

    /** A step and a checkpoint take less; who cannot wait sends SIGKILL. */
    private static final int MOST_MILLIS = 60_000;

    private static final int POLL_MILLIS = 10;

    private final Thread watching = Thread.currentThread();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::hold, "interruption");
    private volatile boolean requested;

    private Interruption() {}

    /** Watches for the calling thread. */
    public static Interruption watch() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Whether the process shall end. */
    public boolean isRequested() {
        return requested;
    }

    private void hold() {
        requested = true;
        try {
            if (finished.await(MOST_MILLIS, TimeUnit.MILLISECONDS)) {
                awaitExit();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Who calls {@link System#exit} while the process ends stays in that call: then all has been said. */
    private void awaitExit() throws InterruptedException {
        for (int waited = 0; waited < MOST_MILLIS && watching.isAlive() && !exits(); waited += POLL_MILLIS) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private boolean exits() {
        return Arrays.stream(watching.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Runtime.class.getName())
                        && frame.getMethodName().equals("exit"));
    }

    /** The work is done, or saved. */
    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook has begun, and ends by itself.
        }
    }
}
