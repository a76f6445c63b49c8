package dev.normc.runtime.literature;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * One step of an oracle: what the norm is given, by the names of its program, and what the oracle makes of it. States
 * are read as they were before the step.
 */
final class Step {

    private final boolean train;
    private final Map<String, Integer> sizes;
    private final Map<String, Double> constants;
    private final Map<String, Grid> given = new HashMap<>();
    private final Map<String, Grid> outputs = new LinkedHashMap<>();
    private final Map<String, double[]> states = new HashMap<>();
    private final Tape tape = new Tape();

    Step(boolean train, Map<String, Integer> sizes, Map<String, Double> constants) {
        this.train = train;
        this.sizes = sizes;
        this.constants = constants;
    }

    void give(String name, double[] values, int... shape) {
        given.put(name, Grid.leaves(tape, name, values, shape));
    }

    boolean train() {
        return train;
    }

    /** The size of an axis; the parts of a split axis have sizes, the whole has none. */
    int size(String axis) {
        return Objects.requireNonNull(sizes.get(axis), () -> "no axis " + axis + " in " + sizes);
    }

    double constant(String name) {
        return Objects.requireNonNull(constants.get(name), () -> "no constant " + name);
    }

    /** An input, parameter, data input or state, with a coordinate for each axis in the order of its declaration. */
    Grid get(String name) {
        return Objects.requireNonNull(given.get(name), () -> "no " + name + " in " + given.keySet());
    }

    Scalar number(double value) {
        return Scalar.leaf(tape, value);
    }

    /** An array in between, to be filled. */
    Grid grid(int... shape) {
        return new Grid("an intermediate", shape);
    }

    /** An output, to be filled, with the sizes of its axes. */
    Grid output(String name, int... shape) {
        Grid grid = new Grid(name, shape);
        outputs.put(name, grid);
        return grid;
    }

    /** The value of a state after the step, at a place. A state or place that gets none stays as it is. */
    void next(String state, double value, int... place) {
        Grid old = get(state);
        double[] values = states.computeIfAbsent(state, name -> old.values());
        int offset = 0;
        for (int i = 0; i < place.length; i++) {
            offset = offset * old.shape()[i] + place[i];
        }
        values[offset] = value;
    }

    /**
     * The same values, at which the derivative is cut: {@code backward} gets the gradients that reach them, row-major,
     * and sends what it likes to whatever it likes by {@link Scalar#add}; it may set states.
     */
    Grid cut(Grid values, Consumer<double[]> backward) {
        Grid[] fresh = new Grid[1];
        tape.record(() -> backward.accept(fresh[0].adjoints()));
        fresh[0] = Grid.leaves(tape, "a cut", values.values(), values.shape());
        return fresh[0];
    }

    Scalar sum(int n, IntFunction<Scalar> terms) {
        Scalar sum = number(0);
        for (int i = 0; i < n; i++) {
            sum = sum.plus(terms.apply(i));
        }
        return sum;
    }

    Scalar mean(int n, IntFunction<Scalar> terms) {
        return sum(n, terms).over(n);
    }

    /** Divided by n. */
    Scalar variance(int n, IntFunction<Scalar> terms) {
        Scalar mu = mean(n, terms);
        return mean(n, i -> terms.apply(i).minus(mu).square());
    }

    Scalar max(int n, IntFunction<Scalar> terms) {
        Scalar max = terms.apply(0);
        for (int i = 1; i < n; i++) {
            Scalar term = terms.apply(i);
            max = term.value > max.value ? term : max;
        }
        return max;
    }

    Scalar min(int n, IntFunction<Scalar> terms) {
        return max(n, i -> terms.apply(i).negate()).negate();
    }

    /** The outputs; then the gradients of what was given, after the upstream ones have been sent back. */
    Map<String, Grid> outputs() {
        return outputs;
    }

    void backward(Map<String, double[]> upstream) {
        outputs.forEach((name, grid) -> grid.add(Objects.requireNonNull(upstream.get(name), name)));
        tape.reverse();
    }

    double[] gradient(String name) {
        return get(name).adjoints();
    }

    double[] stateAfter(String name) {
        double[] next = train ? states.get(name) : null;
        return next == null ? get(name).values() : next;
    }
}
