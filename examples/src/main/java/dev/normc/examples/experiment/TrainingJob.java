package dev.normc.examples.experiment;

import dev.normc.examples.text.Batches;
import dev.normc.examples.train.CheckpointException;
import dev.normc.examples.train.CurvePoint;
import dev.normc.examples.train.Training;
import dev.normc.examples.train.TrainingResult;
import dev.normc.examples.train.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * A training, with what a probe sees of it.
 *
 * @param program the text of the norm's program
 */
record TrainingJob(Subject subject, String program, TrainingSettings settings, Probe.Kind probe) implements Job {

    static final String PART = "training";
    static final String LOSS = "training_loss";
    static final String VALIDATION_LOSS = "validation_loss";
    static final String GRADIENT = "gradient_norm";
    static final String PERPLEXITY = "perplexity";
    static final String DIVERGED = "diverged_at";
    static final String LARGEST_GRADIENT = "largest_gradient_norm";
    static final String LARGEST_EARLY_GRADIENT = "largest_gradient_norm_early";
    static final String LARGEST_LATE_GRADIENT = "largest_gradient_norm_late";
    static final String TOKENS_PER_SECOND = Row.TIME + "tokens_per_second";
    static final String NORM_SHARE = Row.TIME + "norm_share";

    /** Of how many steps curves have rows. */
    private static final int PLACES = 100;

    @Override
    public String identity() {
        return String.join("\n", subject.toString(), settings.toString(), probe.toString(), program);
    }

    @Override
    public long steps() {
        return settings.steps();
    }

    @Override
    public List<Row> run(Surroundings surroundings) {
        Path checkpoint = surroundings.folder().resolve("checkpoint.bin");
        if (Files.exists(checkpoint)) {
            try (ProbedTraining training = new ProbedTraining(probe, surroundings)) {
                return run(surroundings, true, training);
            } catch (UnusableCheckpoint unusable) {
                surroundings.note(subject.name() + " starts anew: " + unusable.getMessage());
                delete(checkpoint);
            }
        }
        // A new training writes over none.
        Path curve = surroundings.folder().resolve("curve.csv");
        if (Files.exists(curve)) {
            delete(curve);
        }
        try (ProbedTraining training = new ProbedTraining(probe, surroundings)) {
            return run(surroundings, false, training);
        }
    }

    /** A checkpoint that a run cannot go on from; one that cannot be written is another matter. */
    static final class UnusableCheckpoint extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnusableCheckpoint(String sentence) {
            super(sentence);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failure) {
            throw new ExperimentException(file + " cannot be deleted: " + failure.getMessage() + ".", failure);
        }
    }

    private List<Row> run(Surroundings surroundings, boolean resume, ProbedTraining training) {
        TrainingResult result = result(surroundings, resume, training);
        if (result.divergence().isEmpty() && result.stepsDone() < settings.steps()) {
            throw new CancellationException();
        }
        result.divergence()
                .ifPresent(divergence -> surroundings.note(
                        subject.name() + " diverged at step " + divergence.step() + ": " + divergence.explanation()));
        List<Row> rows = curve(result);
        rows.addAll(ends(result));
        rows.addAll(training.rows(every()));
        if (result.divergence().isEmpty()) {
            Batches text = new Batches(
                    surroundings.corpus(),
                    settings.model().objective(),
                    settings.sequences(),
                    settings.model().context(),
                    settings.seed());
            rows.addAll(training.afterwards(text.validation(1), settings.steps()));
        }
        return rows;
    }

    private TrainingResult result(Surroundings surroundings, boolean resume, ProbedTraining training) {
        try {
            return Training.run(
                    settings,
                    surroundings.corpus(),
                    Optional.of(surroundings.folder()),
                    resume,
                    training,
                    surroundings.normc());
        } catch (CheckpointException failure) {
            if (resume && !training.hasBegun()) {
                throw new UnusableCheckpoint(String.valueOf(failure.getMessage()));
            }
            throw failure;
        }
    }

    private int every() {
        return Math.max(1, settings.steps() / PLACES);
    }

    private List<Row> curve(TrainingResult result) {
        List<Row> rows = new ArrayList<>();
        for (CurvePoint point : result.curve()) {
            if (point.step() % every() == 0) {
                rows.add(new Row(point.step(), "", LOSS, point.trainingLoss()));
                rows.add(new Row(point.step(), "", GRADIENT, point.gradientNorm()));
            }
            if (!Double.isNaN(point.validationLoss())) {
                rows.add(new Row(point.step(), "", VALIDATION_LOSS, point.validationLoss()));
            }
        }
        return rows;
    }

    private List<Row> ends(TrainingResult result) {
        List<Row> rows = new ArrayList<>();
        int last = result.stepsDone();
        boolean diverged = result.divergence().isPresent();
        rows.add(new Row(last, "", PERPLEXITY, diverged ? Double.POSITIVE_INFINITY : result.perplexity()));
        result.divergence().ifPresent(divergence -> rows.add(new Row(last, "", DIVERGED, divergence.step())));
        int half = settings.steps() / 2;
        rows.add(new Row(last, "", LARGEST_GRADIENT, largestGradient(result, 0, settings.steps())));
        rows.add(new Row(last, "", LARGEST_EARLY_GRADIENT, largestGradient(result, 0, half)));
        rows.add(new Row(last, "", LARGEST_LATE_GRADIENT, largestGradient(result, half, settings.steps())));
        rows.add(new Row(last, "", TOKENS_PER_SECOND, result.tokensPerSecond()));
        rows.add(new Row(last, "", NORM_SHARE, result.normShare()));
        return rows;
    }

    /** Of the steps from after {@code behind} to {@code last}; NaN if none of them was done. */
    private static double largestGradient(TrainingResult result, int behind, int last) {
        return result.curve().stream()
                .filter(point -> point.step() > behind && point.step() <= last)
                .mapToDouble(CurvePoint::gradientNorm)
                .max()
                .orElse(Double.NaN);
    }
}
