package dev.normc.compiler.interpret;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import java.util.Map;

/** A value over some axes, row-major in the order of the program. */
final class Values {

    private final Axes axes;
    private final int[] shape;
    private final double[] data;

    Values(Axes axes, int[] shape, double[] data) {
        this.axes = axes;
        this.shape = shape;
        this.data = data;
    }

    Axes axes() {
        return axes;
    }

    /** The elements, which whoever makes the value fills in. */
    double[] data() {
        return data;
    }

    static Values empty(Axes axes, Map<String, Integer> sizes) {
        int[] shape = axes.list().stream()
                .mapToInt(axis -> sizes.getOrDefault(axis.name(), 0))
                .toArray();
        return new Values(axes, shape, new double[length(shape)]);
    }

    static int length(int[] shape) {
        int length = 1;
        for (int size : shape) {
            length *= size;
        }
        return length;
    }

    /** The coordinates of element {@code index}. */
    int[] coordinates(int index) {
        int[] coordinates = new int[shape.length];
        int rest = index;
        for (int i = shape.length - 1; i >= 0; i--) {
            coordinates[i] = rest % shape[i];
            rest /= shape[i];
        }
        return coordinates;
    }

    /** The element at {@code coordinates} along {@code over}, of which this value ignores the axes it lacks. */
    double at(Axes over, int[] coordinates) {
        return data[index(over, coordinates)];
    }

    int index(Axes over, int[] coordinates) {
        int index = 0;
        for (int i = 0; i < shape.length; i++) {
            Axis axis = axes.list().get(i);
            index = index * shape[i] + coordinates[over.list().indexOf(axis)];
        }
        return index;
    }
}
