package dev.normc.compiler.loop;

/**
 * What a function needs to know of the bits of a number. Each is exact, and defined for every input by the operations
 * on bits that it stands for, so that scalars and vectors of any width give the same bits. There is no conversion
 * between numbers and integers among them: not all processors have one for vectors of double.
 */
public enum BitOperation {
    /** The magnitude of the first operand with the sign of the second, also where one of them is a zero or NaN. */
    COPY_SIGN(2),
    /**
     * 2 to a whole power n from -126 to 127 in float, from -1022 to 1023 in double. It is {@code bits(n + (1.5 * 2^23 +
     * 127)) << 23} in float and {@code bits(n + (1.5 * 2^52 + 1023)) << 52} in double, read as a number; for other n,
     * too.
     */
    POWER_OF_TWO(1),
    /**
     * The whole number e with {@code x = m * 2^e} and m from sqrt(1/2) to sqrt(2), for a positive and normal x. With
     * {@code t = bits(x) + (bits(1) - bits(sqrt(1/2)))} it is {@code t >>> 23 | bits(1.5 * 2^23)} in float and {@code t
     * >>> 52 | bits(1.5 * 2^52)} in double, read as a number, minus {@code 1.5 * 2^23 + 127} or {@code 1.5 * 2^52 +
     * 1023}; for other x, too. sqrt(1/2) is that of {@link #MANTISSA}.
     */
    EXPONENT(1),
    /**
     * The m of {@link #EXPONENT}. With t from there it is {@code (t & 0x7fffff) + bits(sqrt(1/2))} in float and
     * {@code (t & 0xfffffffffffffL) + bits(sqrt(1/2))} in double, read as a number; for other x, too. The bits of
     * sqrt(1/2) are {@link #ROOT_OF_HALF_IN_FLOAT} and {@link #ROOT_OF_HALF_IN_DOUBLE}.
     */
    MANTISSA(1);

    /** The bits of the float nearest to sqrt(1/2). */
    public static final int ROOT_OF_HALF_IN_FLOAT = 0x3f3504f3;

    /** The bits of the double nearest to sqrt(1/2). */
    public static final long ROOT_OF_HALF_IN_DOUBLE = 0x3fe6a09e667f3bcdL;

    private final int arity;

    BitOperation(int arity) {
        this.arity = arity;
    }

    /** How many operands it has. */
    public int arity() {
        return arity;
    }
}
