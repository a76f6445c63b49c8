package dev.normc.examples.vector;

import static dev.normc.examples.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * A hyperbolic tangent within 6 ulp of the exact value (5.7 over all floats): an odd polynomial over an even one,
 * fitted so that the largest relative error is the smallest, of arguments that are cut off where tanh rounds to 1.
 */
final class Tanh {

    private static final float SATURATED = 9.02f;

    private static final float A1 = 0.13379716f;
    private static final float A2 = 3.494032e-3f;
    private static final float A3 = 2.0583435e-5f;
    private static final float A4 = 1.3319004e-8f;

    private static final float B1 = 0.46713031f;
    private static final float B2 = 0.025871064f;
    private static final float B3 = 3.2830884e-4f;
    private static final float B4 = 7.761992e-7f;

    private static final int SIGN = 0x80000000;

    /** Added to the bits of a float without its sign, it makes all NaNs, and nothing else, negative numbers. */
    private static final int NAN_TO_NEGATIVE = SIGN - (Float.floatToRawIntBits(Float.POSITIVE_INFINITY) + 1);

    private static final int LARGEST = Float.floatToRawIntBits(SATURATED) + NAN_TO_NEGATIVE;

    private Tanh() {}

    static FloatVector tanh(FloatVector x) {
        FloatVector v = cutOff(x);
        FloatVector u = v.mul(v);
        FloatVector a = u.fma(broadcast(SPECIES, A4), broadcast(SPECIES, A3));
        FloatVector b = u.fma(broadcast(SPECIES, B4), broadcast(SPECIES, B3));
        a = a.fma(u, broadcast(SPECIES, A2)).fma(u, broadcast(SPECIES, A1)).fma(u, broadcast(SPECIES, 1));
        b = b.fma(u, broadcast(SPECIES, B2)).fma(u, broadcast(SPECIES, B1)).fma(u, broadcast(SPECIES, 1));
        return a.mul(v).div(b);
    }

    /**
     * The nearest value to x within plus and minus SATURATED, and NaN where x is NaN.
     *
     * <p>Floats without their sign are in the order of their bits. The minimum and maximum of floats, which must find
     * NaN and minus zero, take several instructions each; those of integers one.
     */
    private static FloatVector cutOff(FloatVector x) {
        IntVector bits = x.reinterpretAsInts();
        IntVector magnitude = bits.and(~SIGN).add(NAN_TO_NEGATIVE).min(LARGEST).sub(NAN_TO_NEGATIVE);
        return magnitude.or(bits.and(SIGN)).reinterpretAsFloats();
    }

    static float tanh(float x) {
        float v = Math.min(Math.max(x, -SATURATED), SATURATED);
        float u = v * v;
        float a = Math.fma(u, A4, A3);
        float b = Math.fma(u, B4, B3);
        a = Math.fma(Math.fma(Math.fma(a, u, A2), u, A1), u, 1);
        b = Math.fma(Math.fma(Math.fma(b, u, B2), u, B1), u, 1);
        return a * v / b;
    }
}
