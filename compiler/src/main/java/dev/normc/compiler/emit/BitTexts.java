package dev.normc.compiler.emit;

/** The operations on bits of {@link dev.normc.compiler.loop.BitOperation} as bodies of functions of x. */
final class BitTexts {

    private BitTexts() {}

    static String powerOfTwo(ScalarType type) {
        return switch (type) {
            case FLOAT -> """
                    // the low bits of the sum are those of the exponent: 1.5 * 2^23 + 127
                    return Float.intBitsToFloat(Float.floatToRawIntBits(x + 12583039.0f) << 23);
                    """;
            case DOUBLE -> """
                    // the low bits of the sum are those of the exponent: 1.5 * 2^52 + 1023
                    return Double.longBitsToDouble(Double.doubleToRawLongBits(x + 6755399441056767.0) << 52);
                    """;
        };
    }

    static String exponent(ScalarType type) {
        return switch (type) {
            case FLOAT -> """
                    // of x = m * 2^e, with m from sqrt(1/2) to sqrt(2)
                    final int t = Float.floatToRawIntBits(x) + 0x4afb0d;
                    return Float.intBitsToFloat(t >>> 23 | 0x4b400000) - 12583039.0f;
                    """;
            case DOUBLE -> """
                    // of x = m * 2^e, with m from sqrt(1/2) to sqrt(2)
                    final long t = Double.doubleToRawLongBits(x) + 0x95f619980c433L;
                    return Double.longBitsToDouble(t >>> 52 | 0x4338000000000000L) - 6755399441056767.0;
                    """;
        };
    }

    static String mantissa(ScalarType type) {
        return switch (type) {
            case FLOAT -> """
                    // of x = m * 2^e, with m from sqrt(1/2) to sqrt(2)
                    final int t = Float.floatToRawIntBits(x) + 0x4afb0d;
                    return Float.intBitsToFloat((t & 0x7fffff) + 0x3f3504f3);
                    """;
            case DOUBLE -> """
                    // of x = m * 2^e, with m from sqrt(1/2) to sqrt(2)
                    final long t = Double.doubleToRawLongBits(x) + 0x95f619980c433L;
                    return Double.longBitsToDouble((t & 0xfffffffffffffL) + 0x3fe6a09e667f3bcdL);
                    """;
        };
    }
}
