package dev.normc.cli.json;

import dev.normc.examples.compare.Accuracy;
import dev.normc.examples.compare.Comparison;
import dev.normc.examples.compare.Measurement;
import java.util.List;

/**
 * What {@code normc compare} finds.
 *
 * @param seed what the random inputs were made from
 * @param jvm the virtual machine and its version
 * @param files the pictures that were written
 */
public record CompareResult(
        String norm,
        long seed,
        String jvm,
        List<Contender> contenders,
        List<AccuracyEntry> accuracy,
        List<Time> times,
        List<String> files) {

    /** One of those that were compared, and whether it is wrong anywhere. */
    public record Contender(String name, boolean wrong) {}

    /**
     * How far a contender is from the interpreter in one pass at one shape.
     *
     * @param pass {@code forward} or {@code backward}
     * @param shape the sizes of the norm's axes in the order of its program
     * @param tensor the tensor that is worst; a failure's own words if the contender threw
     * @param worstUlp its worst error in ulp of max(|reference|, root mean square of the tensor)
     * @param bound more than this is wrong
     */
    public record AccuracyEntry(
            String contender,
            String pass,
            List<Integer> shape,
            String tensor,
            double worstUlp,
            double bound,
            boolean wrong) {}

    /**
     * How long a contender takes.
     *
     * @param medianMicros the median time of a call in microseconds
     * @param ratio its time over that of the generated kernel in the same round, the median of all rounds
     * @param lowerQuartile a quarter of the rounds had a smaller ratio
     * @param upperQuartile a quarter of the rounds had a larger ratio
     */
    public record Time(
            String contender,
            String pass,
            List<Integer> shape,
            double medianMicros,
            double ratio,
            double lowerQuartile,
            double upperQuartile,
            int rounds) {}

    /** All of a comparison. */
    public static CompareResult of(Comparison comparison, List<String> files) {
        return new CompareResult(
                comparison.norm(),
                comparison.seed(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                comparison.contenders().stream()
                        .map(name -> new Contender(name, comparison.wrong(name)))
                        .toList(),
                comparison.accuracies().stream().map(CompareResult::accuracy).toList(),
                comparison.measurements().stream().map(CompareResult::time).toList(),
                files);
    }

    private static AccuracyEntry accuracy(Accuracy accuracy) {
        return new AccuracyEntry(
                accuracy.contender(),
                accuracy.pass().toString(),
                accuracy.shape().sizes(),
                accuracy.tensor(),
                accuracy.worstUlp(),
                accuracy.bound(),
                accuracy.wrong());
    }

    private static Time time(Measurement found) {
        return new Time(
                found.contender(),
                found.pass().toString(),
                found.shape().sizes(),
                found.medianMicros(),
                found.ratio(),
                found.lowerQuartile(),
                found.upperQuartile(),
                found.rounds());
    }
}
