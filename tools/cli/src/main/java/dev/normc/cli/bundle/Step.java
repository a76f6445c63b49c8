package dev.normc.cli.bundle;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.runtime.Arguments;
import dev.normc.runtime.BoundNorm;
import dev.normc.runtime.Workspace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/** A forward and a backward of a bound norm with arrays of their own. */
final class Step {

    private final BoundNorm bound;
    private final Map<Tensor, Object> arrays = new LinkedHashMap<>();

    private Step(BoundNorm bound) {
        this.bound = bound;
    }

    /** A step on the numbers of {@code problem}. */
    static Step of(BoundNorm bound, Problem problem) {
        Random random = new Random(Problem.SEED);
        Step step = new Step(bound);
        for (Tensor tensor : bound.tensors()) {
            step.put(tensor, problem.numbers(tensor, bound).draw(random));
        }
        return step;
    }

    /** A step of {@code other}, the same norm in double, on the numbers of this one. */
    Step in(BoundNorm other) {
        Step step = new Step(other);
        for (Tensor tensor : other.tensors()) {
            step.put(tensor, values(tensor));
        }
        return step;
    }

    private void put(Tensor tensor, double[] values) {
        arrays.put(tensor, bound.norm().type(tensor) == ScalarType.FLOAT ? floats(values) : values.clone());
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    Step run() {
        Arguments arguments = bound.newArguments();
        arrays.forEach((tensor, array) -> set(arguments, tensor, array));
        Workspace workspace = bound.newWorkspace();
        bound.forward(arguments, workspace);
        bound.backward(arguments, workspace);
        return this;
    }

    private static void set(Arguments arguments, Tensor tensor, Object array) {
        if (array instanceof float[] floats) {
            arguments.set(tensor.role(), tensor.name(), floats);
        } else {
            arguments.set(tensor.role(), tensor.name(), (double[]) array);
        }
    }

    /** The array itself, of float or double. */
    Object array(Tensor tensor) {
        return Objects.requireNonNull(arrays.get(tensor), () -> "no array of " + tensor);
    }

    /** Its elements in double. */
    double[] values(Tensor tensor) {
        return array(tensor) instanceof float[] floats
                ? IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray()
                : ((double[]) array(tensor)).clone();
    }

    /** The terms of the loss of a step in double, output by output; the states stay as they are. */
    double[] terms() {
        Arguments arguments = bound.newArguments();
        arrays.forEach((tensor, array) ->
                set(arguments, tensor, tensor.role() == Role.STATE ? ((double[]) array).clone() : array));
        bound.forward(arguments, bound.newWorkspace());
        return bound.tensors().stream()
                .filter(tensor -> tensor.role() == Role.UPSTREAM)
                .flatMapToDouble(upstream -> {
                    double[] weights = (double[]) array(upstream);
                    double[] output = (double[]) array(new Tensor(Role.OUTPUT, upstream.name(), upstream.layout()));
                    return IntStream.range(0, output.length).mapToDouble(i -> weights[i] * output[i]);
                })
                .toArray();
    }

    /** Whether all that the step wrote are numbers. */
    boolean isFinite() {
        return arrays.keySet().stream()
                .allMatch(tensor -> Arrays.stream(values(tensor)).allMatch(Double::isFinite));
    }
}
