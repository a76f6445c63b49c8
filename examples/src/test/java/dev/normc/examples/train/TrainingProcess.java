package dev.normc.examples.train;

import dev.normc.examples.text.Corpus;
import java.nio.file.Path;
import java.util.Optional;

/** A process that trains until it is told to end, and says what it does, for {@link InterruptedProcessTest}. */
final class TrainingProcess {

    private TrainingProcess() {}

    /**
     * Takes the norm, the text, the folder, the number of steps, those between checkpoints, and behind which step to
     * wait for the end.
     */
    public static void main(String[] arguments) {
        TrainingSettings settings = Small.settings(arguments[0])
                .withSteps(Integer.parseInt(arguments[3]))
                .withRhythm(100, Integer.parseInt(arguments[4]), 1);
        int waitAt = Integer.parseInt(arguments[5]);
        try (Interruption interruption = Interruption.watch()) {
            TrainingListener listener = new TrainingListener() {
                @Override
                public void step(int step, int steps, CurvePoint point) {
                    System.out.println("step " + step);
                    while (step == waitAt && !interruption.isRequested()) {
                        Thread.onSpinWait();
                    }
                }

                @Override
                public boolean isStopRequested() {
                    return interruption.isRequested();
                }
            };
            Corpus corpus = Corpus.of(Path.of(arguments[1]));
            int done = Training.run(settings, corpus, Optional.of(Path.of(arguments[2])), false, listener)
                    .stepsDone();
            System.out.println("over after " + done);
        }
        System.out.println("last words");
        System.exit(7);
    }
}
