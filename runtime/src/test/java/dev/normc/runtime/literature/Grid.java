package dev.normc.runtime.literature;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row-major array of scalars. */
final class Grid {

    private final String name;
    private final int[] shape;
    private final @Nullable Scalar[] scalars;

    Grid(String name, int... shape) {
        this.name = name;
        this.shape = shape.clone();
        this.scalars = new Scalar[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    }

    static Grid leaves(Tape tape, String name, double[] values, int... shape) {
        Grid grid = new Grid(name, shape);
        Arrays.setAll(grid.scalars, i -> Scalar.leaf(tape, values[i]));
        return grid;
    }

    /** The scalar at a place, which has one coordinate for each axis. */
    Scalar at(int... place) {
        return scalar(offset(place));
    }

    double value(int... place) {
        return at(place).value;
    }

    void set(Scalar scalar, int... place) {
        scalars[offset(place)] = scalar;
    }

    double[] values() {
        double[] values = new double[scalars.length];
        Arrays.setAll(values, i -> scalar(i).value);
        return values;
    }

    double[] adjoints() {
        double[] adjoints = new double[scalars.length];
        Arrays.setAll(adjoints, i -> scalar(i).adjoint());
        return adjoints;
    }

    void add(double[] gradients) {
        for (int i = 0; i < scalars.length; i++) {
            scalar(i).add(gradients[i]);
        }
    }

    int[] shape() {
        return shape.clone();
    }

    private Scalar scalar(int i) {
        return Objects.requireNonNull(scalars[i], () -> name + " has nothing at " + i);
    }

    private int offset(int... place) {
        if (place.length != shape.length) {
            throw new IllegalArgumentException(name + " has " + shape.length + " axes, not " + place.length);
        }
        int offset = 0;
        for (int i = 0; i < place.length; i++) {
            Objects.checkIndex(place[i], shape[i]);
            offset = offset * shape[i] + place[i];
        }
        return offset;
    }
}
