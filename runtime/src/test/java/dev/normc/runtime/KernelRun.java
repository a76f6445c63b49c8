package dev.normc.runtime;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** One forward and one backward of a norm on given values; everything that a kernel writes starts as NaN. */
public final class KernelRun {

    private final CompiledNorm norm;
    private final Map<Tensor, Object> arrays = new LinkedHashMap<>();

    private KernelRun(CompiledNorm norm) {
        this.norm = norm;
    }

    public static KernelRun of(CompiledNorm norm, Map<String, Integer> sizes, Mode mode, Map<Tensor, double[]> values) {
        return of(norm, sizes, mode, values, Set.of());
    }

    /** The same with the arrays of {@code leftOut}, optional data, not set. */
    public static KernelRun of(
            CompiledNorm norm,
            Map<String, Integer> sizes,
            Mode mode,
            Map<Tensor, double[]> values,
            Set<Tensor> leftOut) {
        return of(norm, sizes, mode, values, leftOut, BoundNorm::newWorkspace);
    }

    /** The same with a workspace that several threads share. */
    static KernelRun of(
            CompiledNorm norm, Map<String, Integer> sizes, Mode mode, Map<Tensor, double[]> values, Threads threads) {
        return of(norm, sizes, mode, values, Set.of(), bound -> bound.newWorkspace(threads));
    }

    private static KernelRun of(
            CompiledNorm norm,
            Map<String, Integer> sizes,
            Mode mode,
            Map<Tensor, double[]> values,
            Set<Tensor> leftOut,
            Function<BoundNorm, Workspace> memory) {
        KernelRun run = new KernelRun(norm);
        BoundNorm bound = norm.bind(sizes, mode);
        Arguments arguments = bound.newArguments();
        for (Tensor tensor : bound.tensors()) {
            if (leftOut.contains(tensor)) {
                continue;
            }
            double[] poison = new double[bound.length(tensor)];
            Arrays.fill(poison, Double.NaN);
            double[] start = values.getOrDefault(tensor, poison).clone();
            if (norm.storage(tensor).isHalf()) {
                short[] halves = new short[start.length];
                for (int i = 0; i < halves.length; i++) {
                    halves[i] = norm.rounded((float) start[i]);
                }
                arguments.set(tensor.role(), tensor.name(), halves);
                run.arrays.put(tensor, halves);
            } else if (norm.type(tensor) == ScalarType.DOUBLE) {
                arguments.set(tensor.role(), tensor.name(), start);
                run.arrays.put(tensor, start);
            } else {
                float[] rounded = toFloat(start);
                arguments.set(tensor.role(), tensor.name(), rounded);
                run.arrays.put(tensor, rounded);
            }
        }
        Workspace workspace = memory.apply(bound);
        bound.forward(arguments, workspace);
        bound.backward(arguments, workspace);
        return run;
    }

    static float[] toFloat(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }

    /** The result for {@code tensor}, widened. */
    public double[] get(Tensor tensor) {
        Object array = arrays.get(tensor);
        if (array instanceof double[] doubles) {
            return doubles;
        } else if (array instanceof short[] halves) {
            double[] widened = new double[halves.length];
            Arrays.setAll(widened, i -> norm.widened(halves[i]));
            return widened;
        }
        float[] floats = (float[]) java.util.Objects.requireNonNull(array, () -> "no " + tensor);
        double[] widened = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            widened[i] = floats[i];
        }
        return widened;
    }

    /** All results as bits, with one NaN for all, in the order of the kernels' parameters. */
    public Map<String, long[]> bits() {
        Map<String, long[]> bits = new LinkedHashMap<>();
        arrays.keySet()
                .forEach(tensor -> bits.put(
                        tensor.role() + " " + tensor.name(),
                        Arrays.stream(get(tensor))
                                .mapToLong(Double::doubleToLongBits)
                                .toArray()));
        return bits;
    }

    /** Whether {@code role} is written by a kernel. */
    static boolean isResult(Role role) {
        return role == Role.OUTPUT || role == Role.GRADIENT || role == Role.STATE;
    }
}
