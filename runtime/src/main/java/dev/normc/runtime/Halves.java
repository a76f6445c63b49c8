package dev.normc.runtime;

/**
 * Numbers of 16 bits, as kernels keep them: bfloat16, the upper half of a float, and binary16 of IEEE 754. Rounding is
 * to the nearest, ties to even; what is too large becomes infinite; a NaN stays a NaN.
 */
public final class Halves {

    private static final int NAN = 0x7fff_ffff;
    private static final int INFINITY = 0x7f80_0000;

    private Halves() {}

    /** The float with the value of a bfloat16, exactly. */
    public static float bfloat16ToFloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** The bfloat16 nearest to {@code x}. */
    public static short floatToBfloat16(float x) {
        int bits = Float.floatToRawIntBits(x);
        if (Float.isNaN(x)) {
            return (short) ((bits >>> 16) | 0x40);
        }
        int odd = (bits >>> 16) & 1;
        return (short) ((bits + 0x7fff + odd) >>> 16);
    }

    /** The float with the value of a binary16, exactly. */
    public static float float16ToFloat(short bits) {
        int magnitude = bits & 0x7fff;
        int sign = (bits & 0x8000) << 16;
        if (magnitude >= 0x7c00) {
            return Float.intBitsToFloat(sign | INFINITY | (magnitude << 13));
        }
        int exponent = magnitude >>> 10;
        int significand = magnitude & 0x3ff;
        float value = exponent == 0
                ? Math.scalb((float) significand, -24)
                : Math.scalb((float) (significand | 0x400), exponent - 25);
        return Float.intBitsToFloat(sign | Float.floatToRawIntBits(value));
    }

    /** The binary16 nearest to {@code x}. */
    public static short floatToFloat16(float x) {
        int sign = (Float.floatToRawIntBits(x) >>> 16) & 0x8000;
        int magnitude = Float.floatToRawIntBits(x) & NAN;
        if (magnitude > INFINITY) {
            return (short) (sign | 0x7e00 | ((magnitude >>> 13) & 0x3ff));
        }
        double size = Math.abs((double) x);
        if (size >= 65_520) {
            return (short) (sign | 0x7c00);
        }
        int exponent = Math.max(-14, Math.getExponent(size));
        // whole units of the last bit; 1,024 of them and more carry into the exponent
        int units = (int) Math.rint(Math.scalb(size, 10 - exponent));
        return (short) (sign | (((exponent + 14) << 10) + units));
    }
}
