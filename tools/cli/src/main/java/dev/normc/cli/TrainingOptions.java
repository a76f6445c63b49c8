package dev.normc.cli;

import dev.normc.examples.train.SavedTraining;
import dev.normc.examples.train.TrainingSettings;
import dev.normc.examples.transformer.NormChoice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what is trained and how. */
final class TrainingOptions {

    private static final String USUAL_NORM = "LayerNorm";

    /** A warm-up that nobody asked for takes no larger part of a short training than of the quick one. */
    private static final int STEPS_PER_WARM_UP_STEP = 6;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(names = "--sequences", paramLabel = "COUNT", description = "How many sequences a batch has; 8 by default.")
    private @Nullable Integer sequences;

    @Option(
            names = "--steps",
            paramLabel = "COUNT",
            description = "How many batches; 6,000 by default, 600 with --quick.")
    private @Nullable Integer steps;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description = "The highest learning rate of Adam; 3e-3 by default.")
    private @Nullable Double learningRate;

    @Option(
            names = "--warmup",
            paramLabel = "STEPS",
            description =
                    "Over how many steps the learning rate grows to it, before it falls along a cosine to a tenth;"
                            + " a sixth of the steps by default, 300 at most, 100 with --quick. 0 for none.")
    private @Nullable Integer warmup;

    @Option(
            names = "--weight-decay",
            paramLabel = "RATE",
            description = "What part of each parameter, times the learning rate, a step takes away; 0 by default.")
    private @Nullable Double weightDecay;

    @Option(
            names = "--clip",
            paramLabel = "NORM",
            description = "Scales a gradient of all parameters that is longer than this to it; 1 by default. 0 for"
                    + " never.")
    private @Nullable Double clip;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "What the initial parameters and the batches are drawn from; 1 by default.")
    private @Nullable Long seed;

    @Option(
            names = "--evaluate-every",
            paramLabel = "STEPS",
            description = "Takes the validation loss after so many steps each, and after the last; 500 by default, 100"
                    + " with --quick.")
    private @Nullable Integer evaluateEvery;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "STEPS",
            description =
                    "Saves the training after so many steps each, and after the last; 100 by default, 50 with --quick.")
    private @Nullable Integer checkpointEvery;

    @Option(names = "--quick", description = "A shorter training where no other option says otherwise: under a minute.")
    private boolean quick;

    /** The settings of a new training, or those of {@code saved} with what is given beside. */
    TrainingSettings settings(Optional<SavedTraining> saved, CommandLine command) {
        NormChoice norm = NormChoice.of(USUAL_NORM);
        TrainingSettings usual = quick ? TrainingSettings.quick(norm) : TrainingSettings.defaults(norm);
        TrainingSettings base = saved.map(SavedTraining::settings).orElse(usual);
        int length = steps == null ? base.steps() : steps;
        int growing = saved.isPresent() ? base.warmup() : Math.min(base.warmup(), length / STEPS_PER_WARM_UP_STEP);
        return new TrainingSettings(
                model.appliedTo(base.model(), command),
                sequences == null ? base.sequences() : sequences,
                length,
                learningRate == null ? base.learningRate() : learningRate,
                warmup == null ? growing : warmup,
                weightDecay == null ? base.weightDecay() : weightDecay,
                clip == null ? base.clip() : clip,
                seed == null ? base.seed() : seed,
                evaluateEvery == null ? base.evaluateEvery() : evaluateEvery,
                checkpointEvery == null ? base.checkpointEvery() : checkpointEvery,
                base.validationBatches());
    }
}
