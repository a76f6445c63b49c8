package dev.normc.cli.json;

import dev.normc.examples.experiment.ExperimentRequest;
import dev.normc.examples.experiment.Findings;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code normc experiment} finds.
 *
 * @param experiment {@code powernorm}, {@code placement} or {@code dyt}
 * @param form {@code quick} or {@code full}
 * @param seeds how many runs differ in their seed alone
 * @param finished whether all runs are over; else the numbers below are 0 and the lists empty
 * @param runs how many runs there are
 * @param kept how many of these were over before
 * @param files what was written
 */
public record ExperimentResult(
        String experiment,
        String form,
        int seeds,
        boolean finished,
        int runs,
        int kept,
        List<PerplexityEntry> perplexities,
        List<ClaimEntry> claims,
        List<String> files) {

    /**
     * One kind of model; {@code toFirst} is empty for the first, else {@code lower}, {@code higher}, {@code not
     * resolved}.
     */
    public record PerplexityEntry(
            String variant,
            List<Double> values,
            double mean,
            String toFirst,
            double tokensPerSecond,
            double normShare) {}

    /** A paper's claim; {@code verdict} is {@code holds}, {@code does not hold} or {@code not resolved}. */
    public record ClaimEntry(String source, String statement, String measured, String verdict) {}

    /** All of a finished experiment. */
    public static ExperimentResult of(Findings findings) {
        return new ExperimentResult(
                findings.experiment().toString(),
                findings.form(),
                findings.seeds(),
                true,
                findings.runs(),
                findings.kept(),
                findings.perplexities().stream()
                        .map(one -> new PerplexityEntry(
                                one.variant(),
                                one.values(),
                                one.mean(),
                                one.toFirst(),
                                one.tokensPerSecond(),
                                one.normShare()))
                        .toList(),
                findings.claims().stream()
                        .map(claim -> new ClaimEntry(
                                claim.source(),
                                claim.statement(),
                                claim.measured(),
                                claim.verdict().toString()))
                        .toList(),
                findings.files().stream().map(Path::toString).toList());
    }

    /** One that was interrupted. */
    public static ExperimentResult stopped(ExperimentRequest request) {
        return new ExperimentResult(
                request.experiment().toString(),
                request.form(),
                request.seeds(),
                false,
                0,
                0,
                List.of(),
                List.of(),
                List.of());
    }
}
