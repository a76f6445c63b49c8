package dev.normc.examples.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fits to data whose curve is known. */
class FitsTest {

    @Test
    void aLineIsFoundAgain() {
        LineFit fit = LineFit.of(new double[] {-1, 0, 2, 5}, new double[] {-1, 1, 5, 11});
        assertEquals(1, fit.intercept(), 1e-14);
        assertEquals(2, fit.slope(), 1e-14);
        assertEquals(1, fit.r2(), 1e-14);
        assertEquals(1, fit.correlation(), 1e-14);
    }

    @Test
    void theLineThroughACloudIsThatOfLeastSquares() {
        // By hand: mean x 1, mean y 2, sum of products 1, sum of squares 2, of y 2.
        LineFit fit = LineFit.of(new double[] {0, 1, 2}, new double[] {2, 1, 3});
        assertEquals(0.5, fit.slope(), 1e-15);
        assertEquals(1.5, fit.intercept(), 1e-15);
        assertEquals(0.25, fit.r2(), 1e-15);
        LineFit falling = LineFit.of(new double[] {0, 1, 2}, new double[] {3, 1, 2});
        assertEquals(-0.5, falling.correlation(), 1e-15);
    }

    @Test
    void theExponentOfAPowerLawIsFoundAgain() {
        LineFit fit = LineFit.ofLogarithms(
                new double[] {2, 6, 12}, new double[] {3 / Math.sqrt(2), 3 / Math.sqrt(6), 3 / Math.sqrt(12)});
        assertEquals(-0.5, fit.slope(), 1e-14);
        assertTrue(
                Double.isNaN(LineFit.ofLogarithms(new double[] {1, 2}, new double[] {0, 1})
                        .slope()),
                "no power law goes through 0");
    }

    @Test
    void aLineNeedsTwoPlaces() {
        assertThrows(IllegalArgumentException.class, () -> LineFit.of(new double[] {1, 1}, new double[] {1, 2}));
        assertThrows(IllegalArgumentException.class, () -> LineFit.of(new double[] {1}, new double[] {1}));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "2.5, 0.3, -0.7", "-1, 4, 0.1", "0.01, 20, 3"})
    void aTanhIsFoundAgain(double a, double b, double c) {
        double[] x = normal(500);
        double[] y = image(x, v -> a * Math.tanh(b * v) + c);
        TanhFit fit = TanhFit.of(x, y);
        assertEquals(a, fit.a(), 1e-6 * Math.abs(a));
        assertEquals(b, fit.b(), 1e-6 * b);
        assertEquals(c, fit.c(), 1e-6);
        assertEquals(1, fit.r2(), 1e-12);
        assertEquals(y[7], fit.at(x[7]), 1e-7);
    }

    @Test
    void aTanhThroughALineExplainsNoMoreThanTheLine() {
        double[] x = normal(500);
        double[] y = image(x, v -> 2 * v - 1);
        TanhFit fit = TanhFit.of(x, y);
        assertEquals(1, fit.r2(), 1e-5);
        assertEquals(2, fit.a() * fit.b(), 1e-2, "the slope at 0");
    }

    @Test
    void aTanhExplainsMoreOfAnSCurveThanALine() {
        double[] x = Arrays.stream(normal(500)).map(v -> 3 * v).toArray();
        double[] y = image(x, v -> v / Math.sqrt(1 + v * v));
        double line = LineFit.of(x, y).r2();
        double tanh = TanhFit.of(x, y).r2();
        assertTrue(line < 0.9 && tanh > 0.98, line + " and " + tanh);
    }

    private static double[] normal(int count) {
        Random random = new Random(5);
        return random.doubles(count).map(unused -> random.nextGaussian()).toArray();
    }

    private static double[] image(double[] x, DoubleUnaryOperator curve) {
        return Arrays.stream(x).map(curve).toArray();
    }
}
