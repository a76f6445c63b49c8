package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HalvesTest {

    /** The value of a pattern, from the definition: a sign, an exponent, a significand. */
    private static double value(int bits, int significandBits, int bias) {
        int exponentBits = 15 - significandBits;
        int exponent = (bits >> significandBits) & ((1 << exponentBits) - 1);
        int significand = bits & ((1 << significandBits) - 1);
        double size;
        if (exponent == (1 << exponentBits) - 1) {
            size = significand == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            size = significand * Math.pow(2, 1 - bias - significandBits);
        } else {
            size = (significand + (1 << significandBits)) * Math.pow(2, exponent - bias - significandBits);
        }
        return (bits & 0x8000) == 0 ? size : -size;
    }

    @Test
    void everyPatternHasItsValueAndComesBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float bfloat = Halves.bfloat16ToFloat((short) bits);
            float half = Halves.float16ToFloat((short) bits);
            assertEquals(value(bits, 7, 127), bfloat, 0.0, "bfloat16 " + bits);
            assertEquals(value(bits, 10, 15), half, 0.0, "float16 " + bits);
            if (Float.isNaN(bfloat)) {
                assertTrue(Float.isNaN(Halves.bfloat16ToFloat(Halves.floatToBfloat16(bfloat))));
            } else {
                assertEquals((short) bits, Halves.floatToBfloat16(bfloat));
            }
            if (Float.isNaN(half)) {
                assertTrue(Float.isNaN(Halves.float16ToFloat(Halves.floatToFloat16(half))));
            } else {
                assertEquals((short) bits, Halves.floatToFloat16(half));
            }
        }
    }

    @Test
    void betweenTwoNeighboursTheNearerOneIsTakenAndTheEvenOneInTheMiddle() {
        for (int bits = 0; bits < 0x7f7f; bits++) {
            checkBetween(bits, 7, 127);
        }
        for (int bits = 0; bits < 0x7bff; bits++) {
            checkBetween(bits, 10, 15);
        }
    }

    private static void checkBetween(int bits, int significandBits, int bias) {
        float low = (float) value(bits, significandBits, bias);
        float high = (float) value(bits + 1, significandBits, bias);
        float middle = new BigDecimal(low)
                .add(new BigDecimal(high))
                .divide(BigDecimal.valueOf(2))
                .floatValue();
        int even = bits % 2 == 0 ? bits : bits + 1;
        for (int sign : new int[] {0, 0x8000}) {
            float factor = sign == 0 ? 1 : -1;
            assertEquals((short) (sign | even), rounded(factor * middle, significandBits));
            assertEquals((short) (sign | bits), rounded(factor * Math.nextDown(middle), significandBits));
            assertEquals((short) (sign | (bits + 1)), rounded(factor * Math.nextUp(middle), significandBits));
        }
    }

    private static short rounded(float x, int significandBits) {
        return significandBits == 7 ? Halves.floatToBfloat16(x) : Halves.floatToFloat16(x);
    }

    @Test
    void whatIsTooLargeIsInfinite() {
        assertEquals((short) 0x7c00, Halves.floatToFloat16(65_520f));
        assertEquals((short) 0x7bff, Halves.floatToFloat16(Math.nextDown(65_520f)));
        assertEquals((short) 0xfc00, Halves.floatToFloat16(Float.NEGATIVE_INFINITY));
        assertEquals((short) 0x7f80, Halves.floatToBfloat16(Float.MAX_VALUE));
        assertEquals((short) 0xff80, Halves.floatToBfloat16(Float.NEGATIVE_INFINITY));
    }

    @Test
    void aNanWithItsBitsAtTheEndStaysANan() {
        Random random = new Random(5);
        for (int i = 0; i < 1000; i++) {
            float nan = Float.intBitsToFloat(0x7f80_0001 | (random.nextInt() & 0x807f_ffff));
            assertTrue(Float.isNaN(Halves.bfloat16ToFloat(Halves.floatToBfloat16(nan))));
            assertTrue(Float.isNaN(Halves.float16ToFloat(Halves.floatToFloat16(nan))));
        }
    }
}
