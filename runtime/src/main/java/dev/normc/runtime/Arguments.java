package dev.normc.runtime;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.graph.UniformValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of a bound norm's calls, by role and name. Each is checked once, when it is set; a call then allocates
 * nothing. To be used by one thread at a time.
 */
public final class Arguments {

    private final BoundNorm owner;
    private final List<Tensor> forwardTensors;
    private final List<Tensor> backwardTensors;
    private final Slots forward;
    private final Slots backward;

    /** Made by the first backward that adds. */
    private @Nullable AddedGradients adding;

    Arguments(BoundNorm owner) {
        this.owner = owner;
        this.forwardTensors = owner.forward().parameters();
        this.backwardTensors = owner.backward().parameters();
        this.forward = new Slots(owner.forward());
        this.backward = new Slots(owner.backward());
    }

    BoundNorm owner() {
        return owner;
    }

    /**
     * Sets the array of a tensor of a float norm; a state without axes is double in every norm.
     *
     * @param role input, data, parameter, state, output, upstream (of an output) or gradient (of an input or parameter)
     * @param name the name in the program; upstream and gradient carry the name of the value they belong to
     * @param array row-major; a single number is an array of length 1
     * @throws IllegalArgumentException if the norm has no such tensor, the array has another length, or the norm's type
     *     is double
     */
    public Arguments set(Role role, String name, float[] array) {
        return put(role, name, "float", array, array == null ? -1 : array.length);
    }

    /** Sets the array of a tensor of a double norm, like {@link #set(Role, String, float[])}. */
    public Arguments set(Role role, String name, double[] array) {
        return put(role, name, "double", array, array == null ? -1 : array.length);
    }

    /**
     * Sets the array of an input, data, an output or one of their gradients of a norm whose tensors have 16 bits, like
     * {@link #set(Role, String, float[])}. Parameters, their gradients and states are floats there, too.
     */
    public Arguments set(Role role, String name, short[] array) {
        return put(role, name, "short", array, array == null ? -1 : array.length);
    }

    private Arguments put(Role role, String name, String type, @Nullable Object array, int length) {
        Tensor tensor = tensor(role, name);
        if (array == null) {
            throw new IllegalArgumentException(
                    tensor + ": expected an array of " + owner.length(tensor) + " elements, given null");
        }
        String expected = owner.norm().elementType(tensor);
        if (!type.equals(expected)) {
            throw new IllegalArgumentException(
                    tensor + ": expected an array of type " + expected + ", given one of type " + type);
        }
        if (length != owner.length(tensor)) {
            throw new IllegalArgumentException(
                    tensor + ": expected an array of " + owner.length(tensor) + " elements, given one of " + length);
        }
        assign(tensor, array);
        return this;
    }

    private void assign(Tensor tensor, Object array) {
        int inForward = forwardTensors.indexOf(tensor);
        if (inForward >= 0) {
            forward.arrays[inForward] = array;
        }
        int inBackward = backwardTensors.indexOf(tensor);
        if (inBackward >= 0) {
            backward.arrays[inBackward] = array;
        }
    }

    /** The tensor of a role and name; a tensor of the norm that no kernel of this mode touches is found, too. */
    private Tensor tensor(Role role, String name) {
        return known().filter(tensor -> tensor.role() == role && tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        owner.norm().signature().name() + " has no " + role.noun() + " " + name + "; it has "
                                + String.join(
                                        ", ",
                                        known().map(Tensor::toString).distinct().toList())));
    }

    private Stream<Tensor> known() {
        var signature = owner.norm().signature();
        Stream<Initialised> initialised = Stream.of(signature.data(), signature.parameters(), signature.states())
                .flatMap(List::stream);
        return Stream.of(
                        owner.tensors().stream(),
                        signature.inputs().stream(),
                        initialised.map(Initialised::tensor),
                        signature.outputs().stream(),
                        signature.outputs().stream()
                                .map(output -> new Tensor(Role.UPSTREAM, output.name(), output.layout())))
                .flatMap(stream -> stream);
    }

    /** Allocates an array for every tensor that has none: parameters and states with initial values, else zeros. */
    public Arguments fillInitial() {
        for (Tensor tensor : owner.tensors()) {
            if (get(tensor) == null) {
                assign(tensor, initial(tensor));
            }
        }
        return this;
    }

    /** The array that is set for {@code tensor}, or null. */
    public @Nullable Object get(Tensor tensor) {
        int inForward = forwardTensors.indexOf(tensor);
        int inBackward = backwardTensors.indexOf(tensor);
        return inForward >= 0 ? forward.arrays[inForward] : inBackward >= 0 ? backward.arrays[inBackward] : null;
    }

    private Object initial(Tensor tensor) {
        double value = initialValue(tensor);
        if (owner.norm().storage(tensor).isHalf()) {
            short[] array = new short[owner.length(tensor)];
            Arrays.fill(array, owner.norm().rounded((float) value));
            return array;
        } else if (owner.norm().type(tensor) == ScalarType.FLOAT) {
            float[] array = new float[owner.length(tensor)];
            Arrays.fill(array, (float) value);
            return array;
        }
        double[] array = new double[owner.length(tensor)];
        Arrays.fill(array, value);
        return array;
    }

    private double initialValue(Tensor tensor) {
        var signature = owner.norm().signature();
        Optional<Initialised> declared = Stream.of(signature.data(), signature.parameters(), signature.states())
                .flatMap(List::stream)
                .filter(candidate -> candidate.tensor().equals(tensor))
                .findFirst();
        return declared.flatMap(Initialised::initial)
                .map(initial -> UniformValue.of(initial, owner.sizes()))
                .orElse(0.0);
    }

    @Nullable
    Object[] forForward(Object workspace) {
        return complete(forwardTensors, forward, workspace);
    }

    @Nullable
    Object[] forBackward(Object workspace) {
        return complete(backwardTensors, backward, workspace);
    }

    /**
     * The arguments of a backward whose gradients go to arrays of its own, which {@link AddedGradients#add} then adds
     * to those that are set.
     */
    AddedGradients forAddingBackward(Object workspace) {
        complete(backwardTensors, backward, workspace);
        AddedGradients gradients = adding;
        if (gradients == null) {
            gradients = new AddedGradients(owner, backwardTensors);
            adding = gradients;
        }
        gradients.take(backward);
        return gradients;
    }

    private @Nullable Object[] complete(List<Tensor> tensors, Slots slots, Object workspace) {
        for (int i = 0; i < tensors.size(); i++) {
            if (slots.arrays[i] == null) {
                fillOptional(tensors.get(i));
            }
        }
        slots.call[slots.call.length - 1] = workspace;
        return slots.call;
    }

    /** A missing upstream gradient is zero if another output has one; data with a stand-in may be left out. */
    private void fillOptional(Tensor tensor) {
        boolean otherUpstream = tensor.role() == Role.UPSTREAM
                && backwardTensors.stream().anyMatch(other -> other.role() == Role.UPSTREAM && get(other) != null);
        boolean standIn = tensor.role() == Role.DATA
                && owner.norm().signature().data().stream()
                        .anyMatch(data ->
                                data.tensor().equals(tensor) && data.initial().isPresent());
        if (!otherUpstream && !standIn) {
            throw new IllegalArgumentException(tensor + ": expected the "
                    + tensor.role().noun() + ", an array of " + owner.length(tensor) + " elements, but none is set");
        }
        assign(tensor, initial(tensor));
    }
}
