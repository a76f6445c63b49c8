package dev.normc.compiler.loop;

import dev.normc.compiler.graph.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * A row-major array.
 *
 * @param name unique in the emitted class
 * @param kind whose it is
 * @param type of the elements: {@code NUMBER} or {@code DOUBLE}
 * @param extents the dimensions, outermost first; none for a single element
 * @param tensor the tensor of the caller that it holds, for an argument
 */
public record Buffer(String name, Kind kind, Type type, List<Extent> extents, Optional<Tensor> tensor) {

    /** Whose a buffer is. */
    public enum Kind {
        /** An array of the caller's. */
        ARGUMENT,
        /** A value that the forward keeps for the backward, in the workspace. */
        SAVED,
        /** Memory for one call, in the workspace. */
        SCRATCH
    }

    public Buffer {
        extents = List.copyOf(extents);
    }

    @Override
    public String toString() {
        return name;
    }
}
