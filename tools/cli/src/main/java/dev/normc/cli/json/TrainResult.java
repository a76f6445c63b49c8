package dev.normc.cli.json;

import dev.normc.examples.text.Corpus;
import dev.normc.examples.train.CurvePoint;
import dev.normc.examples.train.TrainingResult;
import dev.normc.examples.train.TrainingSettings;
import dev.normc.examples.transformer.ModelConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code normc train} comes to.
 *
 * @param norm the norm, as the command named it
 * @param textSha256 of all bytes of the text
 * @param parameters how many numbers the model learns
 * @param steps how many there are
 * @param stepsDone how many are done, those before an interruption included
 * @param validationLoss in nats per counted byte; NaN if not all steps are done
 * @param divergedAt the step in which numbers were no longer finite; null if they were to the end
 * @param files what was written
 */
public record TrainResult(
        String norm,
        Map<String, Double> constants,
        Map<String, Double> initialValues,
        String text,
        String textSha256,
        Model model,
        long parameters,
        Schedule schedule,
        int steps,
        int stepsDone,
        double validationLoss,
        double perplexity,
        double tokensPerSecond,
        double normShare,
        @Nullable Integer divergedAt,
        List<Point> curve,
        List<String> files) {

    /** The shape of the model. */
    public record Model(
            int layers, int width, int heads, int hidden, int context, String objective, String placement) {}

    /** How it is trained. */
    public record Schedule(
            int sequences, double learningRate, int warmup, double weightDecay, double clip, long seed) {}

    /**
     * A step.
     *
     * @param validationLoss null where it was not taken
     */
    public record Point(
            int step, double trainingLoss, @Nullable Double validationLoss, double gradientNorm, double learningRate) {}

    public static TrainResult of(
            TrainingSettings settings, Corpus corpus, TrainingResult result, long parameters, List<String> files) {
        ModelConfig model = settings.model();
        return new TrainResult(
                model.norm().program(),
                model.norm().constants(),
                model.norm().initialValues(),
                corpus.name(),
                corpus.sha256(),
                new Model(
                        model.layers(),
                        model.width(),
                        model.heads(),
                        model.hidden(),
                        model.context(),
                        model.objective().name().toLowerCase(Locale.ROOT),
                        model.placement().name().toLowerCase(Locale.ROOT)),
                parameters,
                new Schedule(
                        settings.sequences(),
                        settings.learningRate(),
                        settings.warmup(),
                        settings.weightDecay(),
                        settings.clip(),
                        settings.seed()),
                settings.steps(),
                result.stepsDone(),
                result.validationLoss(),
                result.perplexity(),
                result.tokensPerSecond(),
                result.normShare(),
                result.divergence().isPresent()
                        ? Integer.valueOf(result.divergence().get().step())
                        : null,
                result.curve().stream().map(TrainResult::point).toList(),
                files);
    }

    private static Point point(CurvePoint point) {
        return new Point(
                point.step(),
                point.trainingLoss(),
                point.isEvaluated() ? Double.valueOf(point.validationLoss()) : null,
                point.gradientNorm(),
                point.learningRate());
    }
}
