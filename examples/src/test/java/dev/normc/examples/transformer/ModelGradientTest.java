package dev.normc.examples.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.examples.text.Batch;
import dev.normc.examples.text.Objective;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gradient of a whole model against central differences of its loss, in double. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // programs are compiled once
class ModelGradientTest {

    private static final double STEP = 1e-3;

    /** What the operations on a loss round at, relative to it. */
    private static final double ROUNDING = 1e-14;

    private static final int ENTRIES = 6;

    private final Models models = new Models();

    @ParameterizedTest
    @CsvSource({
        "LayerNorm, PRE, MASKED",
        "LayerNorm, POST, MASKED",
        "LayerNorm, PRE, CAUSAL",
        "LayerNorm, POST, CAUSAL",
        "RmsNorm, PRE, CAUSAL",
        "RmsNorm, POST, MASKED",
        "DyT, PRE, CAUSAL",
        "DyT, POST, MASKED",
        "BatchNorm, PRE, MASKED",
        "BatchNorm, POST, MASKED",
        "PowerNormV, PRE, MASKED",
        "PowerNormV, POST, MASKED"
    })
    void theGradientOfEachParameterIsTheSlopeOfTheLoss(String norm, Placement placement, Objective objective) {
        ModelConfig config = Models.config(norm, placement, objective);
        Transformer model = models.trained(config, Precision.DOUBLE);
        check(model, Models.batch(config, 3));
    }

    /** Parts of the features, all positions of a sequence, and more than one output. */
    @ParameterizedTest
    @CsvSource({"Grouped, POST, CAUSAL", "OverPositions, PRE, MASKED", "SplitPositions, PRE, CAUSAL"})
    void theGradientsOfANormFromAFileAreThoseOfTheLoss(String norm, Placement placement, Objective objective) {
        ModelConfig config = Models.config(Models.file() + "#" + norm, placement, objective);
        Transformer model = models.trained(config, Precision.DOUBLE);
        check(model, Models.batch(config, 3));
    }

    private static void check(Transformer model, Batch batch) {
        List<double[]> states = Models.states(model);
        for (Parameter parameter : model.parameters()) {
            parameter.gradient().fill(Double.NaN);
        }
        model.loss(batch);
        model.backward();
        Random random = new Random(5);
        double steepest = 0;
        double vaguest = 0;
        for (Parameter parameter : model.parameters()) {
            double[] gradient = Models.copy(parameter.gradient());
            for (int k = 0; k < ENTRIES; k++) {
                int i = random.nextInt(gradient.length);
                Slope slope = slope(model, batch, states, parameter.values(), i);
                String place = parameter.name() + "[" + i + "]";
                assertEquals(slope.value, gradient[i], slope.error, place);
                steepest = Math.max(steepest, Math.abs(slope.value));
                vaguest = Math.max(vaguest, slope.error);
            }
        }
        double ratio = vaguest / steepest;
        assertTrue(ratio < 1e-6, () -> "the differences are too vague to judge by: " + ratio);
    }

    private record Slope(double value, double error) {}

    /** A difference and how far it may be off: what another step makes of it, and rounding. */
    private static Slope slope(Transformer model, Batch batch, List<double[]> states, Values values, int i) {
        double wide = difference(model, batch, states, values, i, STEP);
        double narrow = difference(model, batch, states, values, i, STEP / 2);
        return new Slope(narrow, Math.abs(wide - narrow) + 10 * ROUNDING / STEP);
    }

    /** (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h (Fornberg 1988). */
    private static double difference(
            Transformer model, Batch batch, List<double[]> states, Values values, int i, double step) {
        double at = values.get(i);
        double[] losses = new double[5];
        for (int k = 0; k < 5; k++) {
            if (k != 2) {
                values.set(i, at + (k - 2) * step);
                Models.restore(model, states);
                losses[k] = model.loss(batch);
            }
        }
        values.set(i, at);
        return (8 * (losses[3] - losses[1]) - (losses[4] - losses[0])) / (12 * step);
    }
}
