package dev.normc.examples.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.examples.compare.Pass;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One real measurement of each kind, as short as it can be; how long it took does not matter. */
class ForksTest {

    private static final Settings SHORT = new Settings(1, 0, 2, Duration.ofMillis(10), 2, false);
    private static final Cell CELL = MadeUp.cell("RmsNorm", Pass.BACKWARD, 3, 7);

    @Test
    void aCellHasOneFigureForEachIteration() {
        List<Double> micros = new Forks().micros(CELL, "generated", SHORT);
        assertEquals(2, micros.size());
        assertTrue(micros.stream().allMatch(time -> time > 0 && Double.isFinite(time)), micros::toString);
    }

    @Test
    void aProgramIsCompiledAsOftenAsAsked() {
        assertEquals(2, new Forks().compileMillis("DyT", SHORT).size());
    }

    @Test
    void aJvmThatFailsSaysWhy() {
        MeasuringException failure =
                assertThrows(MeasuringException.class, () -> new Forks().micros(CELL, "nobody", SHORT));
        assertEquals("java.lang.IllegalArgumentException: no contender nobody for RmsNorm", failure.sentence());
    }
}
