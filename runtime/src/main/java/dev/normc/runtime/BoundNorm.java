package dev.normc.runtime;

import dev.normc.compiler.emit.EmittedNorm.Method;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A compiled norm for fixed sizes in one mode. Immutable, safe for many threads. */
public final class BoundNorm {

    private final CompiledNorm norm;
    private final KernelHandles handles;
    private final Mode mode;
    private final Map<String, Integer> sizes;
    private final List<Integer> sizesInOrder;

    BoundNorm(CompiledNorm norm, KernelHandles handles, Mode mode, Map<String, Integer> sizes) {
        this.norm = norm;
        this.handles = handles;
        this.mode = mode;
        this.sizes = sizes;
        List<Integer> inOrder = new ArrayList<>();
        for (String axis : handles.entry().axes()) {
            inOrder.add(size(norm.signature(), axis, sizes));
        }
        this.sizesInOrder = List.copyOf(inOrder);
        handles.newWorkspace(sizesInOrder); // sizes that do not fit are an error here and now
    }

    /** The size of an axis, or of one that is split. */
    private static int size(Signature signature, String name, Map<String, Integer> sizes) {
        return signature.splits().stream()
                .filter(split -> split.whole().equals(name))
                .map(split -> new Sizes.Dimension(name, split.parts()).length(sizes))
                .findFirst()
                .orElseGet(() -> sizes.getOrDefault(name, 0));
    }

    public CompiledNorm norm() {
        return norm;
    }

    public Mode mode() {
        return mode;
    }

    /** The size of every axis, by name. */
    public Map<String, Integer> sizes() {
        return sizes;
    }

    /** Memory for one forward and its backward. */
    public Workspace newWorkspace() {
        return new Workspace(this, handles.newWorkspace(sizesInOrder));
    }

    /**
     * Memory for one forward and its backward that {@code threads} share. They give the bits of one thread. A workspace
     * stays in one call at a time; calls with others may use the same pool at once. Where there is too little to do, or
     * the pool is busy or refuses, the calling thread does it alone.
     *
     * @throws IllegalArgumentException if the norm was compiled without {@link dev.normc.compiler.Options#withParallel}
     */
    public Workspace newWorkspace(Threads threads) {
        if (!norm.isParallel()) {
            throw new IllegalArgumentException(norm.signature().name()
                    + " is compiled for calls of one thread: several need Options.withParallel(true)");
        }
        return new Workspace(this, handles.newWorkspace(sizesInOrder, threads));
    }

    /** An empty set of arguments. */
    public Arguments newArguments() {
        return new Arguments(this);
    }

    /** All tensors of forward and backward, each once. */
    public List<Tensor> tensors() {
        Set<Tensor> tensors = new LinkedHashSet<>(forward().parameters());
        tensors.addAll(backward().parameters());
        return List.copyOf(tensors);
    }

    /**
     * The number of elements of {@code tensor}; 1 for a single number.
     *
     * @throws IllegalArgumentException if they are more than an array can hold, which can be for a tensor that no
     *     kernel of this mode touches
     */
    public int length(Tensor tensor) {
        long length = 1;
        for (Axis axis : tensor.layout()) {
            int size = sizes.getOrDefault(axis.name(), 0);
            if (size > 0 && length > Integer.MAX_VALUE / size) {
                throw new IllegalArgumentException(tensor.label() + ": has more elements than a Java array can hold");
            }
            length *= size;
        }
        return (int) length;
    }

    /**
     * Whether the forward ({@code backward} false) or backward may write {@code written} into the array that holds
     * {@code read}: every element is read before it is written. What the other kernel needs is another matter: a
     * backward that reads x needs it unchanged.
     */
    public boolean mayShare(boolean backward, Tensor written, Tensor read) {
        return (backward ? backward() : forward()).mayShare(written, read);
    }

    Method forward() {
        return handles.entry().forward();
    }

    Method backward() {
        return handles.entry().backward();
    }

    /**
     * Computes the outputs, keeps in {@code workspace} what the backward needs and, in training, moves the states.
     *
     * @throws IllegalArgumentException if an array is missing or the same array is given twice where one of both is
     *     written; nothing has been changed then
     */
    public void forward(Arguments arguments, Workspace workspace) {
        check(arguments, workspace);
        KernelHandles.call(handles.forward(), arguments.forForward(workspace.instance()));
    }

    /**
     * Computes the gradients of the forward that used {@code workspace} last; they overwrite what the arrays held.
     * States that the backward moves are moved in the order of these calls.
     *
     * @throws IllegalArgumentException as {@link #forward}
     */
    public void backward(Arguments arguments, Workspace workspace) {
        check(arguments, workspace);
        KernelHandles.call(handles.backward(), arguments.forBackward(workspace.instance()));
    }

    /**
     * Computes the gradients as {@link #backward(Arguments, Workspace)}, and overwrites what the arrays hold or adds to
     * it. The first call of {@code arguments} that adds allocates as many elements as the gradients have.
     *
     * @throws IllegalArgumentException as {@link #forward}
     */
    public void backward(Arguments arguments, Workspace workspace, Gradients gradients) {
        switch (gradients) {
            case OVERWRITE -> backward(arguments, workspace);
            case ADD -> {
                check(arguments, workspace);
                AddedGradients added = arguments.forAddingBackward(workspace.instance());
                KernelHandles.call(handles.backward(), added.call());
                added.add();
            }
        }
    }

    private void check(Arguments arguments, Workspace workspace) {
        if (arguments.owner() != this || workspace.owner() != this) {
            throw new IllegalArgumentException(
                    norm.signature().name() + ": arguments and workspace must be made by the same bound norm");
        }
    }
}
