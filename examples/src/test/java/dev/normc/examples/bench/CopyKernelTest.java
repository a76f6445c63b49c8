package dev.normc.examples.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.examples.compare.Problem;
import dev.normc.examples.compare.Shape;
import dev.normc.runtime.Normc;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many bytes a copy moves, and that it moves them with one thread and with two. */
class CopyKernelTest {

    /** Arrays read and written: x, y; x, dy, dx; x, r, y, s; of AddRmsNorm's backward what its kernel takes. */
    @ParameterizedTest
    @CsvSource({"LayerNorm, 2, 3", "DyT, 2, 3", "PowerNorm, 2, 3", "AddRmsNorm, 4, 6"})
    void everyFullArrayCountsOnce(String norm, int forward, int backward) {
        Problem problem = problem(norm);
        EmittedNorm.Entry entry = problem.norm().compilation().emitted().training();
        assertEquals(forward, CopyKernel.halves(problem, entry.forward()));
        assertEquals(backward, CopyKernel.halves(problem, entry.backward()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aCopyLeavesTheProblemAsItIs(int threads) {
        Problem problem = problem("LayerNorm");
        Problem before = problem.copy();
        CopyKernel copy = new CopyKernel(problem, threads);
        for (int call = 0; call < 20; call++) {
            copy.forward();
            copy.backward();
        }
        problem.arrays()
                .forEach((tensor, array) ->
                        assertEquals(true, Arrays.equals(array, before.arrays().get(tensor)), tensor::toString));
    }

    @Test
    void aPartnerDoesItsWorkOnceForEachRun() throws InterruptedException {
        int[] theirs = new int[1];
        int[] own = new int[1];
        Partner partner = new Partner(() -> theirs[0]++);
        for (int run = 1; run <= 100; run++) {
            if (run % 50 == 0) {
                Thread.sleep(20); // long enough for it to fall asleep
            }
            partner.runBeside(() -> own[0]++);
            assertEquals(run, theirs[0]);
            assertEquals(run, own[0]);
        }
    }

    private static Problem problem(String norm) {
        return Problem.random(new Normc().compile(norm, Options.DEFAULT), Shape.of(5, 7), 1);
    }
}
