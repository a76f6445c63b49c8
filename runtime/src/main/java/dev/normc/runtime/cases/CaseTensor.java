package dev.normc.runtime.cases;

import java.util.Arrays;
import java.util.List;

/** A tensor of a case: its shape and its elements, row-major. Never changes. */
public final class CaseTensor {

    private final List<Integer> shape;
    private final double[] data;

    /**
     * @param shape the sizes, outermost first; empty for a single number
     * @param data as many elements as the shape says
     */
    public CaseTensor(List<Integer> shape, double[] data) {
        this.shape = List.copyOf(shape);
        this.data = data.clone();
    }

    public List<Integer> shape() {
        return shape;
    }

    /** A copy of the elements. */
    public double[] data() {
        return data.clone();
    }

    int length() {
        return data.length;
    }

    double at(int index) {
        return data[index];
    }

    /** Whether {@code other} says the same of a tensor: a shape of [1] and a shape of [] are one. */
    boolean hasShape(List<Integer> other) {
        return withoutOne(shape).equals(withoutOne(other));
    }

    private static List<Integer> withoutOne(List<Integer> shape) {
        return shape.equals(List.of(1)) ? List.of() : shape;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CaseTensor tensor && shape.equals(tensor.shape) && Arrays.equals(data, tensor.data);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return shape + Arrays.toString(data);
    }
}
