package dev.normc.examples.compare;

import java.util.Arrays;
import java.util.List;

/** Times kernels in turn, round by round, so that whatever drifts hits all of them alike. */
public final class Stopwatch {

    private static final int FEWEST_ROUNDS = 5;
    private static final int MOST_ROUNDS = 20_000;
    private static final double NANOS_PER_MICRO = 1000;

    private Stopwatch() {}

    /** The microseconds of a call: one row per kernel, one column per round. */
    public static double[][] micros(List<Runnable> kernels, Budget budget) {
        int[] calls = new int[kernels.size()];
        for (int i = 0; i < calls.length; i++) {
            WarmUp.untilSteady(kernels.get(i), budget.warmUp());
        }
        for (int i = 0; i < calls.length; i++) {
            calls[i] = callsPerBatch(kernels.get(i), budget.batch().toNanos());
        }
        double[][] micros = new double[calls.length][MOST_ROUNDS];
        long end = System.nanoTime() + budget.measuring().toNanos();
        int round = 0;
        while (round < MOST_ROUNDS && (round < FEWEST_ROUNDS || System.nanoTime() < end)) {
            for (int turn = 0; turn < calls.length; turn++) {
                // Who starts changes: nobody always finds the caches as the same predecessor left them.
                int i = (turn + round) % calls.length;
                micros[i][round] = nanos(kernels.get(i), calls[i]) / (NANOS_PER_MICRO * calls[i]);
            }
            round++;
        }
        int rounds = round;
        return Arrays.stream(micros).map(row -> Arrays.copyOf(row, rounds)).toArray(double[][]::new);
    }

    private static int callsPerBatch(Runnable kernel, long batch) {
        int calls = 1;
        while (calls < 1 << 20 && nanos(kernel, calls) < batch) {
            calls *= 2;
        }
        return calls;
    }

    private static long nanos(Runnable kernel, int calls) {
        long start = System.nanoTime();
        for (int call = 0; call < calls; call++) {
            kernel.run();
        }
        return System.nanoTime() - start;
    }
}
