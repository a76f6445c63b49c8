package dev.normc.compiler.emit;

import dev.normc.compiler.graph.Tensor;
import java.util.List;

/**
 * An emitted class and what a caller must know of it.
 *
 * @param className the qualified name
 * @param source the whole text
 * @param training the kernels of the training mode
 * @param inference those of the inference mode; the same as {@code training} where the mode makes no difference
 */
public record EmittedNorm(String className, String source, Entry training, Entry inference) {

    /**
     * The names under which one mode is called.
     *
     * @param workspace the simple name of the nested workspace class, whose constructor takes the sizes of {@code axes}
     * @param axes the axes whose sizes a caller gives, in the order of that constructor; those that are fixed are not
     *     among them
     * @param forward the forward
     * @param backward the backward
     */
    public record Entry(String workspace, List<String> axes, Method forward, Method backward) {}

    /**
     * A static method: arrays for {@code parameters} in this order, then the workspace.
     *
     * @param name its name
     * @param parameters the tensors whose arrays it takes
     * @param packed whether the arrays are the elements of one array, since they are too many for the parameters of a
     *     method
     * @param shareable pairs of a written and a read parameter that may be one and the same array
     */
    public record Method(String name, List<Tensor> parameters, boolean packed, List<Shareable> shareable) {

        /** Whether {@code written} may be the same array as {@code read}. */
        public boolean mayShare(Tensor written, Tensor read) {
            return shareable.contains(new Shareable(written, read));
        }
    }

    /** A written parameter that may be the same array as a read one. */
    public record Shareable(Tensor written, Tensor read) {}

    /** The entry of a mode. */
    public Entry entry(boolean inTraining) {
        return inTraining ? training : inference;
    }
}
