package dev.normc.compiler.graph;

import java.util.List;

/**
 * A tensor at the border of a kernel: its role, its name in the program (an upstream gradient and a gradient carry the
 * name of the value they belong to), and its axes in row-major memory order.
 */
public record Tensor(Role role, String name, List<Axis> layout) {

    public Tensor {
        layout = List.copyOf(layout);
    }

    public Axes axes() {
        return Axes.of(layout);
    }

    /** Whether it is a state without axes: one number, which is double in every kernel. */
    public boolean isCounter() {
        return role == Role.STATE && layout.isEmpty();
    }

    /** The name with the {@code d} of a gradient, as it is printed: {@code x}, {@code dy}, {@code dgamma}. */
    public String label() {
        return role == Role.UPSTREAM || role == Role.GRADIENT ? "d" + name : name;
    }

    /** The label with the axes: {@code x[N, D]}. */
    @Override
    public String toString() {
        return layout.isEmpty() ? label() : label() + layout;
    }
}
