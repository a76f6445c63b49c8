package dev.normc.generator;

import dev.normc.compiler.emit.TensorStorage;
import java.util.Locale;

/** Where the tensors of a caller lie; states are arrays in any case. */
public enum Memory {
    ARRAY(TensorStorage.ARRAY),
    /** {@code java.nio.FloatBuffer} or {@code DoubleBuffer}. */
    BUFFER(TensorStorage.BUFFER),
    /** {@code java.lang.foreign.MemorySegment}, for which the classes need Java 22. */
    SEGMENT(TensorStorage.SEGMENT);

    private final TensorStorage storage;

    Memory(TensorStorage storage) {
        this.storage = storage;
    }

    TensorStorage storage() {
        return storage;
    }

    /** What people call it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
