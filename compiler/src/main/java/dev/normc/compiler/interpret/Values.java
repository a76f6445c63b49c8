package dev.normc.compiler.interpret;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import java.util.List;
import java.util.Map;

/** A value over some axes, row-major in the order of the program. */
final class Values {

    private final Axes axes;
    private final double[] data;

    Values(Axes axes, double[] data) {
        this.axes = axes;
        this.data = data;
    }

    /** The axes in the order of memory. */
    List<Axis> layout() {
        return axes.list();
    }

    /** The elements, which whoever makes the value fills in. */
    double[] data() {
        return data;
    }

    static Values empty(Axes axes, Map<String, Integer> sizes) {
        int length = 1;
        for (Axis axis : axes) {
            length *= size(axis, sizes);
        }
        return new Values(axes, new double[length]);
    }

    static int size(Axis axis, Map<String, Integer> sizes) {
        Integer size = sizes.get(axis.name());
        if (size == null) {
            throw new IllegalArgumentException("no size for " + axis.name());
        }
        return size;
    }
}
