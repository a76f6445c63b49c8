package dev.normc.examples.compare;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.graph.UniformValue;
import dev.normc.runtime.CompiledNorm;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * What a contender works on: a norm, sizes, and an array for each of its tensors. What a kernel shall write holds NaN
 * until it does.
 */
public record Problem(CompiledNorm norm, Shape shape, Map<Tensor, float[]> arrays) {

    private static final float INPUT_MEAN = 0.25f;

    /**
     * Not zero: a gradient that is a single number, as DyT's of alpha, has no root mean square but itself, and a sum
     * that is near zero by chance would show the rounding of any order of summation as a large error.
     */
    private static final float UPSTREAM_MEAN = 0.5f;

    public Problem {
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }

    /**
     * Random values, the same for the same seed: inputs and upstream gradients from a normal distribution, parameters
     * and states about their initial values, data that have no stand-in from 0 and 1.
     *
     * @throws IllegalArgumentException if the shape does not fit the norm
     */
    public static Problem random(CompiledNorm norm, Shape shape, long seed) {
        Signature signature = norm.signature();
        Map<String, Integer> sizes = shape.byAxis(signature);
        Random random = new Random(seed);
        Map<Tensor, float[]> arrays = new LinkedHashMap<>();
        for (Tensor input : signature.inputs()) {
            arrays.put(input, normal(random, length(input, sizes), INPUT_MEAN));
            arrays.put(of(Role.GRADIENT, input), poisoned(length(input, sizes)));
        }
        for (Initialised data : signature.data()) {
            arrays.put(data.tensor(), initialised(random, data, sizes));
        }
        for (Initialised parameter : signature.parameters()) {
            arrays.put(parameter.tensor(), initialised(random, parameter, sizes));
            arrays.put(of(Role.GRADIENT, parameter.tensor()), poisoned(length(parameter.tensor(), sizes)));
        }
        for (Initialised state : signature.states()) {
            arrays.put(state.tensor(), initialised(random, state, sizes));
        }
        for (Tensor output : signature.outputs()) {
            arrays.put(output, poisoned(length(output, sizes)));
            arrays.put(of(Role.UPSTREAM, output), normal(random, length(output, sizes), UPSTREAM_MEAN));
        }
        return new Problem(norm, shape, arrays);
    }

    /** The same values in arrays of their own. */
    public Problem copy() {
        Map<Tensor, float[]> copies = new LinkedHashMap<>();
        arrays.forEach((tensor, array) -> copies.put(tensor, array.clone()));
        return new Problem(norm, shape, copies);
    }

    /** The size of every axis, by name. */
    public Map<String, Integer> sizes() {
        return shape.byAxis(norm.signature());
    }

    /** The arrays as hand-written kernels know them: {@code x}, {@code y}, {@code dy}, {@code dgamma}. */
    public Map<String, float[]> byLabel() {
        Map<String, float[]> byLabel = new LinkedHashMap<>();
        arrays.forEach((tensor, array) -> byLabel.put(tensor.label(), array));
        return byLabel;
    }

    private static Tensor of(Role role, Tensor tensor) {
        return new Tensor(role, tensor.name(), tensor.layout());
    }

    private static int length(Tensor tensor, Map<String, Integer> sizes) {
        int length = 1;
        for (Axis axis : tensor.layout()) {
            length *= sizes.getOrDefault(axis.name(), 0);
        }
        return length;
    }

    private static float[] poisoned(int length) {
        float[] array = new float[length];
        Arrays.fill(array, Float.NaN);
        return array;
    }

    private static float[] normal(Random random, int length, float mean) {
        float[] array = new float[length];
        for (int i = 0; i < length; i++) {
            array[i] = mean + (float) random.nextGaussian();
        }
        return array;
    }

    /** Within a quarter of the initial value, so that what starts positive stays so; about 0 within a quarter of 1. */
    private static float[] initialised(Random random, Initialised declared, Map<String, Integer> sizes) {
        float[] array = new float[length(declared.tensor(), sizes)];
        if (declared.initial().isEmpty()) {
            for (int i = 0; i < array.length; i++) {
                array[i] = random.nextInt(4) == 0 ? 0 : 1;
            }
            return array;
        }
        double initial = UniformValue.of(declared.initial().get(), sizes);
        double spread = initial == 0 ? 0.25 : 0.25 * Math.abs(initial);
        for (int i = 0; i < array.length; i++) {
            array[i] = (float) (initial + spread * (2 * random.nextDouble() - 1));
        }
        return array;
    }
}
