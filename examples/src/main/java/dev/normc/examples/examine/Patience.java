package dev.normc.examples.examine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs what may never end on a thread of its own.
 *
 * @param limit how long one forward and backward may take
 * @param warning hears of it when a fifth of that is over
 */
record Patience(Duration limit, Consumer<String> warning) {

    private static final int PARTS = 5;

    /** What came of it: whether it ended in time, and what it threw. */
    record End(boolean inTime, Optional<Throwable> thrown) {}

    /**
     * Runs {@code work}. What does not end is interrupted and left behind: Java has no way to end a thread that does
     * not want to. It does not keep the process alive.
     */
    End run(String what, Runnable work) {
        FutureTask<Void> task = new FutureTask<>(work, null);
        Thread thread = new Thread(task, "contender");
        thread.setDaemon(true);
        Thread ending = new Thread(() -> endedBy(thread, what));
        Runtime.getRuntime().addShutdownHook(ending);
        thread.start();
        try {
            if (!endsWithin(task, limit.dividedBy(PARTS))) {
                warning.accept(what + " has been running for " + seconds(limit.dividedBy(PARTS)) + "; after "
                        + seconds(limit) + " it will be given up");
                if (!endsWithin(task, limit.minus(limit.dividedBy(PARTS)))) {
                    thread.interrupt();
                    return new End(false, Optional.empty());
                }
            }
            return new End(true, Optional.empty());
        } catch (ExecutionException thrown) {
            return new End(true, Optional.ofNullable(thrown.getCause()));
        } catch (InterruptedException stop) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return new End(false, Optional.empty());
        } finally {
            forget(ending);
        }
    }

    /** A kernel that calls {@code System.exit(0)} must not look like one in which nothing wrong was found. */
    private void endedBy(Thread thread, String what) {
        boolean exits = Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Runtime.class.getName())
                        && frame.getMethodName().equals("exit"));
        if (exits) {
            warning.accept(what + " ended the whole program: it calls System.exit");
            Runtime.getRuntime().halt(1);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return; // the JVM ends already, and the hook runs
        }
    }

    private static boolean endsWithin(FutureTask<Void> task, Duration time)
            throws ExecutionException, InterruptedException {
        try {
            task.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        }
    }

    /** {@code 2 s} or {@code 0.4 s}. */
    static String seconds(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis / 1000.0 + " s";
    }
}
