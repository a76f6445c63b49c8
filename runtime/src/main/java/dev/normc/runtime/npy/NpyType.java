package dev.normc.runtime.npy;

import dev.normc.compiler.emit.ScalarType;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The element types that are read and written: one row each, all others are refused. */
public enum NpyType {
    /** IEEE 754 in 32 bits. */
    FLOAT32("f4", Float.BYTES, ScalarType.FLOAT),
    /** IEEE 754 in 64 bits. */
    FLOAT64("f8", Double.BYTES, ScalarType.DOUBLE);

    private final String code;
    private final int bytes;
    private final ScalarType type;

    NpyType(String code, int bytes, ScalarType type) {
        this.code = code;
        this.bytes = bytes;
        this.type = type;
    }

    /** The type that NumPy writes as {@code code} behind the byte order, such as {@code f4}. */
    static Optional<NpyType> coded(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }

    /** The types, as a sentence lists them. */
    static String all() {
        return Arrays.stream(values()).map(NpyType::toString).collect(Collectors.joining(" and "));
    }

    String code() {
        return code;
    }

    /** Bytes per element. */
    int bytes() {
        return bytes;
    }

    /** The number type of kernels that holds each of its elements exactly, and no more. */
    public ScalarType scalar() {
        return type;
    }

    /** NumPy's name: {@code float32}. */
    @Override
    public String toString() {
        return "float" + Byte.SIZE * bytes;
    }
}
