package dev.normc.examples.experiment;

import java.nio.file.Path;
import java.util.List;

/**
 * What came of an experiment.
 *
 * @param perplexities all are compared with the first
 * @param runs how many runs it has
 * @param kept how many of these were over before
 * @param files what was written
 * @param report the text of {@code report.md}
 */
public record Findings(
        Experiment experiment,
        String form,
        int seeds,
        int runs,
        int kept,
        List<Perplexity> perplexities,
        List<Claim> claims,
        List<Path> files,
        String report) {

    public Findings {
        perplexities = List.copyOf(perplexities);
        claims = List.copyOf(claims);
        files = List.copyOf(files);
    }
}
