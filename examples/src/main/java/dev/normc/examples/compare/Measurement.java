package dev.normc.examples.compare;

/**
 * How long a contender takes.
 *
 * @param medianMicros the median time of a call in microseconds
 * @param ratio its time over that of the generated kernel, the median over the rounds; above 1 the generated is faster
 * @param lowerQuartile a quarter of the rounds had a smaller ratio
 * @param upperQuartile a quarter of the rounds had a larger ratio
 * @param rounds how many rounds were measured
 */
public record Measurement(
        String contender,
        Pass pass,
        Shape shape,
        double medianMicros,
        double ratio,
        double lowerQuartile,
        double upperQuartile,
        int rounds) {}
