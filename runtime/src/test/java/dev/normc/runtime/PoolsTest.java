package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.graph.Role;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a pool and its threads do, a call of many threads ends with the bits of one or with what went wrong. */
@Tag("optimized")
class PoolsTest extends PooledTest {

    /** Tasks that nobody runs, or that run when the call is over. */
    @Test
    void aThreadThatComesLateTouchesNothing() {
        BoundNorm bound = bound("LayerNorm", 600, 33);
        List<Runnable> late = new ArrayList<>();
        Call call = Call.random(bound, bound.newWorkspace(threads(late::add, 3)), 1);
        call.forward().backward();
        assertEquals(onOneThread(bound), call.results());
        assertEquals(4, late.size(), "two for the forward, two for the backward");
        Arrays.fill((float[]) call.array(call.tensor(Role.OUTPUT, "y")), 7);
        Arrays.fill((float[]) call.array(call.tensor(Role.GRADIENT, "x")), 7);
        Map<String, String> before = call.results();
        late.forEach(Runnable::run);
        assertEquals(before, call.results());
    }

    @Test
    void aBusyPoolHoldsNobodyUp() throws InterruptedException {
        BoundNorm bound = bound("BatchNorm", 600, 33);
        CountDownLatch release = new CountDownLatch(1);
        ExecutorService busy = Executors.newFixedThreadPool(1);
        try {
            busy.execute(() -> await(release));
            assertEquals(onOneThread(bound), on(bound, threads(busy, 4)));
        } finally {
            release.countDown();
            busy.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPoolThatRefusesLeavesAllToTheCaller() {
        BoundNorm bound = bound("PowerNorm", 600, 33);
        WorkerPool closed = new WorkerPool(3);
        closed.close();
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        assertThrows(RejectedExecutionException.class, () -> closed.execute(() -> {}));
        for (Executor executor : List.of(closed, full, new WorkerPool(1))) {
            assertEquals(onOneThread(bound), on(bound, threads(executor, 3)));
        }
    }

    @Test
    void whatAPoolThrowsReachesTheCaller() {
        Call failing = Call.random(
                bound("LayerNorm", 600, 33), bound("LayerNorm", 600, 33).newWorkspace(threads(pool, 2)), 1);
        assertThrows(IllegalArgumentException.class, failing::forward, "a workspace of another bound norm");
        BoundNorm bound = bound("LayerNorm", 600, 33);
        IllegalStateException exception = new IllegalStateException("no");
        Executor broken = task -> {
            throw exception;
        };
        Call call = Call.random(bound, bound.newWorkspace(threads(broken, 3)), 1);
        assertSame(exception, assertThrows(IllegalStateException.class, call::forward));
        OutOfMemoryError error = new OutOfMemoryError("no thread");
        Executor exhausted = task -> {
            throw error;
        };
        Call other = Call.random(bound, bound.newWorkspace(threads(exhausted, 3)), 1);
        assertSame(error, assertThrows(OutOfMemoryError.class, other::forward));
    }

    /** A worker without memory fails in its first piece; the workspace serves again when it has some. */
    @Test
    void whatAWorkerThrowsReachesTheCaller() throws ReflectiveOperationException {
        BoundNorm bound = bound("LayerNorm", 600, 33);
        for (Executor executor : List.<Executor>of(Runnable::run, pool)) {
            Call call = Call.random(bound, bound.newWorkspace(threads(executor, 2)), 1);
            Object instance = call.workspace().instance();
            Field field = instance.getClass().getDeclaredField("parallel_workers");
            field.setAccessible(true);
            Object[] workers = (Object[]) field.get(instance);
            Object worker = workers[0];
            workers[0] = null;
            if (executor != pool) {
                assertThrows(NullPointerException.class, call::forward);
            } else {
                failOnSomeCall(call);
            }
            workers[0] = worker;
            call.forward().backward();
            assertEquals(onOneThread(bound), call.results());
        }
    }

    /** The emitted class is called by projects that have no {@link Threads} to refuse for it. */
    @Test
    void fewerThanOneThreadIsRefusedByTheWorkspaceItself() throws ReflectiveOperationException {
        Object instance = bound("LayerNorm", 600, 33).newWorkspace().instance();
        Method share = instance.getClass().getMethod("share", Executor.class, int.class, long.class);
        InvocationTargetException thrown =
                assertThrows(InvocationTargetException.class, () -> share.invoke(instance, pool, 0, 1L));
        assertEquals(
                "java.lang.IllegalArgumentException: threads must be at least 1, given 0",
                String.valueOf(thrown.getCause()));
    }

    /** The thread of a pool may come late for a call, but not for all of them. */
    private static void failOnSomeCall(Call call) {
        for (int i = 0; i < 100_000; i++) {
            try {
                call.forward();
            } catch (NullPointerException expected) {
                return;
            }
        }
        throw new AssertionError("no worker took a piece in 100000 calls");
    }

    @Test
    void aPoolSurvivesATaskThatFails() throws InterruptedException {
        try (WorkerPool single = new WorkerPool(2)) {
            Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
            CountDownLatch seen = new CountDownLatch(1);
            Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> seen.countDown());
            try {
                single.execute(() -> {
                    throw new IllegalStateException("this one fails");
                });
                seen.await();
            } finally {
                Thread.setDefaultUncaughtExceptionHandler(handler);
            }
            CountDownLatch next = new CountDownLatch(1);
            single.execute(next::countDown);
            next.await();
            BoundNorm bound = bound("LayerNorm", 600, 33);
            assertEquals(onOneThread(bound), on(bound, threads(single, 2)));
        }
    }

    /** Tasks that come long after one another find threads asleep, which must wake. */
    @Test
    void aThreadThatSleepsWakesForATask() throws InterruptedException {
        try (WorkerPool two = new WorkerPool(3)) {
            for (int i = 0; i < 200; i++) {
                CountDownLatch done = new CountDownLatch(2);
                two.execute(done::countDown);
                two.execute(done::countDown);
                done.await();
                Thread.sleep(i % 4 == 0 ? 1 : 0);
            }
        }
    }

    @Test
    void anInterruptedCallerGetsItsResultsAndStaysInterrupted() {
        BoundNorm bound = bound("BatchNorm", 600, 33);
        Map<String, String> expected = onOneThread(bound);
        Thread.currentThread().interrupt();
        Map<String, String> results = on(bound, threads(pool, 7));
        assertTrue(Thread.interrupted());
        assertEquals(expected, results);
    }

    /** Calls with workspaces of their own, made by the threads of the pool that they share. */
    @ParameterizedTest
    @ValueSource(strings = {"LayerNorm", "BatchNorm", "PowerNorm"})
    void manyCallsShareOnePoolAndComeFromItsOwnThreads(String name) throws InterruptedException, ExecutionException {
        BoundNorm bound = bound(name, 300, 9);
        Map<String, String> expected = onOneThread(bound);
        ExecutorService own = Executors.newFixedThreadPool(3);
        try {
            for (Executor executor : List.<Executor>of(own, pool)) {
                List<Callable<Integer>> tasks = new ArrayList<>();
                for (int task = 0; task < 8; task++) {
                    tasks.add(() -> {
                        Workspace workspace = bound.newWorkspace(threads(executor, 3));
                        for (int i = 0; i < 6; i++) {
                            Call call = Call.random(bound, workspace, 1);
                            assertEquals(expected, call.forward().backward().results());
                        }
                        return 0;
                    });
                }
                for (Future<Integer> result : own.invokeAll(tasks)) {
                    result.get();
                }
            }
        } finally {
            own.shutdown();
        }
    }
}
