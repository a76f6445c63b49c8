package dev.normc.runtime.cases;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Tensor;
import dev.normc.runtime.Arguments;
import dev.normc.runtime.BoundNorm;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Threads;
import dev.normc.runtime.Workspace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Runs the kernels. What they are to write is NaN before, so that nothing that they leave out passes for a result. */
final class KernelExecutor implements StepExecutor {

    private final CompiledNorm norm;
    private final Optional<Threads> threads;

    /** Runs kernels on the calling thread, or on {@code threads}. */
    KernelExecutor(CompiledNorm norm, Optional<Threads> threads) {
        this.norm = norm;
        this.threads = threads;
    }

    @Override
    public Signature signature() {
        return norm.signature();
    }

    @Override
    public ScalarType type(Tensor tensor) {
        return norm.type(tensor);
    }

    @Override
    public Map<Tensor, double[]> run(
            Mode mode, Map<String, Integer> sizes, Map<Tensor, double[]> given, boolean backward) {
        Map<Tensor, Object> arrays = new LinkedHashMap<>();
        given.forEach((tensor, values) -> arrays.put(tensor, array(tensor, values)));
        Map<Tensor, double[]> results = new LinkedHashMap<>();
        runOn(mode, sizes, arrays, backward).forEach((tensor, array) -> results.put(tensor, doubles(array)));
        return results;
    }

    @Override
    public Map<Tensor, Object> runOn(
            Mode mode, Map<String, Integer> sizes, Map<Tensor, Object> given, boolean backward) {
        BoundNorm bound = norm.bind(sizes, mode);
        Arguments arguments = bound.newArguments();
        Map<Tensor, Object> results = new LinkedHashMap<>();
        given.forEach((tensor, array) -> {
            if (tensor.role() == Role.STATE) {
                results.put(tensor, array); // one that no kernel of this mode touches stays
            }
        });
        for (Tensor tensor : bound.tensors()) {
            Object array = given.get(tensor);
            if (array == null && (tensor.role() == Role.OUTPUT || (backward && tensor.role() == Role.GRADIENT))) {
                array = Filled.array(norm.type(tensor), bound.length(tensor), Double.NaN);
            }
            if (array != null) {
                set(arguments, tensor, array);
                results.put(tensor, array);
            }
        }
        Workspace workspace = threads.map(bound::newWorkspace).orElseGet(bound::newWorkspace);
        bound.forward(arguments, workspace);
        if (backward) {
            bound.backward(arguments, workspace);
        }
        return results;
    }

    private static void set(Arguments arguments, Tensor tensor, Object array) {
        if (array instanceof float[] floats) {
            arguments.set(tensor.role(), tensor.name(), floats);
        } else {
            arguments.set(tensor.role(), tensor.name(), (double[]) array);
        }
    }

    /** A copy of {@code values}, rounded if the kernels are of float. */
    private Object array(Tensor tensor, double[] values) {
        if (norm.type(tensor) == ScalarType.DOUBLE) {
            return values.clone();
        }
        float[] array = new float[values.length];
        for (int i = 0; i < array.length; i++) {
            array[i] = (float) values[i];
        }
        return array;
    }

    private static double[] doubles(Object array) {
        if (array instanceof float[] floats) {
            double[] values = new double[floats.length];
            Arrays.setAll(values, i -> floats[i]);
            return values;
        }
        return (double[]) array;
    }
}
