package dev.normc.examples.compare;

import java.util.List;

/**
 * What came out of a contest.
 *
 * @param norm the norm's name
 * @param seed what the random inputs were made from
 * @param target what the generated kernels were written for
 * @param contenders the labels of all contenders, the generated one first
 * @param accuracies every contender, pass and checked shape
 * @param timed the shapes that times were measured at
 * @param measurements every pass, timed shape and contender that is not wrong
 */
public record Comparison(
        String norm,
        long seed,
        String target,
        List<String> contenders,
        List<Accuracy> accuracies,
        List<Shape> timed,
        List<Measurement> measurements) {

    public Comparison {
        contenders = List.copyOf(contenders);
        accuracies = List.copyOf(accuracies);
        timed = List.copyOf(timed);
        measurements = List.copyOf(measurements);
    }

    /** What tables call a contender: of the generated one they say what it was written for. */
    public String title(String contender) {
        return contender.equals(Contender.GENERATED) ? contender + " (" + target + ")" : contender;
    }

    /** Whether a contender is beyond the bound anywhere. */
    public boolean wrong(String contender) {
        return accuracies.stream().anyMatch(accuracy -> accuracy.contender().equals(contender) && accuracy.wrong());
    }

    public boolean anyWrong() {
        return accuracies.stream().anyMatch(Accuracy::wrong);
    }

    /** Whether a contender has a kernel for {@code pass}: it may have a forward alone. */
    public boolean has(String contender, Pass pass) {
        return accuracies.stream()
                .anyMatch(accuracy -> accuracy.contender().equals(contender) && accuracy.pass() == pass);
    }

    /** The worst error of a contender in a pass, over all checked shapes. */
    public double worstUlp(String contender, Pass pass) {
        return accuracies.stream()
                .filter(accuracy -> accuracy.contender().equals(contender) && accuracy.pass() == pass)
                .mapToDouble(Accuracy::worstUlp)
                .max()
                .orElse(Double.NaN);
    }
}
