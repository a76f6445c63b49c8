package dev.normc.examples.bench;

import dev.normc.examples.bench.Entrant.Kind;
import dev.normc.examples.bench.Entrant.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What measured times mean: ratios, losses and means. It measures nothing. */
public final class Judge {

    private Judge() {}

    /**
     * The mean of a contender's ratios.
     *
     * @param ratio their geometric mean
     * @param lower the geometric mean of the lower ends of their intervals
     * @param cells how many there are
     */
    public record Mean(String contender, double ratio, double lower, int cells) {}

    /**
     * Every contender's time over that of the generated kernel that it is compared with: the first one of as many
     * threads, else the first of all, which is what a caller gets who asks for nothing. A cell in which one of both was
     * not measured has no ratio.
     */
    public static List<Ratio> ratios(Findings findings) {
        List<Ratio> ratios = new ArrayList<>();
        for (Cell cell : findings.cells()) {
            for (Profile contender : findings.contenders()) {
                base(findings, contender)
                        .flatMap(base -> findings.timing(cell, base))
                        .flatMap(
                                base -> findings.timing(cell, contender.label()).map(other -> Ratio.of(other, base)))
                        .ifPresent(ratios::add);
            }
        }
        return ratios;
    }

    /** The cells in which somebody who computes the norm is faster than the generated kernel, the worst first. */
    public static List<Ratio> losses(Findings findings) {
        List<String> copies = findings.contenders().stream()
                .filter(contender -> contender.kind() == Kind.COPY)
                .map(Profile::label)
                .toList();
        return ratios(findings).stream()
                .filter(ratio -> ratio.lost() && !copies.contains(ratio.contender()))
                .sorted(Comparator.comparingDouble(Ratio::ratio))
                .toList();
    }

    /** Each contender's mean over the cells that are not tiny. */
    public static List<Mean> means(Findings findings) {
        List<Ratio> ratios =
                ratios(findings).stream().filter(ratio -> !ratio.cell().tiny()).toList();
        List<Mean> means = new ArrayList<>();
        for (Profile contender : findings.contenders()) {
            mean(contender.label(), ratios).ifPresent(means::add);
        }
        return means;
    }

    static Optional<Mean> mean(String contender, List<Ratio> ratios) {
        List<Ratio> own = ratios.stream()
                .filter(ratio -> ratio.contender().equals(contender))
                .toList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        double logarithms =
                own.stream().mapToDouble(ratio -> Math.log(ratio.ratio())).sum();
        double ofLower =
                own.stream().mapToDouble(ratio -> Math.log(ratio.lower())).sum();
        return Optional.of(
                new Mean(contender, Math.exp(logarithms / own.size()), Math.exp(ofLower / own.size()), own.size()));
    }

    /** Empty for the generated kernels that others are compared with. */
    private static Optional<String> base(Findings findings, Profile contender) {
        List<Profile> generated = findings.contenders().stream()
                .filter(candidate -> candidate.kind() == Kind.GENERATED)
                .toList();
        Optional<Profile> base = generated.stream()
                .filter(candidate -> candidate.threads() == contender.threads())
                .findFirst()
                .or(() -> generated.stream().findFirst());
        return base.filter(candidate -> !candidate.equals(contender)).map(Profile::label);
    }
}
