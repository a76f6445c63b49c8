package dev.normc.runtime;

import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A forward and a backward of an emitted class on slices of larger arrays, whose gaps nothing may touch. */
final class SlicedRun {

    private static final double GAP = -77;

    private final BoundNorm bound;
    private final Class<?> type;
    private final EmittedNorm.Entry entry;
    private final Object workspace;
    private final Map<Tensor, Slice> slices = new LinkedHashMap<>();

    /** Rows of an array; a tensor of one dimension is one row. */
    private record Slice(Object array, int offset, int stride, int rows, int row, boolean hasStride) {

        int place(int element) {
            return offset + element / row * stride + element % row;
        }
    }

    private SlicedRun(BoundNorm bound) {
        this.bound = bound;
        this.entry = bound.norm().compilation().emitted().entry(bound.mode() == Mode.TRAINING);
        this.workspace = bound.newWorkspace().instance();
        this.type = workspace.getClass().getEnclosingClass();
    }

    static SlicedRun of(CompiledNorm norm, Map<String, Integer> sizes, Mode mode, Map<Tensor, double[]> values)
            throws ReflectiveOperationException {
        SlicedRun run = new SlicedRun(norm.bind(sizes, mode));
        for (Tensor tensor : run.bound.tensors()) {
            run.slices.put(tensor, run.slice(tensor, values.get(tensor)));
        }
        run.call(run.entry.forward());
        run.call(run.entry.backward());
        return run;
    }

    private Slice slice(Tensor tensor, double @Nullable [] given) {
        List<Sizes.Dimension> dimensions = Sizes.of(bound.norm().signature()).dimensions(tensor);
        int length = bound.length(tensor);
        boolean hasStride = dimensions.size() > 1;
        int rows = hasStride ? dimensions.get(0).length(bound.sizes()) : 1;
        int row = length / rows;
        int number = slices.size();
        int offset = 1 + 3 * number;
        int stride = row + 5 * (number % 3);
        Class<?> element =
                bound.norm().type(tensor) == dev.normc.compiler.emit.ScalarType.DOUBLE ? double.class : float.class;
        Object array = Array.newInstance(element, offset + rows * stride + 2);
        Slice slice = new Slice(array, offset, stride, rows, row, hasStride);
        for (int i = 0; i < Array.getLength(array); i++) {
            set(array, i, GAP);
        }
        for (int i = 0; i < length; i++) {
            set(array, slice.place(i), given == null ? Double.NaN : given[i]);
        }
        return slice;
    }

    private static void set(Object array, int index, double value) {
        if (array instanceof float[] floats) {
            floats[index] = (float) value;
        } else {
            ((double[]) array)[index] = value;
        }
    }

    private void call(EmittedNorm.Method called) throws ReflectiveOperationException {
        List<Object> arguments = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        for (Tensor tensor : called.parameters()) {
            Slice slice = Objects.requireNonNull(slices.get(tensor));
            arguments.add(slice.array());
            arguments.add(slice.offset());
            if (slice.hasStride()) {
                arguments.add(slice.stride());
            }
        }
        arguments.add(workspace);
        arguments.forEach(argument -> types.add(argument instanceof Integer ? int.class : argument.getClass()));
        Method method = type.getMethod(called.name(), types.toArray(Class[]::new));
        try {
            method.invoke(null, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(called.name() + " on slices", e.getCause());
        }
    }

    /** The results as {@link KernelRun#bits} has them. */
    Map<String, long[]> bits() {
        Map<String, long[]> bits = new LinkedHashMap<>();
        slices.forEach((tensor, slice) -> {
            long[] numbers = new long[slice.rows() * slice.row()];
            Arrays.setAll(numbers, i -> Double.doubleToLongBits(Array.getDouble(slice.array(), slice.place(i))));
            bits.put(tensor.role() + " " + tensor.name(), numbers);
        });
        return bits;
    }

    /** How many elements outside of the slices have changed. */
    long touchedGaps() {
        long touched = 0;
        for (Slice slice : slices.values()) {
            boolean[] inside = new boolean[Array.getLength(slice.array())];
            for (int i = 0; i < slice.rows() * slice.row(); i++) {
                inside[slice.place(i)] = true;
            }
            for (int i = 0; i < inside.length; i++) {
                touched += !inside[i] && Array.getDouble(slice.array(), i) != GAP ? 1 : 0;
            }
        }
        return touched;
    }
}
