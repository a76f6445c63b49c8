package dev.normc.examples.train;

/**
 * What one step of a training came to.
 *
 * @param step the step, from 1
 * @param trainingLoss the mean cross-entropy of the step's batch before its update, in nats per counted byte
 * @param validationLoss the same over the validation batches after the update; NaN where it was not asked for
 * @param gradientNorm the Euclidean norm of the gradient of all parameters, before it was clipped
 * @param learningRate the learning rate of the update
 */
public record CurvePoint(
        int step, double trainingLoss, double validationLoss, double gradientNorm, double learningRate) {

    /** Whether the validation loss was taken behind this step. */
    public boolean isEvaluated() {
        return !Double.isNaN(validationLoss);
    }
}
