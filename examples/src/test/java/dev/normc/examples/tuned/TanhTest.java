package dev.normc.examples.tuned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class TanhTest {

    /** Every 997th float from the smallest to beyond where tanh is 1, of both signs. */
    @Test
    void isWithinTwoUlpOfTheExactValueAndNeverBeyondOne() {
        double worst = 0;
        for (int bits = 1; bits < Float.floatToRawIntBits(20f); bits += 997) {
            float x = Float.intBitsToFloat(bits);
            double exact = Math.tanh(x);
            float y = Tanh.tanh(x);
            assertTrue(y <= 1);
            assertEquals(-y, Tanh.tanh(-x));
            worst = Math.max(worst, Math.abs(y - exact) / ulpBelow(exact));
        }
        double error = worst;
        assertTrue(error <= 2, () -> "off by " + error + " ulp");
    }

    /**
     * The distance of floats just below a value, so that an error next to a power of two counts in the smaller unit.
     */
    private static double ulpBelow(double value) {
        float rounded = (float) value;
        return Math.ulp(rounded >= value ? Math.nextDown(rounded) : rounded);
    }

    @Test
    void hasItsLimitsAtTheEnds() {
        assertEquals(0f, Math.abs(Tanh.tanh(-0f)));
        assertEquals(1f, Tanh.tanh(Float.POSITIVE_INFINITY));
        assertEquals(-1f, Tanh.tanh(Float.NEGATIVE_INFINITY));
        assertEquals(1f, Tanh.tanh(Float.MAX_VALUE));
        assertTrue(Float.isNaN(Tanh.tanh(Float.NaN)));
    }
}
