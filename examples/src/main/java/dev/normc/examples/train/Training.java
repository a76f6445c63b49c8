package dev.normc.examples.train;

import dev.normc.examples.text.Corpus;
import dev.normc.examples.transformer.Precision;
import dev.normc.runtime.Normc;
import dev.normc.runtime.cases.WholeFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Trains a model: the front door of this package. */
public final class Training {

    private Training() {}

    /**
     * Trains a model in float from its initial parameters, or on from a checkpoint. The same settings and text give the
     * same bits in the same place, interrupted and resumed or not.
     *
     * @param folder where {@code checkpoint.bin} and {@code curve.csv} are written, the first before the first step;
     *     without one nothing is written
     * @param resume whether to go on from the checkpoint of the folder, which must be of this training; else the folder
     *     must have none
     * @param listener looks on, and may ask for an end
     * @throws CheckpointException if there is no checkpoint to go on from, or it is damaged or of another training, or
     *     one cannot be written; the last whole one stays then; or another training goes on in the folder
     * @throws WholeFile.Unwritable if nothing can be written in the folder
     * @throws dev.normc.examples.transformer.UnusableNormException if the norm does not fit into the model
     * @throws dev.normc.dsl.source.SourceException if there is no such norm
     * @throws dev.normc.dsl.diagnostic.InvalidNormException if its program has errors
     * @throws IllegalArgumentException if there is nothing to resume from without a folder
     */
    public static TrainingResult run(
            TrainingSettings settings,
            Corpus corpus,
            Optional<Path> folder,
            boolean resume,
            TrainingListener listener) {
        return run(settings, corpus, folder, resume, listener, new Normc());
    }

    /** The same with programs that {@code normc} may have compiled for other trainings. */
    public static TrainingResult run(
            TrainingSettings settings,
            Corpus corpus,
            Optional<Path> folder,
            boolean resume,
            TrainingListener listener,
            Normc normc) {
        Map<String, String> header = Identity.rows(settings, corpus, Precision.FLOAT);
        if (folder.isEmpty()) {
            if (resume) {
                throw new IllegalArgumentException("A training without a folder cannot be resumed.");
            }
            return new TrainingRun(settings, corpus, header, Optional.empty(), listener, normc).run();
        }
        RunFolder files = new RunFolder(folder.get());
        FolderLock lock = files.lock(resume);
        try (lock) {
            Optional<Checkpoint> from = resume ? Optional.of(checkpoint(files, header, listener)) : Optional.empty();
            TrainingRun run = new TrainingRun(settings, corpus, header, Optional.of(files), listener, normc);
            from.ifPresent(checkpoint -> run.restore(checkpoint, files.checkpoint()));
            return run.run();
        }
    }

    private static Checkpoint checkpoint(RunFolder files, Map<String, String> header, TrainingListener listener) {
        Checkpoint checkpoint = files.read();
        Identity.requireSame(files.checkpoint(), checkpoint.header(), header);
        Identity.change(checkpoint.header(), header).ifPresent(listener::note);
        return checkpoint;
    }
}
