package dev.normc.dsl.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

    @ParameterizedTest
    @CsvSource({
        "1e-5, 1.0E-5",
        "0.001, 0.001",
        "0.1, 0.1",
        "-2.5, -2.5",
        "100, 100.0",
        "1234567, 1234567.0",
        "1e7, 1.0E7",
        "2e23, 2.0E23",
        "1.7976931348623157e308, 1.7976931348623157E308",
        "4.9e-324, 5.0E-324",
        "0, 0.0",
        "-0.0, -0.0",
        "NaN, NaN",
        "-Infinity, -Infinity"
    })
    void numbersAreAsShortAsTheyCanBe(double value, String text) {
        assertEquals(text, Decimals.of(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "1e-5, 1.0E-5",
        "1.1754944e-38, 1.1754944E-38",
        "3.4028235e38, 3.4028235E38",
        "2e-44, 2.0E-44"
    })
    void floatsHaveTheDigitsOfFloats(float value, String text) {
        assertEquals(text, Decimals.of(value));
    }

    @Test
    void everyNumberIsReadAsItself() {
        Random random = new Random(9);
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            float single = Float.intBitsToFloat(random.nextInt());
            assertEquals(number, Double.parseDouble(Decimals.of(number)));
            assertEquals(single, Float.parseFloat(Decimals.of(single)));
            assertTrue(Decimals.of(number).length() <= Double.toString(number).length(), () -> "long: " + number);
        }
    }
}
