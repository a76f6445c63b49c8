package dev.normc.examples.compare;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs a kernel until the JIT is done with it. No fixed time is enough: C2 needs a second or two for the vectors of a
 * long kernel, more on a busy machine, and until then a call takes a hundred times as long.
 */
public final class WarmUp {

    private static final long SLICE_NANOS = 50_000_000;
    private static final long MOST_NANOS = 15_000_000_000L;

    /** So many slices without anything compiled and without a faster call. */
    private static final int STEADY_SLICES = 6;

    /** What counts as faster. */
    private static final double FASTER = 0.95;

    private WarmUp() {}

    /**
     * Calls {@code kernel} for at least {@code least}, and until its calls get no faster and the JIT has nothing to do;
     * 15 seconds at most.
     */
    public static void untilSteady(Runnable kernel, Duration least) {
        @Nullable CompilationMXBean jit = ManagementFactory.getCompilationMXBean();
        long start = System.nanoTime();
        double fastest = Double.POSITIVE_INFINITY;
        long compiled = -1;
        int steady = 0;
        long passed = 0;
        while (passed < MOST_NANOS && (steady < STEADY_SLICES || passed < least.toNanos())) {
            double nanos = nanosOfFastestCall(kernel);
            long total = jit == null || !jit.isCompilationTimeMonitoringSupported() ? 0 : jit.getTotalCompilationTime();
            steady = nanos < FASTER * fastest || total != compiled ? 0 : steady + 1;
            fastest = Math.min(fastest, nanos);
            compiled = total;
            passed = System.nanoTime() - start;
        }
    }

    /** Of those in a slice of time; of one, if a call is longer. */
    private static double nanosOfFastestCall(Runnable kernel) {
        long fastest = Long.MAX_VALUE;
        long start = System.nanoTime();
        long before = start;
        do {
            kernel.run();
            long now = System.nanoTime();
            fastest = Math.min(fastest, now - before);
            before = now;
        } while (before - start < SLICE_NANOS);
        return fastest;
    }
}
