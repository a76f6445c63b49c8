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

    /** What the JIT may take, in least times of a warm-up. */
    private static final int MOST = 30;

    /** Slices in the least time of a warm-up. */
    private static final int SLICES = 10;

    /** So many slices without anything compiled and without a faster call. */
    private static final int STEADY_SLICES = 6;

    /** What counts as faster. */
    private static final double FASTER = 0.95;

    private WarmUp() {}

    /**
     * Calls {@code kernel} for at least {@code least}, and until its calls get no faster and the JIT has nothing to do
     * for six tenths of that time; for 30 times as long at most.
     */
    public static void untilSteady(Runnable kernel, Duration least) {
        @Nullable CompilationMXBean jit = ManagementFactory.getCompilationMXBean();
        long slice = least.toNanos() / SLICES;
        long most = MOST * least.toNanos();
        long start = System.nanoTime();
        double fastest = Double.POSITIVE_INFINITY;
        long compiled = -1;
        int steady = 0;
        long passed = 0;
        while (passed < most && (steady < STEADY_SLICES || passed < least.toNanos())) {
            double nanos = nanosOfFastestCall(kernel, slice);
            long total = jit == null || !jit.isCompilationTimeMonitoringSupported() ? 0 : jit.getTotalCompilationTime();
            steady = nanos < FASTER * fastest || total != compiled ? 0 : steady + 1;
            fastest = Math.min(fastest, nanos);
            compiled = total;
            passed = System.nanoTime() - start;
        }
    }

    /** Of those in a slice of time; of one, if a call is longer. */
    private static double nanosOfFastestCall(Runnable kernel, long slice) {
        long fastest = Long.MAX_VALUE;
        long start = System.nanoTime();
        long before = start;
        do {
            kernel.run();
            long now = System.nanoTime();
            fastest = Math.min(fastest, now - before);
            before = now;
        } while (before - start < slice);
        return fastest;
    }
}
