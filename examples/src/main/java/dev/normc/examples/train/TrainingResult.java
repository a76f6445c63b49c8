package dev.normc.examples.train;

import java.util.List;
import java.util.Optional;

/**
 * What a training came to.
 *
 * @param curve a point for each step, those before an interruption included
 * @param validationLoss the mean cross-entropy over the validation batches at the end, in nats per counted byte; NaN
 *     for a run that diverged or was stopped
 * @param perplexity its exponential; NaN likewise
 * @param tokensPerSecond tokens of training batches (sequences times context) per second of training steps, without
 *     evaluations, checkpoints and the first steps of the process, in which HotSpot compiles; NaN without a step
 * @param normShare the share of the kernels of norms in the time of the model, from 0 to 1; NaN without a step
 * @param divergence if the run ended in numbers that are not finite
 */
public record TrainingResult(
        List<CurvePoint> curve,
        double validationLoss,
        double perplexity,
        double tokensPerSecond,
        double normShare,
        Optional<Divergence> divergence) {

    public TrainingResult {
        curve = List.copyOf(curve);
    }

    /** How many steps the run has behind it. */
    public int stepsDone() {
        return curve.isEmpty() ? 0 : curve.get(curve.size() - 1).step();
    }
}
