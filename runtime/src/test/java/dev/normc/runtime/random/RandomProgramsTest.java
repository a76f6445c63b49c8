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

    /** For each of the two lists of properties, which take different programs. */
    private static final int COUNT = Integer.getInteger("normc.random.count", 1_000);

    @Test
    void everyPropertyHoldsOfEveryProgram() {
        assertHold(Properties.ALL, SEED);
    }

    @Test
    void theSimplifierKeepsWhatItPromises() {
        assertHold(Properties.OF_THE_SIMPLIFIER, COUNT > 1 ? SEED + COUNT : SEED);
    }

    private static void assertHold(List<Property> properties, long first) {
        Search search = new Search();
        search.run(properties, first, COUNT);
        assertEquals("", search.report());
        if (COUNT >= 100) {
            properties.forEach(property -> assertTrue(
                    search.tested().getOrDefault(property.name(), 0) >= COUNT / property.every(), property.name()));
        }
    }
}
