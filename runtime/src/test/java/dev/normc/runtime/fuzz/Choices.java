package dev.normc.runtime.fuzz;

import java.util.List;

/** Choices that bytes make, two for each; where they end, it is always the first. */
final class Choices {

    private final byte[] bytes;
    private int used;

    Choices(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    boolean areLeft() {
        return used < bytes.length;
    }

    /** A number from 0 to {@code bound - 1}. */
    int below(int bound) {
        return ((next() << Byte.SIZE) + next()) % bound;
    }

    <T> T oneOf(List<T> values) {
        return values.get(below(values.size()));
    }

    private int next() {
        return used < bytes.length ? Byte.toUnsignedInt(bytes[used++]) : 0;
    }
}
