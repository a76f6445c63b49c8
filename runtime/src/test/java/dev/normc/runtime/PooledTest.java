package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.runtime.gradcheck.GradientCheck;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What tests of calls that several threads share have in common: a pool of seven, and norms that are compiled for it.
 */
@Timeout(300) // for a deadlock; no test is about time
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PooledTest {

    static final Options PARALLEL = Options.DEFAULT.withParallel(true);

    final WorkerPool pool = new WorkerPool(7);

    final Normc normc = new Normc();

    @BeforeAll
    void poolRuns() {
        assertEquals(7, pool.threads().count());
    }

    @AfterAll
    void close() {
        pool.close();
    }

    /** Everything is shared, however small. */
    static Threads threads(Executor executor, int count) {
        return new Threads(executor, count, 0);
    }

    BoundNorm bound(String name, int rows, int columns, ScalarType type) {
        CompiledNorm norm = normc.compile(name, PARALLEL.withType(type));
        Map<String, Integer> sizes = GradientCheck.defaultSizes(norm.signature());
        sizes.replaceAll((axis, size) -> axis.equals("N") ? Integer.valueOf(rows) : Integer.valueOf(columns));
        return norm.bind(sizes, Mode.TRAINING);
    }

    BoundNorm bound(String name, int rows, int columns) {
        return bound(name, rows, columns, ScalarType.FLOAT);
    }

    static Map<String, String> onOneThread(BoundNorm bound) {
        return Call.random(bound, 1).forward().backward().results();
    }

    static Map<String, String> on(BoundNorm bound, Threads threads) {
        return Call.random(bound, bound.newWorkspace(threads), 1)
                .forward()
                .backward()
                .results();
    }
}
