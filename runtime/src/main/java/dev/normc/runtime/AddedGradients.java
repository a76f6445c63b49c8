package dev.normc.runtime;

import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The arguments of a backward that adds: kernels overwrite, so they write beside the gradients that are set. */
final class AddedGradients {

    private final CompiledNorm norm;
    private final Slots slots;

    /** The arrays that kernels write, by the place of the gradient among the parameters; else null. */
    private final @Nullable Object[] written;

    /** The arrays that the caller set, at the same places. */
    private final @Nullable Object[] targets;

    AddedGradients(BoundNorm owner, List<Tensor> tensors) {
        this.norm = owner.norm();
        this.slots = new Slots(owner.backward());
        this.written = new @Nullable Object[tensors.size()];
        this.targets = new @Nullable Object[tensors.size()];
        for (int i = 0; i < tensors.size(); i++) {
            Tensor tensor = tensors.get(i);
            if (tensor.role() == Role.GRADIENT) {
                int length = owner.length(tensor);
                written[i] = switch (owner.norm().elementType(tensor)) {
                    case "short" -> new short[length];
                    case "float" -> new float[length];
                    default -> new double[length];
                };
            }
        }
    }

    /** Takes over what is set: states and upstream gradients as they are, gradients as targets. */
    void take(Slots given) {
        slots.call[slots.call.length - 1] = given.call[given.call.length - 1];
        for (int i = 0; i < written.length; i++) {
            Object array = written[i];
            targets[i] = array == null ? null : given.arrays[i];
            slots.arrays[i] = array == null ? given.arrays[i] : array;
        }
    }

    @Nullable
    Object[] call() {
        return slots.call;
    }

    /** Adds what the kernel has written to the arrays of the caller. */
    void add() {
        for (int i = 0; i < written.length; i++) {
            if (written[i] instanceof float[] floats) {
                add(floats, (float[]) Objects.requireNonNull(targets[i]));
            } else if (written[i] instanceof double[] doubles) {
                add(doubles, (double[]) Objects.requireNonNull(targets[i]));
            } else if (written[i] instanceof short[] halves) {
                add(halves, (short[]) Objects.requireNonNull(targets[i]));
            }
        }
    }

    /** The sum in float, rounded once. */
    private void add(short[] gradient, short[] target) {
        for (int i = 0; i < gradient.length; i++) {
            target[i] = norm.rounded(norm.widened(target[i]) + norm.widened(gradient[i]));
        }
    }

    private static void add(float[] gradient, float[] target) {
        for (int i = 0; i < gradient.length; i++) {
            target[i] += gradient[i];
        }
    }

    private static void add(double[] gradient, double[] target) {
        for (int i = 0; i < gradient.length; i++) {
            target[i] += gradient[i];
        }
    }
}
