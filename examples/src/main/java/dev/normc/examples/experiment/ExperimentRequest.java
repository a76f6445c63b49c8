package dev.normc.examples.experiment;

import dev.normc.examples.text.Corpus;
import dev.normc.examples.transformer.NormChoice;
import java.nio.file.Path;
import java.util.List;

/**
 * What somebody wants to know.
 *
 * @param form {@code quick} or {@code full}, or what else tells scales apart
 * @param norms of the user's own, which take part
 * @param seeds how many runs differ in their seed alone
 * @param jobs how many runs at a time
 * @param folder where results are written, and found again when an interrupted experiment goes on
 * @param command what was typed, for the report
 */
public record ExperimentRequest(
        Experiment experiment,
        String form,
        Scale scale,
        List<NormChoice> norms,
        Corpus corpus,
        int seeds,
        int jobs,
        Path folder,
        String command) {

    /** @throws IllegalArgumentException with one sentence for the user */
    public ExperimentRequest {
        norms = norms.stream().distinct().toList();
        if (seeds < 1) {
            throw new IllegalArgumentException("An experiment has at least one seed, given " + seeds + ".");
        }
        if (jobs < 1) {
            throw new IllegalArgumentException("At least one run goes at a time, given " + jobs + ".");
        }
    }
}
