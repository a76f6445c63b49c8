package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.runtime.Programs.Program;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However many threads share a call, its bits are those of one thread. */
@Tag("optimized")
class ThreadsTest extends PooledTest {

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
