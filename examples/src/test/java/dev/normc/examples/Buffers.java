package dev.normc.examples;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** All arrays that any of the norms binds, for one number of rows and columns. */
final class Buffers {

    static final Map<String, Double> CONSTANTS = Map.of("eps", 1e-5, "momentum", 0.1, "alpha", 0.9);

    private static final List<String> MATRICES = List.of("x", "r", "y", "s", "dy", "ds", "dx", "dr");
    private static final List<String> VECTORS =
            List.of("gamma", "beta", "dgamma", "dbeta", "running_mean", "running_var", "psi2", "psi2_adjoint");
    private static final Set<String> WRITTEN = Set.of("y", "s", "dx", "dr", "dgamma", "dbeta", "dalpha");
    private static final Set<String> POSITIVE = Set.of("running_var", "psi2");

    final int rows;
    final int columns;
    final Map<String, float[]> arrays = new HashMap<>();

    Buffers(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        MATRICES.forEach(name -> arrays.put(name, new float[rows * columns]));
        VECTORS.forEach(name -> arrays.put(name, new float[columns]));
        arrays.put("alpha", new float[1]);
        arrays.put("dalpha", new float[1]);
    }

    static Buffers random(int rows, int columns, long seed) {
        Buffers buffers = new Buffers(rows, columns);
        Random random = new Random(seed);
        for (String name : List.of("gamma", "beta", "alpha", "running_mean", "running_var", "psi2", "psi2_adjoint")) {
            buffers.fill(name, random);
        }
        buffers.nextBatch(random);
        return buffers;
    }

    /** New inputs and new upstream gradients; states and parameters stay. */
    void nextBatch(Random random) {
        for (String name : List.of("x", "dy", "r", "ds")) {
            fill(name, random);
        }
    }

    private void fill(String name, Random random) {
        float[] array = array(name);
        for (int i = 0; i < array.length; i++) {
            float value = (float) random.nextGaussian();
            array[i] = POSITIVE.contains(name) ? 0.5f + Math.abs(value) : value;
        }
    }

    /** Fills what a kernel must overwrite with NaN. */
    void poison() {
        WRITTEN.forEach(name -> Arrays.fill(array(name), Float.NaN));
    }

    void bind(HandwrittenKernel kernel) {
        kernel.bind(Map.of("N", rows, "D", columns, "C", columns), CONSTANTS, arrays);
    }

    float[] array(String name) {
        return named(arrays, name);
    }

    static <T> T named(Map<String, T> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /** Every array as it is now, in double. */
    Map<String, double[]> snapshot() {
        Map<String, double[]> snapshot = new HashMap<>();
        arrays.forEach((name, array) -> snapshot.put(name, widened(array)));
        return snapshot;
    }

    static double[] widened(float[] array) {
        double[] widened = new double[array.length];
        for (int i = 0; i < array.length; i++) {
            widened[i] = array[i];
        }
        return widened;
    }
}
