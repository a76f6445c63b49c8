package dev.normc.runtime.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far the functions are from the exact value, in units of the last place; docs/numerics.md has the bounds. */
class AccuracyTest {

    /** Every so manyth float is tried: some 8 million. */
    private static final int STRIDE = 509;

    private static final int POINTS_IN_DOUBLE = 4000;

    @ParameterizedTest
    @CsvSource({
        "exp, 0.9",
        "log, 1",
        "tanh, 2",
        "erf, 1.4",
        "sigmoid, 1.9",
        "softplus, 2",
    })
    void inFloatTheErrorIsWithinItsBound(String function, double bound) {
        float[] x = floats();
        float[] y = Kernels.inFloat(function, x);
        double worst = 0;
        float at = 0;
        for (int i = 0; i < x.length; i++) {
            double exact = Reference.value(function, x[i]);
            double error = errorInFloat(y[i], exact);
            if (!(error <= worst)) {
                worst = error;
                at = x[i];
            }
        }
        String found = function + "(" + at + ") errs by " + worst + " ulp";
        assertTrue(worst <= bound, found);
    }

    private static float[] floats() {
        float[] x = new float[(int) (0x1_0000_0000L / STRIDE)];
        int length = 0;
        for (int i = 0; i < x.length; i++) {
            float value = Float.intBitsToFloat(i * STRIDE);
            if (Float.isFinite(value)) {
                x[length++] = value;
            }
        }
        return Arrays.copyOf(x, length);
    }

    /** NaN where one is a NaN or infinite and the other is not. */
    static double errorInFloat(float value, double exact) {
        if (Double.isNaN(exact) || Float.isInfinite((float) exact) || Float.isInfinite(value)) {
            return Float.compare(value, (float) exact) == 0 ? 0 : Double.NaN;
        }
        int exponent = Math.max(Math.getExponent(exact), Float.MIN_EXPONENT);
        return Math.abs(value - exact) / Math.scalb(1.0, exponent - 23);
    }

    @ParameterizedTest
    @CsvSource({
        "exp, -750, 712, 0.9",
        "log, 0, 10, 0.9",
        "tanh, -25, 25, 1.4",
        "erf, -7, 7, 1.4",
        "sigmoid, -750, 50, 1.8",
        "softplus, -750, 50, 1.8"
    })
    void inDoubleTheErrorIsWithinItsBound(String function, double low, double high, double bound) {
        double[] x = doubles(low, high);
        double[] y = Kernels.inDouble(function, x);
        double worst = 0;
        double at = 0;
        for (int i = 0; i < x.length; i++) {
            double error = errorInDouble(y[i], Oracle.value(function, x[i]));
            if (!(error <= worst)) {
                worst = error;
                at = x[i];
            }
        }
        String found = function + "(" + at + ") errs by " + worst + " ulp";
        assertTrue(worst <= bound, found);
    }

    private static double[] doubles(double low, double high) {
        Random random = new Random(1);
        double[] x = new double[POINTS_IN_DOUBLE];
        for (int i = 0; i < x.length; i++) {
            double uniform = low + (high - low) * random.nextDouble();
            double small = Math.scalb(1 + random.nextDouble(), random.nextInt(20) - 18);
            double any = Math.scalb(1 + random.nextDouble(), random.nextInt(1070) - 1073);
            double size = i % 4 == 0 ? any : small;
            x[i] = i % 2 == 1 ? uniform : low < 0 && random.nextBoolean() ? -size : size;
        }
        return x;
    }

    /** NaN where one is infinite and the other is not. */
    static double errorInDouble(double value, BigDecimal exact) {
        if (Double.isNaN(value) || Double.isInfinite(value) || Double.isInfinite(exact.doubleValue())) {
            return value == exact.doubleValue() ? 0 : Double.NaN;
        }
        double near = exact.doubleValue();
        double ulp = Math.ulp(near);
        if (exact.abs().compareTo(new BigDecimal(Math.abs(near))) < 0
                && Math.ulp(Math.nextDown(Math.abs(near))) < ulp) {
            ulp /= 2;
        }
        return new BigDecimal(value)
                .subtract(exact)
                .abs()
                .divide(new BigDecimal(ulp), MathContext.DECIMAL32)
                .doubleValue();
    }

    @ParameterizedTest
    @CsvSource({"exp", "log", "tanh", "erf", "sigmoid", "softplus"})
    void kernelsComputeWhatTheDefinitionsSay(String function) {
        Random random = new Random(2);
        float[] floats = new float[5000];
        double[] doubles = new double[5000];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = i % 2 == 0 ? Float.intBitsToFloat(random.nextInt()) : (float) (10 * random.nextGaussian());
            doubles[i] = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : 10 * random.nextGaussian();
        }
        float[] inFloat = Kernels.inFloat(function, floats);
        double[] inDouble = Kernels.inDouble(function, doubles);
        for (int i = 0; i < floats.length; i++) {
            float x = floats[i];
            assertEquals(Evaluation.inFloat(function, x), inFloat[i], () -> function + "(" + x + ") in float");
            double v = doubles[i];
            assertEquals(Evaluation.inDouble(function, v), inDouble[i], () -> function + "(" + v + ") in double");
        }
    }
}
