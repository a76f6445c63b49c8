package dev.normc.examples.train;

import dev.normc.runtime.cases.WholeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of one training: its checkpoint, and its curve as CSV. */
final class RunFolder {

    private static final String CURVE = "curve.csv";
    private static final String LOCK = "training.lock";
    private static final String TITLES = "step,training_loss,validation_loss,gradient_norm,learning_rate\n";

    private final Path folder;
    private int lastSaved = -1;
    private Optional<Checkpoint> found = Optional.empty();

    RunFolder(Path folder) {
        this.folder = folder;
    }

    Path checkpoint() {
        return SavedTraining.file(folder);
    }

    /**
     * Keeps the folder for one training: of two each would write over the files of the other.
     *
     * @throws CheckpointException if another one goes on there, there is nothing to resume from, or something is there
     *     that a new training would write over
     */
    FolderLock lock(boolean resume) {
        // Before there is a file of the lock in a folder that is of no use.
        require(resume);
        FolderLock lock = FolderLock.take(folder.resolve(LOCK))
                .orElseThrow(() -> new CheckpointException(
                        "Another normc training works in " + folder + "; wait for it, or train into another folder."));
        try {
            // Again, since another one may have begun and ended meanwhile.
            require(resume);
            return lock;
        } catch (CheckpointException refusal) {
            lock.close();
            throw refusal;
        }
    }

    private void require(boolean resume) {
        if (resume) {
            CheckpointFile.requirePresent(checkpoint());
        } else {
            requireFree();
        }
    }

    private void requireFree() {
        if (SavedTraining.isIn(folder)) {
            throw new CheckpointException(
                    checkpoint() + " is there already; go on with it by --resume, or train into another folder.");
        }
        Path curve = folder.resolve(CURVE);
        if (Files.exists(curve)) {
            throw new CheckpointException(
                    curve + " is there already, without a checkpoint; move it away, or train into another folder.");
        }
    }

    /** The checkpoint that is there. */
    Checkpoint read() {
        Checkpoint checkpoint = CheckpointFile.read(checkpoint());
        lastSaved = checkpoint.step();
        found = Optional.of(checkpoint);
        return checkpoint;
    }

    /**
     * Writes checkpoint and curve. Neither takes the place of an old one before both are written.
     *
     * @throws CheckpointException if that is not possible; what was there stays
     */
    void save(Checkpoint checkpoint) {
        if (checkpoint.step() != lastSaved) {
            write(checkpoint);
        }
    }

    /**
     * Writes what was read as it was, if anything was: whether that can be is to be known before hours of steps.
     *
     * @throws CheckpointException if that is not possible; what was there stays
     */
    void rewrite() {
        found.ifPresent(this::write);
        found = Optional.empty();
    }

    private void write(Checkpoint checkpoint) {
        Map<Path, WholeFile.Content> files = new LinkedHashMap<>();
        // The checkpoint first: a curve without one is not of a training that was killed in between.
        files.put(checkpoint(), CheckpointFile.content(checkpoint));
        files.put(
                folder.resolve(CURVE), out -> out.write(csv(checkpoint.curve()).getBytes(StandardCharsets.UTF_8)));
        try {
            WholeFile.writeAll(files);
        } catch (WholeFile.Unwritable failure) {
            throw new CheckpointException(withoutStop(failure) + "; " + remains(checkpoint.step()) + ".", failure);
        }
        lastSaved = checkpoint.step();
    }

    /** Writes the curve alone, of a training that ends without a checkpoint. */
    void saveCurve(List<CurvePoint> curve) {
        WholeFile.write(folder.resolve(CURVE), csv(curve));
    }

    /** The step of the last whole checkpoint, in words. */
    String remains(int step) {
        return lastSaved < 0
                ? "nothing was trained"
                : "the training stops at step " + step + ", and the checkpoint of step " + lastSaved + " stays";
    }

    /** The step of the checkpoint on disk; below 0 without one. */
    int lastSaved() {
        return lastSaved;
    }

    private static String withoutStop(WholeFile.Unwritable failure) {
        return String.valueOf(failure.getMessage()).replaceFirst("\\.$", "");
    }

    private static String csv(List<CurvePoint> curve) {
        StringBuilder text = new StringBuilder(TITLES);
        for (CurvePoint point : curve) {
            text.append(point.step()).append(',').append(point.trainingLoss()).append(',');
            if (point.isEvaluated()) {
                text.append(point.validationLoss());
            }
            text.append(',').append(point.gradientNorm()).append(',').append(point.learningRate());
            text.append('\n');
        }
        return text.toString();
    }
}
