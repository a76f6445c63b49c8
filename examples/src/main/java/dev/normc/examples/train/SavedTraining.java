package dev.normc.examples.train;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A training that was saved, for who wants to go on with it.
 *
 * @param settings its settings
 * @param text its text, by the name of its corpus
 * @param step how many of its steps are done
 */
public record SavedTraining(TrainingSettings settings, String text, int step) {

    /** The checkpoint in {@code folder}; it need not be there. */
    public static Path file(Path folder) {
        return folder.resolve(CheckpointFile.NAME);
    }

    /** Whether {@code folder} has a checkpoint, sound or not. */
    public static boolean isIn(Path folder) {
        return Files.exists(file(folder));
    }

    /**
     * What {@code folder} has.
     *
     * @throws CheckpointException if it has no checkpoint, or one that is damaged
     */
    public static SavedTraining read(Path folder) {
        Path file = file(folder);
        Checkpoint checkpoint = CheckpointFile.read(file);
        try {
            return new SavedTraining(
                    Identity.settings(checkpoint.header()), checkpoint.row(Identity.TEXT), checkpoint.step());
        } catch (IllegalArgumentException unknown) {
            throw new CheckpointException(
                    file + " is of another version of normc: " + unknown.getMessage() + ".", unknown);
        }
    }
}
