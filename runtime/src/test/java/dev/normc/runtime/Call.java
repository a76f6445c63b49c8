package dev.normc.runtime;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** A bound norm with arrays for all its tensors and a workspace: random where kernels read, else NaN. */
final class Call {

    private final BoundNorm bound;
    private final Arguments arguments;
    private final Workspace workspace;

    private Call(BoundNorm bound, Workspace workspace) {
        this.bound = bound;
        this.arguments = bound.newArguments();
        this.workspace = workspace;
    }

    static Call random(BoundNorm bound, long seed) {
        return of(bound, RandomArguments.of(bound.norm().signature(), bound.sizes(), seed));
    }

    static Call of(BoundNorm bound, Map<Tensor, double[]> values) {
        return of(bound, bound.newWorkspace(), values);
    }

    /** Random arguments for a workspace that several threads may share. */
    static Call random(BoundNorm bound, Workspace workspace, long seed) {
        return of(bound, workspace, RandomArguments.of(bound.norm().signature(), bound.sizes(), seed));
    }

    private static Call of(BoundNorm bound, Workspace workspace, Map<Tensor, double[]> values) {
        Call call = new Call(bound, workspace);
        for (Tensor tensor : bound.tensors()) {
            double[] poison = new double[bound.length(tensor)];
            Arrays.fill(poison, Double.NaN);
            call.set(tensor, values.getOrDefault(tensor, poison));
        }
        return call;
    }

    /** A call on the same arrays and workspace that leaves one array out. */
    Call without(Tensor missing) {
        Call call = new Call(bound, workspace);
        for (Tensor tensor : bound.tensors()) {
            if (!tensor.equals(missing)) {
                call.put(tensor, array(tensor));
            }
        }
        return call;
    }

    BoundNorm bound() {
        return bound;
    }

    Arguments arguments() {
        return arguments;
    }

    Workspace workspace() {
        return workspace;
    }

    /** Hands in a copy of {@code values}. */
    void set(Tensor tensor, double[] values) {
        if (bound.norm().type(tensor) == ScalarType.DOUBLE) {
            arguments.set(tensor.role(), tensor.name(), values.clone());
        } else {
            arguments.set(tensor.role(), tensor.name(), KernelRun.toFloat(values));
        }
    }

    /** Hands in for {@code tensor} the array that stands for {@code other}. */
    void share(Tensor tensor, Tensor other) {
        put(tensor, array(other));
    }

    /** Hands in an array of another call. */
    void put(Tensor tensor, Object array) {
        if (array instanceof double[] doubles) {
            arguments.set(tensor.role(), tensor.name(), doubles);
        } else {
            arguments.set(tensor.role(), tensor.name(), (float[]) array);
        }
    }

    /** The array itself. */
    Object array(Tensor tensor) {
        return Objects.requireNonNull(arguments.get(tensor), () -> "no array for " + tensor);
    }

    Tensor tensor(Role role, String name) {
        return bound.tensors().stream()
                .filter(tensor -> tensor.role() == role && tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Call forward() {
        bound.forward(arguments, workspace);
        return this;
    }

    Call backward() {
        bound.backward(arguments, workspace);
        return this;
    }

    /** The present values, widened. */
    double[] get(Role role, String name) {
        return get(tensor(role, name));
    }

    double[] get(Tensor tensor) {
        Object array = array(tensor);
        return array instanceof double[] doubles ? doubles.clone() : widened((float[]) array);
    }

    static double[] widened(float[] values) {
        double[] widened = new double[values.length];
        Arrays.setAll(widened, i -> values[i]);
        return widened;
    }

    /** The present values of some tensors as bits, as text that a failing test can show. */
    Map<String, String> bits(Predicate<Tensor> chosen) {
        Map<String, String> bits = new LinkedHashMap<>();
        bound.tensors().stream()
                .filter(chosen)
                .forEach(tensor -> bits.put(tensor.role() + " " + tensor.name(), text(get(tensor))));
        return bits;
    }

    /** The results of forward and backward. */
    Map<String, String> results() {
        return bits(tensor -> KernelRun.isResult(tensor.role()));
    }

    /** The numbers in a form that is the same for the same bits alone; all NaN are one. */
    static String text(double[] values) {
        StringBuilder text = new StringBuilder();
        for (double value : values) {
            text.append(text.isEmpty() ? "" : " ").append(Double.toHexString(value));
        }
        return text.toString();
    }
}
