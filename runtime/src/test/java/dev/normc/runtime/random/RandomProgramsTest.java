package dev.normc.runtime.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * Interpreter, kernels and planners agree on random programs. More of them: {@code -Dnormc.random.count=20000}; others:
 * {@code -Dnormc.random.seed=}, the seed of the first.
 */
class RandomProgramsTest {

    private static final long SEED = Long.getLong("normc.random.seed", 1);

    private static final int COUNT = Integer.getInteger("normc.random.count", 2_000);

    @Test
    void everyPropertyHoldsOfEveryProgram() {
        Search search = new Search();
        search.run(Properties.ALL, SEED, COUNT);
        assertEquals("", search.report());
        Properties.ALL.stream()
                .filter(property -> COUNT >= 100)
                .forEach(property -> assertTrue(
                        search.tested().getOrDefault(property.name(), 0) >= COUNT / property.every(), property.name()));
    }
}
