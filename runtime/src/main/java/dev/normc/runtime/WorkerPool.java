package dev.normc.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A few daemon threads for kernels. Between two tasks a thread looks for the next one for a short while before it
 * sleeps: to wake it takes as long as many a kernel. Safe for many threads, and owned by whoever made it.
 *
 * <pre>{@code
 * try (WorkerPool pool = new WorkerPool(4)) {
 *     Workspace workspace = bound.newWorkspace(pool.threads());
 *     ...
 * }
 * }</pre>
 */
public final class WorkerPool implements Executor, AutoCloseable {

    /** How long a thread looks for work before it sleeps; longer than kernels and their loops are apart. */
    private static final long LOOKING_IN_NANOSECONDS = 50_000;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean closed;

    /**
     * Starts {@code count - 1} threads: a thread that calls a kernel is the last one.
     *
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    public WorkerPool(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a call takes at least 1 thread, given " + count);
        }
        for (int i = 1; i < count; i++) {
            Thread worker = new Thread(this::work, "normc-" + i);
            worker.setDaemon(true);
            workers.add(worker);
        }
        workers.forEach(Thread::start);
    }

    /** All threads of the pool and the calling one. */
    public Threads threads() {
        return Threads.of(this, workers.size() + 1);
    }

    /**
     * Runs {@code task} on one of the threads, soon.
     *
     * @throws RejectedExecutionException if the pool is closed or has no threads
     */
    @Override
    public void execute(Runnable task) {
        if (closed || workers.isEmpty()) {
            throw new RejectedExecutionException(closed ? "the pool is closed" : "the pool has no threads");
        }
        tasks.add(task);
        Thread sleeper = sleepers.poll();
        if (sleeper != null) {
            LockSupport.unpark(sleeper);
        }
    }

    /** Ends the threads when they have done what they were given. Kernels run on, on the calling thread alone. */
    @Override
    public void close() {
        closed = true;
        workers.forEach(LockSupport::unpark);
    }

    private void work() {
        Runnable task = next();
        while (task != null) {
            try {
                task.run();
            } catch (Throwable e) {
                Thread thread = Thread.currentThread();
                thread.getThreadGroup().uncaughtException(thread, e);
            }
            task = next();
        }
    }

    /** The next task; null when the pool is closed and has none left. */
    private @Nullable Runnable next() {
        long start = System.nanoTime();
        while (true) {
            Runnable task = tasks.poll();
            if (task != null || closed) {
                return task;
            }
            if (System.nanoTime() - start < LOOKING_IN_NANOSECONDS) {
                Thread.onSpinWait();
            } else {
                sleep();
                start = System.nanoTime();
            }
        }
    }

    /** Sleeps until there may be a task. A task that comes before this thread is on the list is seen here. */
    private void sleep() {
        Thread self = Thread.currentThread();
        sleepers.add(self);
        if (tasks.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        sleepers.remove(self);
    }
}
