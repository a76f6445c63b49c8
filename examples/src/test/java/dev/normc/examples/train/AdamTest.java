package dev.normc.examples.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.examples.transformer.DoubleValues;
import dev.normc.examples.transformer.FloatValues;
import dev.normc.examples.transformer.Parameter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Adam against its formulas, written once more and otherwise. */
class AdamTest {

    private static final int LENGTH = 37;

    /** The bias-corrected form of the paper, element by element, with the weight decay of AdamW. */
    private static double[] byThePaper(double[] w, double[][] gradients, double rate, double decay, double scale) {
        double[] result = w.clone();
        for (int i = 0; i < w.length; i++) {
            double m = 0;
            double v = 0;
            for (int t = 1; t <= gradients.length; t++) {
                double g = scale * gradients[t - 1][i];
                m = 0.9 * m + 0.1 * g;
                v = 0.98 * v + 0.02 * g * g;
                double corrected = (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.98, t))) + 1e-8);
                result[i] = result[i] - rate * corrected - rate * decay * result[i];
            }
        }
        return result;
    }

    private static double[][] gradients(int steps) {
        Random random = new Random(5);
        double[][] gradients = new double[steps][LENGTH];
        for (double[] gradient : gradients) {
            for (int i = 0; i < LENGTH; i++) {
                gradient[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(7) - 4));
            }
        }
        return gradients;
    }

    @Test
    void inDoubleItIsTheAlgorithmOfThePaper() {
        double[][] gradients = gradients(20);
        double[] w = gradients(21)[20].clone();
        double[] expected = byThePaper(w, gradients, 0.01, 0.1, 0.5);
        double[] g = new double[LENGTH];
        Adam adam = new Adam(List.of(new Parameter("w", new DoubleValues(w), new DoubleValues(g))), 0.1);
        for (int t = 1; t <= gradients.length; t++) {
            System.arraycopy(gradients[t - 1], 0, g, 0, LENGTH);
            adam.update(t, 0.01, 0.5);
        }
        assertArrayEquals(expected, w, 1e-12);
    }

    @Test
    void inFloatItIsTheSameUpToRounding() {
        double[][] gradients = gradients(20);
        double[] start = gradients(21)[20];
        double[] expected = byThePaper(start, gradients, 0.01, 0.1, 1);
        float[] w = new float[LENGTH];
        float[] g = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            w[i] = (float) start[i];
        }
        Adam adam = new Adam(List.of(new Parameter("w", new FloatValues(w), new FloatValues(g))), 0.1);
        for (int t = 1; t <= gradients.length; t++) {
            for (int i = 0; i < LENGTH; i++) {
                g[i] = (float) gradients[t - 1][i];
            }
            adam.update(t, 0.01, 1);
        }
        for (int i = 0; i < LENGTH; i++) {
            assertEquals(expected[i], w[i], 1e-5 * Math.max(1, Math.abs(expected[i])), "element " + i);
        }
    }

    /** A float of 1e30 has no square in float. */
    @Test
    void theNormOfAllGradientsNeitherOverflowsNorVanishes() {
        Parameter large = parameter(3e30f);
        Parameter small = parameter(4e30f);
        assertEquals(5e30, Gradients.norm(List.of(large, small)), 1e24);
        assertEquals(5e-30, Gradients.norm(List.of(parameter(3e-30f), parameter(4e-30f))), 1e-36);
    }

    @Test
    void onlyALongGradientIsScaled() {
        assertEquals(0.25, Gradients.scale(4, 1));
        assertEquals(1, Gradients.scale(0.5, 1));
        assertEquals(1, Gradients.scale(4, 0));
    }

    @Test
    void theGradientThatIsComputedFirstIsNamed() {
        List<Parameter> parameters = List.of(
                new Parameter("embedding", new FloatValues(new float[1]), new FloatValues(new float[] {Float.NaN})),
                new Parameter("block1", new FloatValues(new float[1]), new FloatValues(new float[] {1f / 0})),
                new Parameter("output", new FloatValues(new float[1]), new FloatValues(new float[] {1})));
        assertEquals("block1", Gradients.firstNonFinite(parameters).orElseThrow());
        assertEquals(true, Gradients.firstNonFinite(parameters.subList(2, 3)).isEmpty());
    }

    private static Parameter parameter(float gradient) {
        return new Parameter("w", new FloatValues(new float[1]), new FloatValues(new float[] {gradient}));
    }
}
