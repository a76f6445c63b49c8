package dev.normc.examples.bench;

import dev.normc.examples.bench.Entrant.Kind;
import dev.normc.examples.bench.Entrant.Profile;
import dev.normc.examples.compare.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Findings as Markdown, what is lost first. */
public final class Report {

    private static final String NOTHING = "-";
    private static final double NANOS_PER_MICRO = 1000;

    /** Iterations further apart say more about the machine than about the kernel. */
    private static final double QUIET_SPREAD = 1.2;

    private final Findings findings;
    private final List<Ratio> ratios;
    private final StringBuilder text = new StringBuilder();

    private Report(Findings findings) {
        this.findings = findings;
        this.ratios = Judge.ratios(findings);
    }

    /** The whole report. */
    public static String of(Findings findings) {
        Report report = new Report(findings);
        report.head();
        report.losses();
        report.goals();
        report.notMeasured();
        report.means();
        report.ratios("Ratios", cell -> !cell.tiny());
        report.ratios("Ratios at tiny shapes", Cell::tiny);
        report.accuracy();
        report.compileTimes();
        report.allocations();
        report.times();
        return report.text.toString();
    }

    private void head() {
        Machine machine = findings.machine();
        Settings settings = findings.settings();
        text.append("# Benchmark\n\n");
        line("- machine: %s, %d cores, caches %s", machine.processor(), machine.cores(), machine.caches());
        line("- system: %s", machine.system());
        line(
                "- JVM: %s, %s the Vector API, serial collector",
                machine.jvm(), machine.vectorModule() ? "with" : "without");
        line("- date: %s", machine.date());
        line(
                "- measured by JMH in rounds: %d; a round has one JVM for each contender of a cell, in turn, each with"
                        + " %d iterations of %d ms behind %d to warm up",
                settings.rounds(), settings.iterations(), settings.iteration().toMillis(), settings.warmUps());
        line("- spread: %s", spread());
        text.append("""

                A ratio is the time of a contender over that of the generated kernel in the same cell: above 1 the
                generated kernel is faster. In parentheses stands its interval, from the confidence intervals of both
                times at 99.9 %. Training, float.
                """);
    }

    /** How far apart the iterations of one time lie: what the machine did besides. */
    private String spread() {
        List<Timing> timings = findings.timings();
        if (timings.isEmpty()) {
            return "no times";
        }
        double[] spreads = timings.stream()
                .mapToDouble(timing -> timing.slowestMicros() / timing.fastestMicros())
                .sorted()
                .toArray();
        long noisy =
                Arrays.stream(spreads).filter(spread -> spread > QUIET_SPREAD).count();
        return String.format(
                Locale.ROOT,
                "the slowest iteration took %.2f times as long as the fastest (median of all times), and over %.1f"
                        + " times in %d of %d%s",
                spreads[spreads.length / 2],
                QUIET_SPREAD,
                noisy,
                spreads.length,
                2 * noisy > spreads.length ? "; the machine was busy, measure again when it is quiet" : "");
    }

    private void losses() {
        section("Lost cells");
        MarkdownTable table =
                new MarkdownTable(5, List.of("contender", "norm", "pass", "shape", "", "ratio", "interval"));
        for (Ratio lost : Judge.losses(findings)) {
            Cell cell = lost.cell();
            table.row(List.of(
                    lost.contender(),
                    cell.norm(),
                    cell.pass().toString(),
                    cell.shape().toString(),
                    lost.upper() < 1 ? "" : "within error",
                    figure(lost.ratio()),
                    interval(lost)));
        }
        text.append(table.isEmpty() ? noLosses(ratios) : table.toString());
    }

    private String noLosses(List<Ratio> ratios) {
        if (ratios.isEmpty()) {
            return "Nobody was there to be compared with.\n";
        }
        return ratios.stream().anyMatch(ratio -> kind(ratio.contender()) != Kind.COPY)
                ? "None.\n"
                : "None: nothing but copies, which are bounds, was there to be compared with.\n";
    }

    private void goals() {
        section("Goals");
        MarkdownTable table = new MarkdownTable(3, List.of("goal", "verdict", "where", "demanded", "worst"));
        for (Verdict verdict : Goals.judge(findings)) {
            boolean measured = verdict.outcome() != Verdict.Outcome.NOT_MEASURED;
            table.row(List.of(
                    verdict.goal(),
                    verdict.outcome().toString(),
                    measured ? verdict.where() : NOTHING,
                    figure(verdict.demanded()),
                    measured ? figure(verdict.worst()) : NOTHING));
        }
        text.append("By the lower end of each interval, in the worst cell.\n\n").append(table);
    }

    private void notMeasured() {
        if (findings.failures().isEmpty() && findings.omitted().isEmpty()) {
            return;
        }
        section("Not measured");
        findings.failures()
                .forEach(
                        failure -> line("- FAILED: %s, %s: %s", failure.what(), failure.contender(), failure.reason()));
        findings.omitted().forEach(omitted -> line("- %s", omitted));
    }

    private void means() {
        section("Geometric means without tiny shapes");
        MarkdownTable table = new MarkdownTable(1, List.of("contender", "cells", "ratio", "of the lower ends"));
        for (Judge.Mean mean : Judge.means(findings)) {
            table.row(List.of(
                    mean.contender(), Integer.toString(mean.cells()), figure(mean.ratio()), figure(mean.lower())));
        }
        text.append(table.isEmpty() ? "None.\n" : table.toString());
    }

