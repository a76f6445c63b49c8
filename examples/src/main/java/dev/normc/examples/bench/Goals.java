package dev.normc.examples.bench;

import dev.normc.examples.bench.Entrant.Kind;
import dev.normc.examples.bench.Entrant.Profile;
import dev.normc.examples.bench.Verdict.Outcome;
import dev.normc.examples.compare.Pass;
import dev.normc.examples.compare.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What generated kernels shall reach, and whether they do: by the lower end of each interval, in the worst cell. */
public final class Goals {

    private static final Shape MEDIUM = Shape.of(512, 1024);
    private static final Shape LARGE = Shape.of(4096, 4096);
    private static final String VECTOR = "vector";
    private static final String NATIVE = "pytorch";

    /** A figure and where it is from. */
    private record Figure(double value, String where) {}

    /** A demand on all figures of a kind: that they are at least so much, or at most. */
    private record Goal(String words, boolean atLeast, double demanded, Function<Findings, List<Figure>> figures) {

        Verdict judge(Findings findings) {
            Comparator<Figure> ascending = Comparator.comparingDouble(Figure::value);
            return figures.apply(findings).stream()
                    .min(atLeast ? ascending : ascending.reversed())
                    .map(worst -> new Verdict(words, outcome(worst.value()), demanded, worst.value(), worst.where()))
                    .orElse(new Verdict(words, Outcome.NOT_MEASURED, demanded, Double.NaN, ""));
        }

        private Outcome outcome(double value) {
            return (atLeast ? value >= demanded : value <= demanded) ? Outcome.MET : Outcome.NOT_MET;
        }
    }

    private static final List<Goal> ALL = List.of(
            atLeast(0.97, "hand-written Vector API over generated, every cell", ratios(labelled(VECTOR))),
            atLeast(
                    5,
                    "naive over generated, LayerNorm forward at 512x1024",
                    ratios(labelled("naive").and(in("LayerNorm", MEDIUM)))),
            atLeast(0.97, "PyTorch over generated, every cell", ratios(Goals::isNative)),
            atLeast(2, "PyTorch over generated, geometric mean without tiny shapes", Goals::nativeMeans),
            atLeast(
                    0.85,
                    "copy over generated, PowerNorm forward at 4096x4096",
                    ratios(labelled("copy").and(in("PowerNorm", LARGE)))),
            atLeast(
                    0.8,
                    "copy over generated, LayerNorm forward at 4096x4096",
                    ratios(labelled("copy").and(in("LayerNorm", LARGE)))),
            atLeast(
                    0.9,
                    "what two threads gain over what they gain for a copy, every cell but tiny ones",
                    Goals::gainsOfTwoThreads),
            atMost(50, "milliseconds from text to kernels, median in a warm JVM, every norm", Goals::compileTimes),
            atMost(0, "bytes allocated in a call of a generated kernel, one thread", Goals::allocations));

    private Goals() {}

    /** Every goal with what became of it. */
    public static List<Verdict> judge(Findings findings) {
        return ALL.stream().map(goal -> goal.judge(findings)).toList();
    }

    private static Goal atLeast(double demanded, String words, Function<Findings, List<Figure>> figures) {
        return new Goal(words, true, demanded, figures);
    }

    private static Goal atMost(double demanded, String words, Function<Findings, List<Figure>> figures) {
        return new Goal(words, false, demanded, figures);
    }

    private static Predicate<Ratio> labelled(String label) {
        return ratio -> ratio.contender().equals(label);
    }

    private static Predicate<Ratio> in(String norm, Shape shape) {
        return ratio -> ratio.cell().norm().equals(norm)
                && ratio.cell().pass() == Pass.FORWARD
                && ratio.cell().shape().equals(shape);
    }

    private static boolean isNative(Ratio ratio) {
        return ratio.contender().startsWith(NATIVE);
    }

    private static Function<Findings, List<Figure>> ratios(Predicate<Ratio> chosen) {
        return findings -> Judge.ratios(findings).stream()
                .filter(chosen)
                .map(ratio -> new Figure(ratio.lower(), ratio.cell() + ", " + ratio.contender()))
                .toList();
    }

    private static List<Figure> nativeMeans(Findings findings) {
        return Judge.means(findings).stream()
                .filter(mean -> mean.contender().startsWith(NATIVE))
                .map(mean -> new Figure(mean.lower(), mean.contender() + ", " + mean.cells() + " cells"))
                .toList();
    }

    /** The lower end: one thread fast and two slow in the kernel, the other way round in the copy. */
    private static List<Figure> gainsOfTwoThreads(Findings findings) {
        List<Figure> gains = new ArrayList<>();
        for (Cell cell : findings.cells()) {
            List<Ratio> kernel = gain(findings, cell, Kind.GENERATED);
            List<Ratio> copy = gain(findings, cell, Kind.COPY);
            if (!cell.tiny() && !kernel.isEmpty() && !copy.isEmpty()) {
                double least = kernel.get(0).lower() / copy.get(0).upper();
                gains.add(new Figure(least, cell.toString()));
            }
        }
        return gains;
    }

    /** The time of one thread over that of two, if both were measured. */
    private static List<Ratio> gain(Findings findings, Cell cell, Kind kind) {
        List<Timing> one = timings(findings, cell, kind, 1);
        List<Timing> two = timings(findings, cell, kind, 2);
        return one.isEmpty() || two.isEmpty() ? List.of() : List.of(Ratio.of(one.get(0), two.get(0)));
    }

    private static List<Timing> timings(Findings findings, Cell cell, Kind kind, int threads) {
        return findings.contenders().stream()
                .filter(contender -> contender.kind() == kind && contender.threads() == threads)
                .map(Profile::label)
                .flatMap(label -> findings.timing(cell, label).stream())
                .toList();
    }

    private static List<Figure> compileTimes(Findings findings) {
        return findings.compileTimes().stream()
                .map(time -> new Figure(time.medianMillis(), time.norm()))
                .toList();
    }

    private static List<Figure> allocations(Findings findings) {
        List<String> generated = findings.contenders().stream()
                .filter(contender -> contender.kind() == Kind.GENERATED && contender.threads() == 1)
                .map(Profile::label)
                .toList();
        return findings.allocations().stream()
                .filter(allocation -> generated.contains(allocation.contender()))
                .map(allocation -> new Figure(
                        allocation.bytesPerCall(),
                        allocation.norm() + " " + allocation.pass() + ", " + allocation.contender()))
                .toList();
    }
}
