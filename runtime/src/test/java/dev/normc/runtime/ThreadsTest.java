package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.runtime.Programs.Program;
import dev.normc.runtime.gradcheck.GradientCheck;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However many threads share a call, whatever their pool does, its bits are those of one thread. */
@Timeout(300) // for a deadlock; no test is about time
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreadsTest {

    private static final Options PARALLEL = Options.DEFAULT.withParallel(true);

    private final WorkerPool pool = new WorkerPool(7);
    private final Normc normc = new Normc();

    @BeforeAll
    void poolRuns() {
        assertEquals(7, pool.threads().count());
    }

    @AfterAll
    void close() {
        pool.close();
    }

    /** Everything is shared, however small. */
    private static Threads threads(Executor executor, int count) {
        return new Threads(executor, count, 0);
    }

    static Stream<Program> programs() {
        return Programs.all();
    }

    /** An executor that runs a task at once gives every piece to memory that the first thread has not seen. */
    @ParameterizedTest
    @MethodSource("programs")
    void severalThreadsGiveTheBitsOfOne(Program program) {
        CompiledNorm scalars = program.compile(PARALLEL.withTarget(KernelTarget.SCALAR), JavaCompiler.JANINO);
        CompiledNorm vectors = program.compile(PARALLEL.withTarget(KernelTarget.VECTOR_256), JavaCompiler.JANINO);
        for (Mode mode : Witness.modes(scalars)) {
            Map<String, Integer> sizes = Witness.sizes(scalars).get(1);
            Map<Tensor, double[]> values = RandomArguments.of(scalars.signature(), sizes, 5);
            Map<String, long[]> expected =
                    KernelRun.of(scalars, sizes, mode, values).bits();
            for (CompiledNorm several : List.of(scalars, vectors)) {
                for (Threads threads : List.of(threads(Runnable::run, 2), threads(pool, 2), threads(pool, 7))) {
                    KernelRun run = KernelRun.of(several, sizes, mode, values, threads);
                    Witness.assertSameBits(expected, run.bits());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ScalarType.class)
    void aNormForManyThreadsHasTheBitsOfOneForOneThread(ScalarType type) {
        Options plain = Options.DEFAULT.withType(type).withTarget(KernelTarget.SCALAR);
        for (String name : List.of("LayerNorm", "BatchNorm", "PowerNorm", "GroupNorm", "NormInNorm")) {
            Program program = Programs.named(name);
            CompiledNorm one = program.compile(plain, JavaCompiler.JANINO);
            CompiledNorm several = program.compile(plain.withParallel(true), JavaCompiler.JANINO);
            CompiledNorm javac = program.compile(plain.withParallel(true), JavaCompiler.JAVAC);
            for (Mode mode : Witness.modes(one)) {
                for (Map<String, Integer> sizes : Witness.sizes(one)) {
                    Map<Tensor, double[]> values = RandomArguments.of(one.signature(), sizes, 5);
                    Map<String, long[]> expected =
                            KernelRun.of(one, sizes, mode, values).bits();
                    Witness.assertSameBits(
                            expected, KernelRun.of(several, sizes, mode, values).bits());
                    for (CompiledNorm compiled : List.of(several, javac)) {
                        KernelRun run = KernelRun.of(compiled, sizes, mode, values, threads(pool, 7));
                        Witness.assertSameBits(expected, run.bits());
                    }
                }
            }
        }
    }

    private BoundNorm bound(String name, int rows, int columns, ScalarType type) {
        CompiledNorm norm = normc.compile(name, PARALLEL.withType(type));
        Map<String, Integer> sizes = GradientCheck.defaultSizes(norm.signature());
        sizes.replaceAll((axis, size) -> axis.equals("N") ? Integer.valueOf(rows) : Integer.valueOf(columns));
        return norm.bind(sizes, Mode.TRAINING);
    }

    private BoundNorm bound(String name, int rows, int columns) {
        return bound(name, rows, columns, ScalarType.FLOAT);
    }

    private static Map<String, String> onOneThread(BoundNorm bound) {
        return Call.random(bound, 1).forward().backward().results();
    }

    private static Map<String, String> on(BoundNorm bound, Threads threads) {
        return Call.random(bound, bound.newWorkspace(threads), 1)
                .forward()
                .backward()
                .results();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, 255, 256, 257, 512, 513, 1025})
    void anyNumberOfRowsIsDividedRightly(int rows) {
        for (String name : List.of("LayerNorm", "PowerNorm")) {
            BoundNorm bound = bound(name, rows, 5, ScalarType.DOUBLE);
            assertEquals(onOneThread(bound), on(bound, threads(pool, 7)), name);
            assertEquals(onOneThread(bound), on(bound, threads(Runnable::run, 3)), name);
        }
    }

    @Test
    void withoutRowsThereIsNothingToShare() {
        BoundNorm bound = bound("LayerNorm", 0, 5);
        Map<String, String> results = on(bound, threads(pool, 7));
        assertEquals(onOneThread(bound), results);
        assertEquals("0x0.0p0 0x0.0p0 0x0.0p0 0x0.0p0 0x0.0p0", results.get("GRADIENT gamma"));
    }

    @Test
    void aFixedSizeIsNoHindrance() {
        BoundNorm open = bound("LayerNorm", 600, 33);
        BoundNorm fixed =
                normc.compile("LayerNorm", PARALLEL.withSizes(Map.of("D", 33))).bind(Map.of("N", 600), Mode.TRAINING);
        assertEquals(onOneThread(open), on(fixed, threads(Runnable::run, 2)));
    }

    @Test
    void gradientsAreAddedWithTheSameBits() {
        BoundNorm bound = bound("LayerNorm", 600, 33);
        Call one = Call.random(bound, 1).forward();
        Call several =
                Call.random(bound, bound.newWorkspace(threads(pool, 7)), 1).forward();
        for (Call call : List.of(one, several)) {
            call.backward();
            bound.backward(call.arguments(), call.workspace(), Gradients.ADD);
        }
        assertEquals(one.results(), several.results());
    }

    @Test
    void aNormWithNothingToShareTakesThreadsAllTheSame() {
        BoundNorm bound = Programs.text("norm Line(x[D]) { return x - mean[D](x) }")
                .compile(PARALLEL, JavaCompiler.JANINO)
                .bind(Map.of("D", 70), Mode.TRAINING);
        assertEquals(onOneThread(bound), on(bound, threads(pool, 7)));
    }

    @Test
    void aNormCompiledForOneThreadRefusesOthers() {
        BoundNorm bound = normc.compile("LayerNorm", Options.DEFAULT).bind(Map.of("N", 2, "D", 3), Mode.TRAINING);
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> bound.newWorkspace(pool.threads()));
        assertTrue(String.valueOf(refusal.getMessage()).contains("Options.withParallel(true)"), refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Threads.of(pool, 0));
        assertThrows(IllegalArgumentException.class, () -> new WorkerPool(0));
    }

    @Test
    void aSmallLoopIsLeftToTheCallingThread() {
        BoundNorm bound = bound("LayerNorm", 300, 10);
        List<Runnable> handedOver = new ArrayList<>();
        on(bound, new Threads(handedOver::add, 2, 3001));
        assertEquals(0, handedOver.size());
        on(bound, new Threads(handedOver::add, 2, 3000));
        assertEquals(2, handedOver.size(), "one for the forward, one for the backward");
    }

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

    @Test
    void oneThreadAllocatesNothingAndSeveralAsMuchForManyRowsAsForFew() {
        for (String name : List.of("LayerNorm", "BatchNorm", "PowerNorm")) {
            assertEquals(0, allocated(Call.random(bound(name, 600, 9), 1)), name);
            long few = allocated(shared(bound(name, 600, 9)));
            long many = allocated(shared(bound(name, 1100, 9)));
            assertTrue(few > 0, name);
            assertEquals(few, many, name);
        }
    }

    private Call shared(BoundNorm bound) {
        return Call.random(bound, bound.newWorkspace(threads(pool, 2)), 1);
    }

    /** Bytes that the calling thread allocates in 50 forwards and backwards, in the best of some rounds. */
    private static long allocated(Call call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) { // the JVM itself allocates while it compiles handles
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 50; i++) {
                call.forward();
                call.backward();
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }
}
