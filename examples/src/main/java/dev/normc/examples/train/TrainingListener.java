package dev.normc.examples.train;

import dev.normc.examples.transformer.Transformer;

/** Looks on while a model is trained. Nothing that it does but {@link #isStopRequested} may change the training. */
public interface TrainingListener {

    /** A training with these steps behind it begins or goes on; {@code model} is the one that is trained. */
    default void begin(int step, int steps, Transformer model) {}

    /** A step is over, with its evaluation if it had one. */
    void step(int step, int steps, CurvePoint point);

    /** The validation loss behind a step, in nats per counted byte. */
    default void evaluated(int step, int steps, double validationLoss) {}

    /** The gradients of a step are in the model's parameters, as its backward left them, and nothing is updated yet. */
    default void beforeUpdate(int step, Transformer model) {}

    /** The checkpoint of a step is on disk. */
    default void saved(int step) {}

    /** Something that does not end the run and should be known, as one sentence. */
    default void note(String sentence) {}

    /**
     * Asked after every step: true ends the run there, with a checkpoint if it has a folder. The result has the curve
     * up to this step.
     */
    default boolean isStopRequested() {
        return false;
    }
}
