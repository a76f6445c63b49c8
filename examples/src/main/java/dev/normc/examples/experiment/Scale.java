package dev.normc.examples.experiment;

import dev.normc.examples.compare.Budget;
import dev.normc.examples.text.Objective;
import dev.normc.examples.train.TrainingSettings;
import dev.normc.examples.transformer.ModelConfig;
import dev.normc.examples.transformer.NormChoice;
import dev.normc.examples.transformer.Placement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How large an experiment is.
 *
 * @param layers blocks of the models that are trained
 * @param width features of a token
 * @param heads of attention
 * @param hidden features in the hidden layer of a feed-forward network
 * @param context bytes of a sequence
 * @param sequences sequences of a batch
 * @param steps of training
 * @param warmup steps in which the learning rate grows, where there is a warm-up
 * @param learningRate the highest, where there is one only
 * @param evaluateEvery steps between two looks at the validation text
 * @param checkpointEvery steps between two checkpoints
 * @param validationBatches batches of the validation text
 * @param depths numbers of blocks whose gradients at initialization are taken
 * @param initialBatches batches that these are averaged over
 * @param learningRates that placements are compared at
 * @param alphas initial values of DyT's alpha
 * @param budget how long kernels are timed
 */
public record Scale(
        int layers,
        int width,
        int heads,
        int hidden,
        int context,
        int sequences,
        int steps,
        int warmup,
        double learningRate,
        int evaluateEvery,
        int checkpointEvery,
        int validationBatches,
        List<Integer> depths,
        int initialBatches,
        List<Double> learningRates,
        List<Double> alphas,
        Budget budget) {

    private static final List<Double> ALPHAS = List.of(0.2, 0.5, 0.8, 1.2);
    private static final List<Double> RATES = List.of(1e-3, 3e-3, 1e-2);

    public Scale {
        depths = List.copyOf(depths);
        learningRates = List.copyOf(learningRates);
        alphas = List.copyOf(alphas);
    }

    /**
     * 20 to 30 minutes on two cores. Models that fill in hidden bytes take thousands of steps until they look at the
     * bytes beside, and the more layers the more, so these are the flattest and trained the longest.
     */
    public static Scale full(Experiment experiment) {
        return switch (experiment) {
            case POWERNORM -> full(2, 6000, 300, 500);
            case PLACEMENT -> full(6, 1000, 200, 100);
            case DYT -> full(4, 2000, 200, 200);
        };
    }

    private static Scale full(int layers, int steps, int warmup, int evaluateEvery) {
        return new Scale(
                layers,
                64,
                2,
                256,
                64,
                8,
                steps,
                warmup,
                3e-3,
                evaluateEvery,
                100,
                8,
                List.of(2, 6, 12),
                4,
                RATES,
                ALPHAS,
                Budget.DEFAULT);
    }

    /** A minute or two of a model that is far too small to find much: it shows that everything works. */
    public static Scale quick(Experiment experiment) {
        return new Scale(
                2,
                32,
                2,
                128,
                32,
                8,
                60,
                10,
                2e-3,
                20,
                20,
                2,
                List.of(2, 6, 12),
                2,
                experiment == Experiment.PLACEMENT ? List.of(1e-3, 1e-2) : RATES,
                ALPHAS,
                Budget.QUICK);
    }

    /** A training at this scale with the usual learning rate and warm-up. */
    TrainingSettings training(NormChoice norm, Placement placement, Objective objective, long seed) {
        ModelConfig model = model(layers, norm, placement, objective);
        return new TrainingSettings(
                model,
                sequences,
                steps,
                learningRate,
                warmup,
                0,
                1,
                seed,
                evaluateEvery,
                checkpointEvery,
                validationBatches);
    }

    /** A model at this scale with another number of blocks. */
    ModelConfig model(int depth, NormChoice norm, Placement placement, Objective objective) {
        return new ModelConfig(depth, width, heads, hidden, context, objective, placement, norm);
    }

    int tokens() {
        return sequences * context;
    }

    /** All that results depend on, by name; how long kernels are timed is not among it. */
    Map<String, String> description() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("layers", String.valueOf(layers));
        all.put("width", String.valueOf(width));
        all.put("heads", String.valueOf(heads));
        all.put("hidden", String.valueOf(hidden));
        all.put("context", String.valueOf(context));
        all.put("sequences", String.valueOf(sequences));
        all.put("steps", String.valueOf(steps));
        all.put("warm-up", String.valueOf(warmup));
        all.put("learning rate", String.valueOf(learningRate));
        all.put("steps between evaluations", String.valueOf(evaluateEvery));
        all.put("validation batches", String.valueOf(validationBatches));
        all.put("depths", list(depths));
        all.put("batches at initialization", String.valueOf(initialBatches));
        all.put("learning rates", list(learningRates));
        all.put("initial alphas", list(alphas));
        return all;
    }

    private static String list(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
