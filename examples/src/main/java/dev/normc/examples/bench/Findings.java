package dev.normc.examples.bench;

import java.util.List;
import java.util.Optional;

/**
 * All that a benchmark has measured, so far or at its end.
 *
 * @param settings how long was measured
 * @param contenders who took part in any cell
 * @param timings every cell and contender that could be measured
 * @param precisions every norm, contender, pass and kind of data
 * @param allocations every norm, contender and pass
 * @param compileTimes every norm
 * @param omitted what was left out, each with the reason: shapes that a norm is not defined for, contenders that need
 *     another JVM
 * @param failures what could not be measured
 */
public record Findings(
        Machine machine,
        Settings settings,
        List<Entrant.Profile> contenders,
        List<Timing> timings,
        List<Precision> precisions,
        List<Allocation> allocations,
        List<CompileTime> compileTimes,
        List<String> omitted,
        List<Failure> failures) {

    public Findings {
        contenders = List.copyOf(contenders);
        timings = List.copyOf(timings);
        precisions = List.copyOf(precisions);
        allocations = List.copyOf(allocations);
        compileTimes = List.copyOf(compileTimes);
        omitted = List.copyOf(omitted);
        failures = List.copyOf(failures);
    }

    /** The time of a contender in a cell; empty if it was not measured. */
    Optional<Timing> timing(Cell cell, String contender) {
        return timings.stream()
                .filter(timing ->
                        timing.cell().equals(cell) && timing.contender().equals(contender))
                .findFirst();
    }

    /** The cells in which anything was measured. */
    List<Cell> cells() {
        return timings.stream().map(Timing::cell).distinct().toList();
    }
}
