package dev.normc.compiler.emit;

import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Tensor;
import java.util.Locale;

/** How the tensors of a caller lie in memory. The arithmetic is that of the kernel's number type in every case. */
public enum TensorStorage {
    /** Arrays of the number type. */
    ARRAY,
    /**
     * Arrays of {@code short} that hold the upper halves of floats (bfloat16): inputs, outputs and their gradients.
     * Parameters, their gradients and states are arrays of the number type.
     */
    BFLOAT16,
    /** Arrays of {@code short} that hold numbers of 16 bits (IEEE 754 binary16): the same tensors. */
    FLOAT16,
    /** {@code java.nio.FloatBuffer} or {@code DoubleBuffer}: all tensors but states. */
    BUFFER,
    /** {@code java.lang.foreign.MemorySegment}, which Java has from 22 on: all tensors but states. */
    SEGMENT;

    /** Whether an element has 16 bits, so that a kernel that stores it rounds. */
    public boolean isHalf() {
        return this == BFLOAT16 || this == FLOAT16;
    }

    /** Whether {@code tensor} of a norm is kept in this way; otherwise it is an array of the number type. */
    public boolean holds(Tensor tensor, Signature signature) {
        if (this == ARRAY || tensor.role() == Role.STATE) {
            return false;
        }
        boolean isOfParameter = tensor.role() == Role.PARAMETER
                || (tensor.role() == Role.GRADIENT
                        && signature.parameters().stream()
                                .anyMatch(parameter -> parameter.tensor().name().equals(tensor.name())));
        return !(isHalf() && isOfParameter);
    }

    /** The word for it: {@code bfloat16}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
