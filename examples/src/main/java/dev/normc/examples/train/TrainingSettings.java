package dev.normc.examples.train;

import dev.normc.examples.text.Objective;
import dev.normc.examples.transformer.ModelConfig;
import dev.normc.examples.transformer.NormChoice;
import dev.normc.examples.transformer.Placement;

/**
 * How a model is trained: by Adam (Kingma, Ba 2015) with decoupled weight decay (Loshchilov, Hutter 2019), beta1 = 0.9
 * and beta2 = 0.98 as for the Transformer of Vaswani et al. 2017.
 *
 * @param model what is trained
 * @param sequences how many sequences of {@code model.context()} bytes a batch has
 * @param steps how many batches
 * @param learningRate the highest learning rate, at the end of the warm-up
 * @param warmup over how many steps the learning rate grows linearly to it; 0 for none. Then it falls along a cosine to
 *     a tenth
 * @param weightDecay what of a parameter, times the learning rate, each step takes away, of all parameters alike
 * @param clip the longest gradient: a longer one of all parameters together is scaled to this norm; 0 for never
 * @param seed what the initial parameters and the batches are drawn from
 * @param evaluateEvery after how many steps each the validation loss is taken; always after the last
 * @param checkpointEvery after how many steps each a checkpoint is written; always after the last
 * @param validationBatches how many batches the validation loss is the mean of
 */
public record TrainingSettings(
        ModelConfig model,
        int sequences,
        int steps,
        double learningRate,
        int warmup,
        double weightDecay,
        double clip,
        long seed,
        int evaluateEvery,
        int checkpointEvery,
        int validationBatches) {

    /** What the learning rate ends at, as a part of its peak. */
    private static final double LAST_RATE = 0.1;

    /** @throws IllegalArgumentException with a sentence for the user if a number is out of its range */
    public TrainingSettings {
        require(sequences >= 1, "A batch has at least 1 sequence, given " + sequences + ".");
        require(steps >= 1, "A training has at least 1 step, given " + steps + ".");
        require(
                learningRate > 0 && learningRate < Double.POSITIVE_INFINITY,
                "The learning rate must be a number above 0, given " + learningRate + ".");
        require(
                warmup >= 0 && warmup <= steps,
                "A warm-up takes from 0 to all " + steps + " steps of the training, given " + warmup + ".");
        require(
                weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY,
                "The weight decay must be 0 or a number above, given " + weightDecay + ".");
        require(
                clip >= 0 && clip < Double.POSITIVE_INFINITY,
                "Gradients are clipped at a norm above 0, or for 0 never, given " + clip + ".");
        require(evaluateEvery >= 1, "An evaluation comes after at least 1 step, given " + evaluateEvery + ".");
        require(checkpointEvery >= 1, "A checkpoint comes after at least 1 step, given " + checkpointEvery + ".");
        require(validationBatches >= 1, "An evaluation takes at least 1 batch, given " + validationBatches + ".");
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /**
     * A model of 2 layers of width 64 that reads 64 bytes at once, in pre-norm form and with the masked objective,
     * which every norm can serve; 6,000 steps of 8 sequences, some three minutes. For the first 2,000 steps or so such
     * a model knows little more than how frequent bytes are; with more layers, larger batches or fewer steps it has
     * learned nothing else when the time is over.
     */
    public static TrainingSettings defaults(NormChoice norm) {
        ModelConfig model = new ModelConfig(2, 64, 2, 256, 64, Objective.MASKED, Placement.PRE, norm);
        return new TrainingSettings(model, 8, 6000, 3e-3, 300, 0, 1, 1, 500, 100, 8);
    }

    /** The same for a first look: a tenth of the steps. */
    public static TrainingSettings quick(NormChoice norm) {
        return new TrainingSettings(defaults(norm).model(), 8, 600, 3e-3, 100, 0, 1, 1, 100, 50, 8);
    }

    /** The learning rate of {@code step}, from 1: a linear warm-up, then half a cosine. */
    public double learningRate(int step) {
        if (step <= warmup) {
            return learningRate * step / warmup;
        }
        double done = (double) (step - warmup) / (steps - warmup);
        // StrictMath, so that the schedule has the same bits whatever of it HotSpot has compiled.
        return learningRate * (LAST_RATE + (1 - LAST_RATE) * 0.5 * (1 + StrictMath.cos(Math.PI * done)));
    }

    public TrainingSettings withModel(ModelConfig other) {
        return new TrainingSettings(
                other,
                sequences,
                steps,
                learningRate,
                warmup,
                weightDecay,
                clip,
                seed,
                evaluateEvery,
                checkpointEvery,
                validationBatches);
    }

    public TrainingSettings withSequences(int other) {
        return new TrainingSettings(
                model,
                other,
                steps,
                learningRate,
                warmup,
                weightDecay,
                clip,
                seed,
                evaluateEvery,
                checkpointEvery,
                validationBatches);
    }

    /** With another length, and the warm-up as it is. */
    public TrainingSettings withSteps(int other) {
        return withSchedule(other, learningRate, warmup);
    }

    public TrainingSettings withLearningRate(double other) {
        return withSchedule(steps, other, warmup);
    }

    public TrainingSettings withWarmup(int other) {
        return withSchedule(steps, learningRate, other);
    }

    /** With another learning rate of each step: those that depend on one another, at once. */
    public TrainingSettings withSchedule(int otherSteps, double otherRate, int otherWarmup) {
        return new TrainingSettings(
                model,
                sequences,
                otherSteps,
                otherRate,
                otherWarmup,
                weightDecay,
                clip,
                seed,
                evaluateEvery,
                checkpointEvery,
                validationBatches);
    }

    public TrainingSettings withWeightDecay(double other) {
        return new TrainingSettings(
                model,
                sequences,
                steps,
                learningRate,
                warmup,
                other,
                clip,
                seed,
                evaluateEvery,
                checkpointEvery,
                validationBatches);
    }

    public TrainingSettings withClip(double other) {
        return new TrainingSettings(
                model,
                sequences,
                steps,
                learningRate,
                warmup,
                weightDecay,
                other,
                seed,
                evaluateEvery,
                checkpointEvery,
                validationBatches);
    }

    public TrainingSettings withSeed(long other) {
        return new TrainingSettings(
                model,
                sequences,
                steps,
                learningRate,
                warmup,
                weightDecay,
                clip,
                other,
                evaluateEvery,
                checkpointEvery,
                validationBatches);
    }

    /** With another rhythm of what does not change the training. */
    public TrainingSettings withRhythm(int otherEvaluateEvery, int otherCheckpointEvery, int otherBatches) {
        return new TrainingSettings(
                model,
                sequences,
                steps,
                learningRate,
                warmup,
                weightDecay,
                clip,
                seed,
                otherEvaluateEvery,
                otherCheckpointEvery,
                otherBatches);
    }
}
