package dev.normc.runtime.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Interpreter, kernels and planners agree on random programs. More of them: {@code -Dnormc.random.count=20000}; others:
 * {@code -Dnormc.random.seed=}, the seed of the first.
 */
class RandomProgramsTest {

    private static final long SEED = Long.getLong("normc.random.seed", 1);

    /** Programs for the kernels; the simplifier takes half as many, from the second half on. */
    private static final int COUNT = Integer.getInteger("normc.random.count", 2_000);

    @Test
    void everyPropertyHoldsOfEveryProgram() {
        assertHold(Properties.ALL, SEED, COUNT);
    }

    @Test
    void theSimplifierKeepsWhatItPromises() {
        int half = (COUNT + 1) / 2;
        assertHold(Properties.OF_THE_SIMPLIFIER, COUNT > 1 ? SEED + half : SEED, half);
    }

    private static void assertHold(List<Property> properties, long first, int count) {
        Search search = new Search();
        search.run(properties, first, count);
        assertEquals("", search.report());
        if (count >= 100) {
            properties.forEach(property -> assertTrue(
                    search.tested().getOrDefault(property.name(), 0) >= count / property.every(), property.name()));
        }
    }
}
