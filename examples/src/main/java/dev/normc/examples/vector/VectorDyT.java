package dev.normc.examples.vector;

import static dev.normc.examples.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;
import static jdk.incubator.vector.VectorOperators.ADD;

import dev.normc.examples.Binding;
import dev.normc.examples.HandwrittenKernel;
import java.util.Arrays;
import java.util.Map;
import jdk.incubator.vector.FloatVector;

/** Dynamic tanh in one sweep forward and one backward, which computes the tanh again rather than read it. */
public final class VectorDyT implements HandwrittenKernel {

    private int rows;
    private int columns;
    private float[] x = {};
    private float[] alpha = {};
    private float[] gamma = {};
    private float[] beta = {};
    private float[] y = {};
    private float[] dy = {};
    private float[] dx = {};
    private float[] dalpha = {};
    private float[] dgamma = {};
    private float[] dbeta = {};

    @Override
    public void forward() {
        for (int row = 0; row < rows; row++) {
            squash(row, alpha[0]);
        }
    }

    /** Writes {@code y = gamma * tanh(alpha * x) + beta}. */
    private void squash(int row, float scale) {
        int start = row * columns;
        int i = 0;
        for (; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector t = Tanh.tanh(fromArray(SPECIES, x, start + i).mul(scale));
            t.fma(fromArray(SPECIES, gamma, i), fromArray(SPECIES, beta, i)).intoArray(y, start + i);
        }
        for (; i < columns; i++) {
            y[start + i] = Math.fma(Tanh.tanh(x[start + i] * scale), gamma[i], beta[i]);
        }
    }

    @Override
    public void backward() {
        Arrays.fill(dgamma, 0);
        Arrays.fill(dbeta, 0);
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += differentiate(row, alpha[0]);
        }
        dalpha[0] = (float) sum;
    }

    /**
     * Writes {@code dx = alpha * gamma * dy * (1 - tanh^2)} and adds to the gradients of gamma and beta; returns what
     * the row adds to that of alpha.
     */
    private float differentiate(int row, float scale) {
        int start = row * columns;
        FloatVector lanes = zero(SPECIES);
        int i = 0;
        for (; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector v = fromArray(SPECIES, x, start + i);
            FloatVector upstream = fromArray(SPECIES, dy, start + i);
            FloatVector t = Tanh.tanh(v.mul(scale));
            t.fma(upstream, fromArray(SPECIES, dgamma, i)).intoArray(dgamma, i);
            upstream.add(fromArray(SPECIES, dbeta, i)).intoArray(dbeta, i);
            FloatVector g = upstream.mul(fromArray(SPECIES, gamma, i));
            FloatVector slope = g.sub(g.mul(t).mul(t));
            lanes = slope.fma(v, lanes);
            slope.mul(scale).intoArray(dx, start + i);
        }
        float sum = lanes.reduceLanes(ADD);
        for (; i < columns; i++) {
            float t = Tanh.tanh(x[start + i] * scale);
            float slope = dy[start + i] * gamma[i] * (1 - t * t);
            dgamma[i] = Math.fma(t, dy[start + i], dgamma[i]);
            dbeta[i] += dy[start + i];
            sum = Math.fma(slope, x[start + i], sum);
            dx[start + i] = slope * scale;
        }
        return sum;
    }

    @Override
    public String norm() {
        return "DyT";
    }

    @Override
    public String label() {
        return "vector";
    }

    @Override
    public void bind(Map<String, Integer> sizes, Map<String, Double> constants, Map<String, float[]> arrays) {
        Binding binding = new Binding(sizes, constants, arrays);
        rows = binding.size("N");
        columns = binding.size("D");
        x = binding.array("x", rows * columns);
        alpha = binding.array("alpha", 1);
        gamma = binding.array("gamma", columns);
        beta = binding.array("beta", columns);
        y = binding.array("y", rows * columns);
        dy = binding.array("dy", rows * columns);
        dx = binding.array("dx", rows * columns);
        dalpha = binding.array("dalpha", 1);
        dgamma = binding.array("dgamma", columns);
        dbeta = binding.array("dbeta", columns);
    }
}
