package dev.normc.examples.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A comparison as text: a table, what to think of it, and bars. */
public final class ComparisonText {

    private static final String[] HEADINGS = {
        "norm", "pass", "shape", "contender", "median us", "ratio", "quartiles", "worst ulp"
    };

    /** Columns of words stand left, columns of numbers right. */
    private static final int WORDS = 4;

    private static final int LONGEST_BAR = 50;

    /** Quartiles further apart than this part of the median say more about the machine than about the kernels. */
    private static final double QUIET_SPREAD = 0.2;

    private final Comparison comparison;

    private ComparisonText(Comparison comparison) {
        this.comparison = comparison;
    }

    /** One row for each pass, shape and contender. */
    public static String table(Comparison comparison) {
        return new ComparisonText(comparison).table();
    }

    /** What the figures mean, who is wrong and where, and how far to trust the times. */
    public static String notes(Comparison comparison) {
        return new ComparisonText(comparison).notes();
    }

    /** The median times as bars, each pass and shape on a scale of its own. */
    public static String bars(Comparison comparison) {
        return new ComparisonText(comparison).bars();
    }

    private String table() {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEADINGS);
        for (Pass pass : Pass.values()) {
            for (Shape shape : shapes()) {
                comparison.contenders().stream()
                        .filter(contender -> comparison.has(contender, pass))
                        .forEach(contender -> rows.add(row(pass, shape, contender)));
            }
        }
        int[] widths = new int[HEADINGS.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> append(text, row, widths));
        return text.toString();
    }

    private static void append(StringBuilder text, String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String padding = " ".repeat(widths[i] - row[i].length());
            line.append(i < WORDS ? row[i] + padding : padding + row[i]).append("  ");
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private String[] row(Pass pass, Shape shape, String contender) {
        String norm = comparison.norm();
        String ulp = format("%.1f", comparison.worstUlp(contender, pass));
        String[] start = {norm, pass.toString(), shape.toString(), comparison.title(contender)};
        String[] end = find(pass, shape, contender)
                .map(found -> new String[] {
                    format("%.1f", found.medianMicros()),
                    Double.isNaN(found.ratio()) ? "-" : format("%.2f", found.ratio()),
                    Double.isNaN(found.ratio())
                            ? "-"
                            : format("%.2f-%.2f", found.lowerQuartile(), found.upperQuartile()),
                    ulp
                })
                .orElse(new String[] {comparison.wrong(contender) ? "WRONG" : "not timed", "-", "-", ulp});
        return Stream.of(start, end).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private Optional<Measurement> find(Pass pass, Shape shape, String contender) {
        return comparison.measurements().stream()
                .filter(found -> found.pass() == pass
                        && found.shape().equals(shape)
                        && found.contender().equals(contender))
                .findFirst();
    }

    private List<Shape> shapes() {
        return comparison.timed();
    }

    private String notes() {
        StringBuilder text = new StringBuilder();
        for (Accuracy accuracy : comparison.accuracies()) {
            if (accuracy.wrong()) {
                text.append(format(
                        "WRONG: %s, %s at %s: %s is off by %.1f ulp, the bound is %.1f; it was not timed.\n",
                        accuracy.contender(),
                        accuracy.pass(),
                        accuracy.shape(),
                        accuracy.tensor(),
                        accuracy.worstUlp(),
                        accuracy.bound()));
            }
        }
        if (comparison.contenders().size() == 1) {
            text.append("There is no hand-written kernel for ")
                    .append(comparison.norm())
                    .append("; the generated one runs alone.\n");
        }
        text.append("Ratio: time over that of the generated kernel in the same round, the median of all rounds and the"
                + " middle half; above 1 the generated kernel is faster.\n");
        text.append("Worst ulp: against the formula and its derivative in double, in ulp of max(|reference|, root mean"
                + " square of the tensor), random inputs of seed ");
        text.append(comparison.seed()).append(".\n").append(bounds());
        text.append(noise())
                .append("One thread, one JVM (")
                .append(System.getProperty("java.vm.name"))
                .append(' ')
                .append(System.getProperty("java.version"))
                .append("), one machine, medians: good for a look. Figures to quote come from `normc bench`.\n");
        return text.toString();
    }

    private String noise() {
        List<Measurement> noisy = comparison.measurements().stream()
                .filter(found -> found.upperQuartile() - found.lowerQuartile() > QUIET_SPREAD * found.ratio())
                .toList();
        return noisy.isEmpty()
                ? ""
                : format(
                        "The machine was busy: the quartiles of %d of %d ratios lie more than a fifth apart; measure"
                                + " again when it is quiet.\n",
                        noisy.size(), comparison.measurements().size());
    }

    private String bounds() {
        List<String> bounds = comparison.accuracies().stream()
                .map(accuracy -> format("%.0f ulp at %s", accuracy.bound(), accuracy.shape()))
                .distinct()
                .toList();
        return "Wrong is what errs by more than " + String.join(", ", bounds)
                + format(": %.0f, and 1.4 sqrt(n) for a longest sum of n terms.\n", Contest.POINTWISE_BOUND);
    }

    private String bars() {
        StringBuilder text = new StringBuilder();
        int width = comparison.contenders().stream()
                .map(comparison::title)
                .mapToInt(String::length)
                .max()
                .orElse(0);
        for (Pass pass : Pass.values()) {
            for (Shape shape : shapes()) {
                List<Measurement> group = comparison.measurements().stream()
                        .filter(found -> found.pass() == pass && found.shape().equals(shape))
                        .toList();
                text.append(comparison.norm() + " " + pass + " " + shape + "\n");
                group.forEach(found -> text.append(bar(found, group, width)));
            }
        }
        return text.toString();
    }

    private String bar(Measurement found, List<Measurement> group, int width) {
        double longest =
                group.stream().mapToDouble(Measurement::medianMicros).max().orElse(1);
        int length = (int) Math.max(1, Math.round(LONGEST_BAR * found.medianMicros() / longest));
        return format(
                "  %-" + width + "s %s %.1f us\n",
                comparison.title(found.contender()),
                "#".repeat(length),
                found.medianMicros());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
