package dev.normc.examples.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes, errors and quantiles. */
class FiguresTest {

    @Test
    void anErrorIsMeasuredInUlpsOfTheReference() {
        assertEquals(1, UlpError.worst(new double[] {1, 1}, new float[] {Math.nextUp(1f), 1}));
    }

    @Test
    void anErrorNextToZeroIsMeasuredAgainstTheWholeTensor() {
        double[] reference = {0, Math.sqrt(2)};
        assertEquals(0.5, UlpError.worst(reference, new float[] {Math.ulp(1f) / 2, (float) Math.sqrt(2)}), 0.01);
    }

    @Test
    void nanAndInfinityAreRightWhereTheReferenceHasThem() {
        double[] reference = {Double.NaN, Double.POSITIVE_INFINITY, 1e300, 1};
        float[] same = {Float.NaN, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, 1};
        assertEquals(0, UlpError.worst(reference, same));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void nanAndInfinityAreInfinitelyWrongElsewhere(float actual) {
        assertEquals(Double.POSITIVE_INFINITY, UlpError.worst(new double[] {1}, new float[] {actual}));
    }

    @Test
    void aNumberWhereNanBelongsIsInfinitelyWrong() {
        assertEquals(Double.POSITIVE_INFINITY, UlpError.worst(new double[] {Double.NaN}, new float[] {1}));
    }

    @Test
    void anArrayOfAnotherLengthIsInfinitelyWrong() {
        assertEquals(Double.POSITIVE_INFINITY, UlpError.worst(new double[] {1, 2}, new float[] {1}));
    }

    @Test
    void quantilesLieOnTheLineBetweenElements() {
        double[] sample = {4, 1, 3, 2};
        assertEquals(2.5, Quantiles.median(sample));
        assertEquals(1.75, Quantiles.quantile(sample, 0.25));
        assertEquals(4, Quantiles.quantile(sample, 1));
        assertEquals(7, Quantiles.median(new double[] {7}));
    }

    @Test
    void aShapeIsReadAsItIsWritten() {
        assertEquals(Shape.of(512, 1024), Shape.parse("512x1024"));
        assertEquals("512x1024", Shape.of(512, 1024).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "512x", "512 x 4", "axb", "0x4", "-1x4", "99999999999", "65536x65536"})
    void thisIsNoShape(String text) {
        assertThrows(IllegalArgumentException.class, () -> Shape.parse(text));
    }
}
