package dev.normc.cli.json;

import dev.normc.examples.compare.Accuracy;
import dev.normc.examples.compare.Comparison;
import dev.normc.examples.compare.Measurement;
import dev.normc.examples.examine.Examination;
import java.util.List;
import java.util.Optional;

/**
 * What {@code normc compare} finds.
 *
 * @param seed what the random inputs were made from
 * @param target what the generated kernels were written for, such as {@code scalar} or {@code vector}
 * @param jvm the virtual machine and its version
 * @param examination how a kernel of the user did on hard problems; empty without one
 * @param faults what that kernel did that no kernel may do, in sentences
 * @param explanations what its wrong results point to, in sentences
 * @param notes what is no mistake and good to know of it, in sentences
 * @param files the pictures that were written
 */
public record CompareResult(
        String norm,
        long seed,
        String target,
        String jvm,
        List<Contender> contenders,
        List<AccuracyEntry> accuracy,
        List<Time> times,
        List<Examined> examination,
        List<String> faults,
        List<String> explanations,
        List<String> notes,
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

    /**
     * What a kernel of the user gave for one problem in one pass.
     *
     * @param values what is hard about the problem
     * @param pass {@code forward} or {@code backward}
     * @param shape the sizes of the norm's axes in the order of its program
     * @param tensor the tensor that is worst
     * @param worstUlp its worst error in ulp of max(|reference|, root mean square of the tensor)
     * @param worstError the same as a difference
     * @param generatedUlp the worst error of the generated kernel in that tensor
     * @param generatedError the same as a difference
     * @param wrong whether the kernel is further off than rounding explains
     */
    public record Examined(
            String contender,
            String values,
            String pass,
            List<Integer> shape,
            String tensor,
            double worstUlp,
            double worstError,
            double generatedUlp,
            double generatedError,
            boolean wrong) {}

    /** All of a comparison, and of the examination that came before it. */
    public static CompareResult of(Comparison comparison, Optional<Examination> examination, List<String> files) {
        return new CompareResult(
                comparison.norm(),
                comparison.seed(),
                comparison.target(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                comparison.contenders().stream()
                        .map(name -> new Contender(
                                name,
                                comparison.wrong(name)
                                        || examination
                                                .filter(found ->
                                                        found.contender().equals(name))
                                                .map(Examination::wrong)
                                                .orElse(false)))
                        .toList(),
                comparison.accuracies().stream().map(CompareResult::accuracy).toList(),
                comparison.measurements().stream().map(CompareResult::time).toList(),
                examination.map(CompareResult::examined).orElse(List.of()),
                examination.map(Examination::faults).orElse(List.of()),
                examination.map(Examination::explanations).orElse(List.of()),
                examination.map(Examination::notes).orElse(List.of()),
                files);
    }

    private static List<Examined> examined(Examination examination) {
        return examination.findings().stream()
                .map(found -> new Examined(
                        examination.contender(),
                        found.values(),
                        found.pass().toString(),
                        found.shape().sizes(),
                        found.tensor(),
                        found.own().ulp(),
                        found.own().error(),
                        found.generated().ulp(),
                        found.generated().error(),
                        found.wrong()))
                .toList();
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
