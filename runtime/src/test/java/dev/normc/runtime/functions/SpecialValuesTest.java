package dev.normc.runtime.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the functions are at zeros, infinities and NaN, and where a result leaves the numbers or enters the subnormal
 * ones.
 */
class SpecialValuesTest {

    @ParameterizedTest
    @CsvSource({
        "exp, NaN, NaN",
        "exp, Infinity, Infinity",
        "exp, -Infinity, 0",
        "exp, 0, 1",
        "exp, -0.0, 1",
        "exp, 1e30, Infinity",
        "exp, -1e30, 0",
        "log, NaN, NaN",
        "log, Infinity, Infinity",
        "log, 0, -Infinity",
        "log, -0.0, -Infinity",
        "log, -1, NaN",
        "log, -Infinity, NaN",
        "log, -1e-40, NaN",
        "log, 1, 0",
        "tanh, NaN, NaN",
        "tanh, Infinity, 1",
        "tanh, -Infinity, -1",
        "tanh, 0, 0",
        "tanh, -0.0, -0.0",
        "tanh, 1e30, 1",
        "tanh, -1e30, -1",
        "tanh, 1e-40, 1e-40",
        "tanh, -1e-40, -1e-40",
        "erf, NaN, NaN",
        "erf, Infinity, 1",
        "erf, -Infinity, -1",
        "erf, 0, 0",
        "erf, -0.0, -0.0",
        "erf, 1e30, 1",
        "sigmoid, NaN, NaN",
        "sigmoid, Infinity, 1",
        "sigmoid, -Infinity, 0",
        "sigmoid, 0, 0.5",
        "sigmoid, -0.0, 0.5",
        "softplus, NaN, NaN",
        "softplus, Infinity, Infinity",
        "softplus, -Infinity, 0",
        "softplus, 1e30, 1e30",
    })
    void bothTypesAreAsJavaSays(String function, double x, double y) {
        assertEquals((float) y, Kernels.inFloat(function, new float[] {(float) x})[0], "in float");
        assertEquals(y, Kernels.inDouble(function, new double[] {x})[0], "in double");
    }

    @ParameterizedTest
    @CsvSource({
        "exp, 88.72284, -88.72284",
        "exp, -87.33655, -103.97208",
        "exp, -103.97208, -103.97208",
        "log, 1, 1",
        "log, 0.70710677, 1.4142135",
        "log, 1.17549435E-38, 1.4e-45",
        "tanh, 0.88, -0.88",
        "tanh, 9.01, -9.01",
        "erf, 1, -1",
        "erf, 3.92, 4",
        "sigmoid, -87.33655, -103.97208",
        "sigmoid, 0, 17",
        "softplus, -87.33655, -103.97208",
        "softplus, 0, 17",
        "softplus, 88.7, -88.7"
    })
    void noFloatNearWhatDecidesIsFarOff(String function, float one, float other) {
        float[] x = new float[4000];
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.intBitsToFloat(
                    Math.max(0, Float.floatToRawIntBits(Math.abs(i < 2000 ? one : other)) + i % 2000 - 1000));
            x[i] = Math.copySign(x[i], i < 2000 ? one : other);
        }
        float[] y = Kernels.inFloat(function, x);
        for (int i = 0; i < x.length; i++) {
            double error = AccuracyTest.errorInFloat(y[i], Reference.value(function, x[i]));
            String found = function + "(" + x[i] + ") = " + y[i] + " errs by " + error + " ulp";
            assertTrue(error <= 2, found);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "exp, 709.782712893384",
        "exp, -708.3964185322641",
        "exp, -745.1332191019412",
        "log, 1",
        "log, 0.7071067811865476",
        "log, 1.4142135623730951",
        "log, 2.2250738585072014E-308",
        "log, 4.9e-324",
        "tanh, 0.625",
        "tanh, 19.06",
        "erf, 1",
        "erf, 5.92",
        "sigmoid, -745.1332191019412",
        "sigmoid, 0",
        "softplus, -745.1332191019412",
        "softplus, 0",
        "softplus, 36.7"
    })
    void noDoubleNearWhatDecidesIsFarOff(String function, double decides) {
        double[] x = new double[200];
        for (int i = 0; i < x.length; i++) {
            long bits = Double.doubleToRawLongBits(Math.abs(decides)) + i - 100;
            x[i] = Math.copySign(Double.longBitsToDouble(Math.max(decides == 0 ? 0 : 1, bits)), decides);
        }
        double[] y = Kernels.inDouble(function, x);
        for (int i = 0; i < x.length; i++) {
            double error = AccuracyTest.errorInDouble(y[i], Oracle.value(function, x[i]));
            String found = function + "(" + x[i] + ") = " + y[i] + " errs by " + error + " ulp";
            assertTrue(error <= 2, found);
        }
    }

    @Test
    void tanhOfFloatIsOddAndNeverFallsAndStaysWithinOne() {
        int first = Float.floatToRawIntBits(1e-5f);
        int last = Float.floatToRawIntBits(12f);
        int stride = 23;
        float[] x = new float[(last - first) / stride];
        float[] negated = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.intBitsToFloat(first + i * stride);
            negated[i] = -x[i];
        }
        float[] y = Kernels.inFloat("tanh", x);
        float[] opposite = Kernels.inFloat("tanh", negated);
        for (int i = 0; i < x.length; i++) {
            String place = "at " + x[i];
            assertEquals(-y[i], opposite[i], place);
            assertTrue(y[i] <= 1 && (i == 0 || y[i] >= y[i - 1]), place);
        }
    }
}
