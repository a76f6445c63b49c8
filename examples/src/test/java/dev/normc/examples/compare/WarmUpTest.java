package dev.normc.examples.compare;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private static final int COLD_CALLS = 12;

    private int calls;

    /** Each of the first calls lasts as long as a slice of the warm-up, those behind them a hundredth of that. */
    @Test
    void goesOnUntilCallsGetNoFaster() {
        WarmUp.untilSteady(
                () -> LockSupport.parkNanos(++calls <= COLD_CALLS ? 60_000_000L - calls * 4_000_000L : 500_000L),
                Duration.ofMillis(100));
        assertTrue(calls > COLD_CALLS + 6, () -> "stopped after " + calls + " calls");
    }

    @Test
    void lastsAtLeastAsLongAsItIsTold() {
        long end = System.nanoTime() + Duration.ofMillis(700).toNanos();
        WarmUp.untilSteady(() -> calls++, Duration.ofMillis(700));
        assertTrue(System.nanoTime() >= end);
    }
}
