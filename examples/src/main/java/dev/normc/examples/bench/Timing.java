package dev.normc.examples.bench;

import java.util.List;
import org.openjdk.jmh.util.ListStatistics;

/**
 * How long a contender takes for a call.
 *
 * @param meanMicros the mean of all iterations of all rounds in microseconds
 * @param errorMicros half of the confidence interval of that mean at 99.9 %, by Student's t; NaN for one iteration
 * @param fastestMicros the fastest iteration
 * @param slowestMicros the slowest iteration
 * @param iterations how many there were
 */
public record Timing(
        Cell cell,
        String contender,
        double meanMicros,
        double errorMicros,
        double fastestMicros,
        double slowestMicros,
        int iterations) {

    private static final double CONFIDENCE = 0.999;

    /**
     * The figures of a sample.
     *
     * @param micros the mean time of a call in each iteration; at least one
     */
    public static Timing of(Cell cell, String contender, List<Double> micros) {
        ListStatistics statistics = new ListStatistics(
                micros.stream().mapToDouble(Double::doubleValue).toArray());
        return new Timing(
                cell,
                contender,
                statistics.getMean(),
                statistics.getMeanErrorAt(CONFIDENCE),
                statistics.getMin(),
                statistics.getMax(),
                micros.size());
    }
}
