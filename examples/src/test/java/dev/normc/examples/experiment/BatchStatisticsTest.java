package dev.normc.examples.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.examples.transformer.DoubleValues;
import dev.normc.examples.transformer.FloatValues;
import org.junit.jupiter.api.Test;

/** Statistics of batches small enough to be computed by hand. */
class BatchStatisticsTest {

    private static final double[] ONES = {1, 1};

    @Test
    void statisticsAreThoseOfEachFeatureOverTheTokens() {
        // Features in columns: 1, 2, 3, 6 and 0, 0, 4, 0.
        BatchStatistics statistics = BatchStatistics.of(new FloatValues(new float[] {1, 0, 2, 0, 3, 4, 6, 0}), 4, 2);
        assertArrayEquals(new double[] {3, 1}, statistics.mean(), 1e-15);
        assertArrayEquals(new double[] {3.5, 3}, statistics.variance(), 1e-15);
        assertArrayEquals(new double[] {12.5, 4}, statistics.quadraticMean(), 1e-14);
    }

    @Test
    void aGradientThatIsTheSameForAllTokensIsAllThroughTheMean() {
        DoubleValues x = new DoubleValues(new double[] {1, 5, -1, -5});
        BatchStatistics.Gradients gradients =
                BatchStatistics.of(x, 2, 2).gradients(x, new DoubleValues(new double[] {3, 4, 3, 4}), ONES, 2);
        assertEquals(1, gradients.mean(), 1e-12);
        assertEquals(0, gradients.variance(), 1e-12);
        assertEquals(0, gradients.quadraticMean(), 1e-12, "of an input whose mean is zero");
    }

    @Test
    void aGradientAlongTheNormalizedInputIsAllThroughTheVariance() {
        DoubleValues x = new DoubleValues(new double[] {4, 10, 2, 0}); // deviations 1 and 5
        BatchStatistics.Gradients gradients =
                BatchStatistics.of(x, 2, 2).gradients(x, new DoubleValues(new double[] {2, 2, -2, -2}), ONES, 2);
        assertEquals(0, gradients.mean(), 1e-12);
        assertEquals(1, gradients.variance(), 1e-5);
    }

    @Test
    void theScaleBehindTheNormTakesPart() {
        DoubleValues x = new DoubleValues(new double[] {1, 1, -1, -1});
        DoubleValues dy = new DoubleValues(new double[] {1, 3, 1, -3});
        BatchStatistics statistics = BatchStatistics.of(x, 2, 2);
        // By feature: the first goes through the mean, the second through the variance, in ratio gamma * dy.
        BatchStatistics.Gradients gradients = statistics.gradients(x, dy, new double[] {4, 1}, 2);
        assertEquals(4 / 5.0, gradients.mean(), 1e-12);
        assertEquals(3 / 5.0, gradients.variance(), 1e-5);
        assertEquals(3 / 5.0, gradients.quadraticMean(), 1e-5);
    }

    @Test
    void noGradientHasNoParts() {
        DoubleValues x = new DoubleValues(new double[] {1, 1, -1, -1});
        BatchStatistics.Gradients gradients =
                BatchStatistics.of(x, 2, 2).gradients(x, new DoubleValues(new double[4]), ONES, 2);
        assertEquals(new BatchStatistics.Gradients(0, 0, 0), gradients);
    }

    @Test
    void distancesAreToTheRunningStatisticBeforeTheBatch() {
        Fluctuation fluctuation = new Fluctuation(2);
        assertEquals(Double.NaN, fluctuation.distance(new double[] {3, 4}), "nothing was before the first");
        assertEquals(5, fluctuation.norm(), 1e-15);
        assertEquals(Math.sqrt(7), fluctuation.rootOfSum(), 1e-15);
        assertEquals(10, fluctuation.distance(new double[] {9, 12}), 1e-15);
        // 0.9 * (3, 4) + 0.1 * (9, 12)
        assertEquals(6, fluctuation.norm(), 1e-14);
        assertEquals(0, fluctuation.distance(new double[] {3.6, 4.8}), 1e-14);
    }
}
