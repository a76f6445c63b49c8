package dev.normc.examples.bench;

import dev.normc.examples.compare.Contest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs a benchmark: first who is right, then how fast each is. What fails is told and left out; the rest is measured.
 */
public final class Bench {

    private final Plan plan;
    private final Settings settings;
    private final Measuring measuring;
    private final Contest.Progress progress;
    private final Consumer<Findings> listener;
    private final Machine machine = Machine.here();
    private final List<Timing> timings = new ArrayList<>();
    private final List<Precision> precisions = new ArrayList<>();
    private final List<Allocation> allocations = new ArrayList<>();
    private final List<CompileTime> compileTimes = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final int total;
    private int done;
    private int cellsDone;

    private Bench(
            Plan plan, Settings settings, Measuring measuring, Contest.Progress progress, Consumer<Findings> listener) {
        this.plan = plan;
        this.settings = settings;
        this.measuring = measuring;
        this.progress = progress;
        this.listener = listener;
        this.total = plan.subjects().stream()
                .mapToInt(subject -> 2
                        + settings.rounds()
                                * subject.cells().size()
                                * subject.entrants().size())
                .sum();
    }

    /**
     * Measures all of a plan.
     *
     * @param measuring how times are measured
     * @param progress hears what is being done
     * @param listener hears what has been found before anything was measured, and after each cell
     */
    public static Findings run(
            Plan plan, Settings settings, Measuring measuring, Contest.Progress progress, Consumer<Findings> listener) {
        return new Bench(plan, settings, measuring, progress, listener).run();
    }

    private Findings run() {
        listener.accept(findings());
        Map<String, List<Entrant>> right = new LinkedHashMap<>();
        for (Plan.Subject subject : plan.subjects()) {
            progress.at(done++, total, subject.name() + ": results");
            Inspection inspection = Inspection.of(subject, settings);
            precisions.addAll(inspection.precisions());
            allocations.addAll(inspection.allocations());
            failures.addAll(inspection.failures());
            right.put(
                    subject.program(),
                    subject.entrants().stream()
                            .filter(entrant -> !inspection.wrong().contains(entrant.label()))
                            .toList());
            progress.at(done++, total, subject.name() + ": compilation");
            timeCompilation(subject);
            listener.accept(findings());
        }
        for (Plan.Subject subject : plan.subjects()) {
            for (Cell cell : subject.cells()) {
                cellsDone++;
                time(cell, right.getOrDefault(subject.program(), List.of()));
                listener.accept(findings());
            }
        }
        progress.at(total, total, "done");
        return findings();
    }

    private void timeCompilation(Plan.Subject subject) {
        try {
            compileTimes.add(CompileTime.of(subject.name(), measuring.compileMillis(subject.program(), settings)));
        } catch (MeasuringException failure) {
            failures.add(new Failure(subject.name() + ", compilation", "generated", failure.sentence()));
        }
    }

    /** One JVM for each contender, then again: the sides of a ratio are measured next to each other, in turn. */
    private void time(Cell cell, List<Entrant> entrants) {
        Map<String, List<Double>> micros = new LinkedHashMap<>();
        List<Entrant> left = new ArrayList<>(entrants);
        for (int round = 0; round < settings.rounds(); round++) {
            for (int turn = 0; turn < entrants.size(); turn++) {
                Entrant entrant = entrants.get((turn + round) % entrants.size());
                progress.at(done++, total, cell + ": " + entrant.label());
                if (left.contains(entrant) && !measure(cell, entrant, micros)) {
                    left.remove(entrant);
                }
            }
        }
        for (Entrant entrant : entrants) {
            List<Double> sample = micros.getOrDefault(entrant.label(), List.of());
            if (!sample.isEmpty()) {
                timings.add(Timing.of(cell, entrant.label(), sample));
            }
        }
    }

    private boolean measure(Cell cell, Entrant entrant, Map<String, List<Double>> micros) {
        try {
            micros.computeIfAbsent(entrant.label(), label -> new ArrayList<>())
                    .addAll(measuring.micros(cell, entrant.label(), settings));
            return true;
        } catch (MeasuringException failure) {
            failures.add(new Failure(cell.toString(), entrant.label(), failure.sentence()));
            return false;
        }
    }

    /** What a measurement that ends here has left out: a reader of its files must not take it for a whole one. */
    private List<String> omitted() {
        int cells = plan.subjects().stream()
                .mapToInt(subject -> subject.cells().size())
                .sum();
        List<String> omitted = new ArrayList<>(plan.omitted());
        if (cellsDone < cells) {
            omitted.add("INCOMPLETE: " + (cells - cellsDone) + " of " + cells + " cells were still to be measured");
        }
        return omitted;
    }

    private Findings findings() {
        return new Findings(
                machine,
                settings,
                plan.contenders(),
                timings,
                precisions,
                allocations,
                compileTimes,
                omitted(),
                failures);
    }
}
