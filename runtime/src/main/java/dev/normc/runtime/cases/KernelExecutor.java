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
    public Map<Tensor, double[]> run(
            Mode mode, Map<String, Integer> sizes, Map<Tensor, double[]> given, boolean backward) {
        BoundNorm bound = norm.bind(sizes, mode);
        Arguments arguments = bound.newArguments();
        Map<Tensor, Object> arrays = new LinkedHashMap<>();
        for (Tensor tensor : bound.tensors()) {
            double[] values = given.get(tensor);
            if (values == null && (tensor.role() == Role.OUTPUT || tensor.role() == Role.GRADIENT)) {
                values = new double[bound.length(tensor)];
                Arrays.fill(values, Double.NaN);
            }
            if (values != null) {
                arrays.put(tensor, set(arguments, tensor, values));
            }
        }
        Workspace workspace = threads.map(bound::newWorkspace).orElseGet(bound::newWorkspace);
        bound.forward(arguments, workspace);
        if (backward) {
            bound.backward(arguments, workspace);
        }
        return results(given, arrays);
    }

    private Object set(Arguments arguments, Tensor tensor, double[] values) {
        if (norm.type(tensor) == ScalarType.FLOAT) {
            float[] array = new float[values.length];
            for (int i = 0; i < array.length; i++) {
                array[i] = (float) values[i];
            }
            arguments.set(tensor.role(), tensor.name(), array);
            return array;
        }
        double[] array = values.clone();
        arguments.set(tensor.role(), tensor.name(), array);
        return array;
    }

    private static Map<Tensor, double[]> results(Map<Tensor, double[]> given, Map<Tensor, Object> arrays) {
        Map<Tensor, double[]> results = new LinkedHashMap<>();
        given.forEach((tensor, values) -> {
            if (tensor.role() == Role.STATE) {
                results.put(tensor, values); // one that no kernel of this mode touches stays
            }
        });
        arrays.forEach((tensor, array) -> results.put(tensor, doubles(array)));
        return results;
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