    private void ratios(String title, Predicate<Cell> chosen) {
        List<Cell> cells = findings.cells().stream().filter(chosen).toList();
        List<String> contenders = findings.contenders().stream()
                .map(Profile::label)
                .filter(label ->
                        ratios.stream().anyMatch(ratio -> ratio.contender().equals(label) && chosen.test(ratio.cell())))
                .toList();
        if (contenders.isEmpty()) {
            return;
        }
        section(title);
        MarkdownTable table = new MarkdownTable(3, joined(List.of("norm", "pass", "shape"), contenders));
        for (Cell cell : cells) {
            List<String> row = start(cell);
            for (String contender : contenders) {
                row.add(ratio(cell, contender)
                        .map(ratio -> figure(ratio.ratio()) + " " + interval(ratio))
                        .orElse(NOTHING));
            }
            table.row(row);
        }
        text.append(table);
    }

    private Optional<Ratio> ratio(Cell cell, String contender) {
        return ratios.stream()
                .filter(ratio -> ratio.cell().equals(cell) && ratio.contender().equals(contender))
                .findFirst();
    }

    /** One row for each norm, kind of data and pass. */
    private record Check(String norm, String data, String shape, Pass pass) {}

    private void accuracy() {
        Map<Check, Map<String, Precision>> checks = new LinkedHashMap<>();
        for (Precision precision : findings.precisions()) {
            Check check = new Check(
                    precision.norm(), precision.data(), precision.shape().toString(), precision.pass());
            checks.computeIfAbsent(check, key -> new LinkedHashMap<>()).put(precision.contender(), precision);
        }
        List<String> contenders = present(checks.values());
        if (contenders.isEmpty()) {
            return;
        }
        section("Accuracy");
        text.append("""
                The worst element of outputs (forward) or gradients (backward) and of the states that the pass moves,
                against the formula in double, in ulp of max(|reference|, root mean square of the tensor).

                """);
        MarkdownTable table = new MarkdownTable(4, joined(List.of("norm", "inputs", "shape", "pass"), contenders));
        checks.forEach((check, found) -> {
            List<String> row = new ArrayList<>(List.of(
                    check.norm(), check.data(), check.shape(), check.pass().toString()));
            contenders.forEach(contender -> row.add(Optional.ofNullable(found.get(contender))
                    .map(precision -> figure(precision.worstUlp()) + " " + precision.tensor())
                    .orElse(NOTHING)));
            table.row(row);
        });
        text.append(table);
    }

    private List<String> present(Collection<Map<String, Precision>> checks) {
        return findings.contenders().stream()
                .map(Profile::label)
                .filter(label -> checks.stream().anyMatch(found -> found.containsKey(label)))
                .toList();
    }

    private void compileTimes() {
        if (findings.compileTimes().isEmpty()) {
            return;
        }
        section("From text to kernels");
        MarkdownTable table = new MarkdownTable(1, List.of("norm", "first in a JVM, ms", "median in a warm one, ms"));
        for (CompileTime time : findings.compileTimes()) {
            table.row(List.of(time.norm(), figure(time.firstMillis()), figure(time.medianMillis())));
        }
        text.append(table);
    }

    private void allocations() {
        if (findings.allocations().isEmpty()) {
            return;
        }
        section("Bytes allocated in a call");
        Map<String, List<Allocation>> byContender = findings.allocations().stream()
                .collect(Collectors.groupingBy(Allocation::contender, LinkedHashMap::new, Collectors.toList()));
        MarkdownTable table = new MarkdownTable(1, List.of("contender", "most", "where"));
        byContender.forEach((contender, all) -> all.stream()
                .reduce((one, other) -> other.bytesPerCall() > one.bytesPerCall() ? other : one)
                .ifPresent(most -> table.row(List.of(
                        contender,
                        figure(most.bytesPerCall()),
                        most.bytesPerCall() == 0 ? "everywhere" : most.norm() + " " + most.pass()))));
        text.append(table);
    }

    private void times() {
        if (findings.timings().isEmpty()) {
            return;
        }
        section("Times");
        text.append(
                "Microseconds of a call: mean, half of its confidence interval, fastest and slowest iteration.\n\n");
        MarkdownTable table = new MarkdownTable(
                4, List.of("norm", "pass", "shape", "contender", "mean", "+-", "fastest", "slowest", "ns per element"));
        for (Timing timing : findings.timings()) {
            List<String> row = start(timing.cell());
            row.add(timing.contender());
            row.add(figure(timing.meanMicros()));
            row.add(figure(timing.errorMicros()));
            row.add(figure(timing.fastestMicros()));
            row.add(figure(timing.slowestMicros()));
            row.add(figure(NANOS_PER_MICRO
                    * timing.meanMicros()
                    / timing.cell().shape().elements()));
            table.row(row);
        }
        text.append(table);
    }

    private Kind kind(String label) {
        return findings.contenders().stream()
                .filter(contender -> contender.label().equals(label))
                .map(Profile::kind)
                .findFirst()
                .orElse(Kind.OPPONENT);
    }

    private static List<String> start(Cell cell) {
        return new ArrayList<>(
                List.of(cell.norm(), cell.pass().toString(), cell.shape().toString()));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    private static String interval(Ratio ratio) {
        return "(" + figure(ratio.lower()) + " to " + figure(ratio.upper()) + ")";
    }

    /** Three digits or more: what a ratio is worth, and no less of a long time. */
    private static String figure(double value) {
        if (Double.isNaN(value)) {
            return NOTHING;
        }
        if (Double.isInfinite(value)) {
            return "inf";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        int digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 0.1 ? 2 : 4;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private void section(String title) {
        text.append("\n## ").append(title).append("\n\n");
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
