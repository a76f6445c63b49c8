package dev.normc.examples.bench;

import dev.normc.examples.bench.Entrant.Kind;
import dev.normc.examples.bench.Entrant.Profile;
import dev.normc.examples.compare.Pass;
import dev.normc.examples.compare.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Findings that nobody measured. */
final class MadeUp {

    static final Settings SETTINGS = new Settings(3, 2, 5, Duration.ofMillis(100), 10, false);
    static final Machine MACHINE =
            new Machine("A Processor", 2, "L1 Data 32K", "Linux 6 amd64", "A JVM 17", "2025-01-01T00:00:00Z", true);

    private final List<Profile> contenders = new ArrayList<>();
    private final List<Timing> timings = new ArrayList<>();
    private final List<Precision> precisions = new ArrayList<>();
    private final List<Allocation> allocations = new ArrayList<>();
    private final List<CompileTime> compileTimes = new ArrayList<>();
    private final List<String> omitted = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    static Cell cell(String norm, Pass pass, Integer... sizes) {
        return new Cell(norm, norm, pass, new Shape(Arrays.asList(sizes)));
    }

    MadeUp contender(String label, Kind kind, int threads) {
        contenders.add(new Profile(label, kind, threads));
        return this;
    }

    /** The usual ones, of one thread. */
    MadeUp contenders() {
        return contender("generated", Kind.GENERATED, 1)
                .contender("naive", Kind.OPPONENT, 1)
                .contender("vector", Kind.OPPONENT, 1)
                .contender("copy", Kind.COPY, 1);
    }

    MadeUp time(Cell cell, String contender, double mean, double error) {
        timings.add(new Timing(cell, contender, mean, error, mean - error / 4, mean + error / 4, 15));
        return this;
    }

    MadeUp precision(Precision precision) {
        precisions.add(precision);
        return this;
    }

    MadeUp allocation(Allocation allocation) {
        allocations.add(allocation);
        return this;
    }

    MadeUp compileTime(CompileTime time) {
        compileTimes.add(time);
        return this;
    }

    MadeUp omitted(String sentence) {
        omitted.add(sentence);
        return this;
    }

    MadeUp failure(Failure failure) {
        failures.add(failure);
        return this;
    }

    Findings findings() {
        return new Findings(
                MACHINE, SETTINGS, contenders, timings, precisions, allocations, compileTimes, omitted, failures);
    }
}
