package dev.normc.examples.experiment;

import dev.normc.dsl.Sources;
import dev.normc.examples.text.Objective;
import dev.normc.examples.train.TrainingSettings;
import dev.normc.examples.transformer.NormChoice;
import dev.normc.examples.transformer.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What a study is made for.
 *
 * @param norms of the user's own, which take part beside those of the paper
 * @param seeds how many runs differ in their seed alone; they are 1, 2 and so on
 */
record Setting(Scale scale, List<NormChoice> norms, int seeds) {

    /** The paper's norms, and behind them the user's that are not among them. */
    List<NormChoice> with(List<NormChoice> paper) {
        List<NormChoice> all = new ArrayList<>(paper);
        norms.stream().filter(norm -> !all.contains(norm)).forEach(all::add);
        return all;
    }

    List<Long> seedNumbers() {
        return LongStream.rangeClosed(1, seeds).boxed().toList();
    }

    /** A run for each seed, with the usual settings. */
    List<Job> trainings(NormChoice norm, Objective objective, Probe.Kind probe) {
        return seedNumbers().stream()
                .map(seed -> training(scale.training(norm, Placement.PRE, objective, seed), probe))
                .toList();
    }

    static Job training(TrainingSettings settings, Probe.Kind probe) {
        NormChoice norm = settings.model().norm();
        Subject subject = new Subject(
                TrainingJob.PART,
                norm.label(),
                settings.model().placement(),
                settings.model().layers(),
                settings.learningRate(),
                settings.warmup(),
                settings.seed());
        return new TrainingJob(subject, program(norm), settings, probe);
    }

    /** The text of a norm's program, by which a file that has changed is told from what it was. */
    static String program(NormChoice norm) {
        return Sources.open(norm.program()).source().text();
    }
}
