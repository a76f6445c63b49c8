package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.normc.compiler.Options;
import dev.normc.compiler.graph.Role;
import dev.normc.runtime.gradcheck.GradientCheck;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A workspace per forward in flight is all that callers need to run kernels in any order, on any thread. */
@Tag("optimized")
class WorkspaceTest {

    private static BoundNorm bound(String name, int rows, int columns, Mode mode) {
        CompiledNorm norm = new Normc().compile(name, Options.DEFAULT);
        Map<String, Integer> sizes = GradientCheck.defaultSizes(norm.signature());
        sizes.replaceAll((axis, size) -> axis.equals("N") ? Integer.valueOf(rows) : Integer.valueOf(columns));
        return norm.bind(sizes, mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LayerNorm", "RmsNorm", "BatchNorm", "DyT"})
    void twoForwardsInFlightGiveTheBitsOfOneAfterTheOther(String name) {
        BoundNorm bound = bound(name, 37, 66, Mode.TRAINING);
        Map<String, String> first = Call.random(bound, 1).forward().backward().results();
        Map<String, String> second = Call.random(bound, 2).forward().backward().results();
        Call one = Call.random(bound, 1);
        Call two = Call.random(bound, 2);
        one.forward();
        two.forward();
        two.backward();
        one.backward();
        assertEquals(first, one.results());
        assertEquals(second, two.results());
    }

    /**
     * PowerNorm's forward moves psi2, its backward the adjoint state. Both calls share the states' arrays. A backward
     * reads psi2 as its own forward saw it, whatever has been moved since; the adjoint state it reads as it is when the
     * backward starts, so that the order of the backwards is what counts.
     */
    @Test
    void statesMoveInTheOrderOfTheCallsThatMoveThem() {
        BoundNorm bound = bound("PowerNorm", 37, 66, Mode.TRAINING);
        Call one = Call.random(bound, 1);
        Call two = withStatesOf(one, Call.random(bound, 2));
        one.forward().backward();
        two.forward().backward();

        Call firstInFlight = Call.random(bound, 1);
        Call secondInFlight = withStatesOf(firstInFlight, Call.random(bound, 2));
        firstInFlight.forward();
        secondInFlight.forward();
        firstInFlight.backward();
        secondInFlight.backward();
        assertEquals(one.results(), firstInFlight.results());
        assertEquals(two.results(), secondInFlight.results());
    }

    private static Call withStatesOf(Call owner, Call call) {
        for (String state : List.of("psi2", "psi2_adjoint")) {
            call.put(call.tensor(Role.STATE, state), owner.array(owner.tensor(Role.STATE, state)));
        }
        return call;
    }

    @Test
    void aWorkspaceServesOneForwardAfterTheOther() {
        BoundNorm bound = bound("LayerNorm", 37, 66, Mode.TRAINING);
        Call call = Call.random(bound, 1);
        Call other = Call.random(bound, 2);
        bound.forward(call.arguments(), call.workspace());
        bound.backward(call.arguments(), call.workspace());
        bound.forward(other.arguments(), call.workspace());
        bound.backward(other.arguments(), call.workspace());
        assertEquals(Call.random(bound, 2).forward().backward().results(), other.results());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LayerNorm", "RmsNorm", "BatchNorm", "PowerNorm", "DyT"})
    void manyThreadsWithWorkspacesOfTheirOwnGetTheSameBits(String name)
            throws InterruptedException, ExecutionException {
        BoundNorm bound = bound(name, 65, 33, Mode.TRAINING);
        List<Map<String, String>> expected = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            expected.add(Call.random(bound, seed).forward().backward().results());
        }
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            int seed = thread % 3;
            tasks.add(() -> {
                for (int call = 0; call < 40; call++) {
                    assertEquals(
                            expected.get(seed),
                            Call.random(bound, seed).forward().backward().results());
                }
                return seed;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Integer> result : threads.invokeAll(tasks)) {
                result.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LayerNorm, TRAINING", "RmsNorm, TRAINING", "BatchNorm, TRAINING", "PowerNorm, TRAINING", "DyT, TRAINING",
        "LayerNorm, INFERENCE", "RmsNorm, INFERENCE", "BatchNorm, INFERENCE", "PowerNorm, INFERENCE", "DyT, INFERENCE"
    })
    void callsAllocateNothing(String name, Mode mode) {
        Call call = Call.random(bound(name, 9, 17, mode), 1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        repeat(call, 3000);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20 && least > 0; round++) { // the JVM itself allocates while it compiles handles
            long before = threads.getThreadAllocatedBytes(thread);
            repeat(call, 1000);
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertEquals(0, least, "bytes in 1000 forwards and backwards, in the best of 20 rounds");
    }

    private static void repeat(Call call, int times) {
        for (int i = 0; i < times; i++) {
            call.forward();
            call.backward();
        }
    }
}
