package dev.normc.examples.naive;

import dev.normc.examples.Binding;
import dev.normc.examples.HandwrittenKernel;
import java.util.Arrays;
import java.util.Map;

/** Dynamic tanh, in plain loops. */
public final class NaiveDyT implements HandwrittenKernel {

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
    private float[] tanh = {};

    /** Writes {@code y = gamma * tanh(alpha * x) + beta}, and the tanh for the backward; alpha is one element. */
    public static void forward(
            int rows, int columns, float[] x, float[] alpha, float[] gamma, float[] beta, float[] y, float[] tanh) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                tanh[i] = (float) Math.tanh(alpha[0] * x[i]);
                y[i] = gamma[column] * tanh[i] + beta[column];
            }
        }
    }

    /** Writes {@code dx = alpha * gamma * dy * (1 - tanh^2)} and the gradients of the parameters. */
    public static void backward(
            int rows,
            int columns,
            float[] dy,
            float[] x,
            float[] alpha,
            float[] gamma,
            float[] tanh,
            float[] dx,
            float[] dalpha,
            float[] dgamma,
            float[] dbeta) {
        dalpha[0] = 0;
        Arrays.fill(dgamma, 0);
        Arrays.fill(dbeta, 0);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                float slope = gamma[column] * dy[i] * (1 - tanh[i] * tanh[i]);
                dx[i] = alpha[0] * slope;
                dalpha[0] += slope * x[i];
                dgamma[column] += dy[i] * tanh[i];
                dbeta[column] += dy[i];
            }
        }
    }

    @Override
    public String norm() {
        return "DyT";
    }

    @Override
    public String label() {
        return "naive";
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
        tanh = new float[rows * columns];
    }

    @Override
    public void forward() {
        forward(rows, columns, x, alpha, gamma, beta, y, tanh);
    }

    @Override
    public void backward() {
        backward(rows, columns, dy, x, alpha, gamma, tanh, dx, dalpha, dgamma, dbeta);
    }
}
