package dev.normc.cli.json;

import dev.normc.examples.bench.Allocation;
import dev.normc.examples.bench.Cell;
import dev.normc.examples.bench.CompileTime;
import dev.normc.examples.bench.Failure;
import dev.normc.examples.bench.Findings;
import dev.normc.examples.bench.Goals;
import dev.normc.examples.bench.Judge;
import dev.normc.examples.bench.Machine;
import dev.normc.examples.bench.Precision;
import dev.normc.examples.bench.Ratio;
import dev.normc.examples.bench.Settings;
import dev.normc.examples.bench.Timing;
import dev.normc.examples.bench.Verdict;
import java.util.List;
import java.util.Locale;

/**
 * What {@code normc bench} finds.
 *
 * @param omitted what was left out, each with the reason
 * @param files what was written
 */
public record BenchResult(
        Machine machine,
        SettingsEntry settings,
        List<ContenderEntry> contenders,
        List<TimeEntry> times,
        List<RatioEntry> ratios,
        List<MeanEntry> means,
        List<GoalEntry> goals,
        List<PrecisionEntry> accuracy,
        List<CompileTime> compileTimes,
        List<AllocationEntry> allocations,
        List<Failure> failures,
        List<String> omitted,
        List<String> files) {

    /** How long was measured: JVMs, and iterations in each. */
    public record SettingsEntry(int rounds, int warmUps, int iterations, long iterationMillis, int compilations) {}

    /** One who took part; {@code kind} is {@code generated}, {@code opponent} or {@code copy}. */
    public record ContenderEntry(String label, String kind, int threads) {}

    /** How long a contender takes for a call, with half of the confidence interval and the spread. */
    public record TimeEntry(
            String norm,
            String pass,
            List<Integer> shape,
            String contender,
            double meanMicros,
            double errorMicros,
            double fastestMicros,
            double slowestMicros,
            int iterations) {}

    /** The time of a contender over that of the generated kernel {@code base}, with its interval. */
    public record RatioEntry(
            String norm,
            String pass,
            List<Integer> shape,
            boolean tiny,
            String contender,
            String base,
            double ratio,
            double lower,
            double upper) {}

    /** A contender's geometric mean over all cells that are not tiny. */
    public record MeanEntry(String contender, int cells, double ratio, double lower) {}

    /** A goal; {@code outcome} is {@code met}, {@code not met} or {@code not measured}. */
    public record GoalEntry(String goal, String outcome, double demanded, double worst, String where) {}

    /** How far a contender is from the formula in double. */
    public record PrecisionEntry(
            String norm,
            String inputs,
            List<Integer> shape,
            String pass,
            String contender,
            String tensor,
            double worstUlp) {}

    /** How many bytes a call allocates. */
    public record AllocationEntry(String norm, String pass, String contender, double bytesPerCall) {}

    /** All of a benchmark. */
    public static BenchResult of(Findings findings, List<String> files) {
        Settings settings = findings.settings();
        return new BenchResult(
                findings.machine(),
                new SettingsEntry(
                        settings.rounds(),
                        settings.warmUps(),
                        settings.iterations(),
                        settings.iteration().toMillis(),
                        settings.compilations()),
                findings.contenders().stream()
                        .map(contender -> new ContenderEntry(
                                contender.label(),
                                contender.kind().name().toLowerCase(Locale.ROOT),
                                contender.threads()))
                        .toList(),
                findings.timings().stream().map(BenchResult::time).toList(),
                Judge.ratios(findings).stream().map(BenchResult::ratio).toList(),
                Judge.means(findings).stream()
                        .map(mean -> new MeanEntry(mean.contender(), mean.cells(), mean.ratio(), mean.lower()))
                        .toList(),
                Goals.judge(findings).stream().map(BenchResult::goal).toList(),
                findings.precisions().stream().map(BenchResult::precision).toList(),
                findings.compileTimes(),
                findings.allocations().stream().map(BenchResult::allocation).toList(),
                findings.failures(),
                findings.omitted(),
                files);
    }

    private static TimeEntry time(Timing timing) {
        Cell cell = timing.cell();
        return new TimeEntry(
                cell.norm(),
                cell.pass().toString(),
                cell.shape().sizes(),
                timing.contender(),
                timing.meanMicros(),
                timing.errorMicros(),
                timing.fastestMicros(),
                timing.slowestMicros(),
                timing.iterations());
    }

    private static RatioEntry ratio(Ratio ratio) {
        Cell cell = ratio.cell();
        return new RatioEntry(
                cell.norm(),
                cell.pass().toString(),
                cell.shape().sizes(),
                cell.tiny(),
                ratio.contender(),
                ratio.base(),
                ratio.ratio(),
                ratio.lower(),
                ratio.upper());
    }

    private static GoalEntry goal(Verdict verdict) {
        return new GoalEntry(
                verdict.goal(), verdict.outcome().toString(), verdict.demanded(), verdict.worst(), verdict.where());
    }

    private static PrecisionEntry precision(Precision precision) {
        return new PrecisionEntry(
                precision.norm(),
                precision.data(),
                precision.shape().sizes(),
                precision.pass().toString(),
                precision.contender(),
                precision.tensor(),
                precision.worstUlp());
    }

    private static AllocationEntry allocation(Allocation allocation) {
        return new AllocationEntry(
                allocation.norm(), allocation.pass().toString(), allocation.contender(), allocation.bytesPerCall());
    }
}
