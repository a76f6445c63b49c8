package dev.normc.generator;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.emit.TensorStorage;
import java.util.Locale;

/** What the elements of tensors are. */
public enum ElementType {
    FLOAT(ScalarType.FLOAT, TensorStorage.ARRAY),
    DOUBLE(ScalarType.DOUBLE, TensorStorage.ARRAY),
    /** The upper halves of floats in {@code short}: inputs, outputs and their gradients; all else is float. */
    BFLOAT16(ScalarType.FLOAT, TensorStorage.BFLOAT16),
    /** Numbers of 16 bits as IEEE 754 has them, in {@code short}: the same tensors; all else is float. */
    FLOAT16(ScalarType.FLOAT, TensorStorage.FLOAT16);

    private final ScalarType numbers;
    private final TensorStorage storage;

    ElementType(ScalarType numbers, TensorStorage storage) {
        this.numbers = numbers;
        this.storage = storage;
    }

    /** What kernels compute in. */
    ScalarType numbers() {
        return numbers;
    }

    /** How tensors are kept that lie in {@code memory}. */
    TensorStorage storage(Memory memory) {
        if (memory == Memory.ARRAY) {
            return storage;
        } else if (storage.isHalf()) {
            throw new IllegalArgumentException("tensors of " + this + " lie in arrays, not in a " + memory);
        }
        return memory.storage();
    }

    /** What people call it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
