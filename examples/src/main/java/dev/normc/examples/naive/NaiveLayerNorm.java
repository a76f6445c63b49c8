package dev.normc.examples.naive;

import dev.normc.examples.Binding;
import dev.normc.examples.HandwrittenKernel;
import java.util.Arrays;
import java.util.Map;

/** Layer normalization over the columns of each row, in plain loops. */
public final class NaiveLayerNorm implements HandwrittenKernel {

    private int rows;
    private int columns;
    private float eps;
    private float[] x = {};
    private float[] gamma = {};
    private float[] beta = {};
    private float[] y = {};
    private float[] dy = {};
    private float[] dx = {};
    private float[] dgamma = {};
    private float[] dbeta = {};
    private float[] mean = {};
    private float[] rstd = {};

    /**
     * Writes {@code y = gamma * (x - mean) * rstd + beta}, and the mean and {@code rstd = 1/sqrt(var + eps)} of each
     * row.
     */
    public static void forward(
            int rows,
            int columns,
            float eps,
            float[] x,
            float[] gamma,
            float[] beta,
            float[] y,
            float[] mean,
            float[] rstd) {
        for (int row = 0; row < rows; row++) {
            int start = row * columns;
            float sum = 0;
            for (int column = 0; column < columns; column++) {
                sum += x[start + column];
            }
            float mu = sum / columns;

            float squares = 0;
            for (int column = 0; column < columns; column++) {
                float deviation = x[start + column] - mu;
                squares += deviation * deviation;
            }
            float r = (float) (1 / Math.sqrt(squares / columns + eps));

            for (int column = 0; column < columns; column++) {
                y[start + column] = gamma[column] * (x[start + column] - mu) * r + beta[column];
            }
            mean[row] = mu;
            rstd[row] = r;
        }
    }

    /** Writes {@code dx = rstd * (g - mean(g) - h * mean(g * h))}, with g = gamma * dy and h the normalized input. */
    public static void backward(
            int rows,
            int columns,
            float[] dy,
            float[] x,
            float[] gamma,
            float[] mean,
            float[] rstd,
            float[] dx,
            float[] dgamma,
            float[] dbeta) {
        Arrays.fill(dgamma, 0);
        Arrays.fill(dbeta, 0);
        for (int row = 0; row < rows; row++) {
            int start = row * columns;
            float mu = mean[row];
            float r = rstd[row];

            float sumG = 0;
            float sumGh = 0;
            for (int column = 0; column < columns; column++) {
                float h = (x[start + column] - mu) * r;
                float g = gamma[column] * dy[start + column];
                sumG += g;
                sumGh += g * h;
                dgamma[column] += dy[start + column] * h;
                dbeta[column] += dy[start + column];
            }
            float meanG = sumG / columns;
            float meanGh = sumGh / columns;

            for (int column = 0; column < columns; column++) {
                float h = (x[start + column] - mu) * r;
                float g = gamma[column] * dy[start + column];
                dx[start + column] = r * (g - meanG - h * meanGh);
            }
        }
    }

    @Override
    public String norm() {
        return "LayerNorm";
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
        eps = binding.constant("eps");
        x = binding.array("x", rows * columns);
        gamma = binding.array("gamma", columns);
        beta = binding.array("beta", columns);
        y = binding.array("y", rows * columns);
        dy = binding.array("dy", rows * columns);
        dx = binding.array("dx", rows * columns);
        dgamma = binding.array("dgamma", columns);
        dbeta = binding.array("dbeta", columns);
        mean = new float[rows];
        rstd = new float[rows];
    }

    @Override
    public void forward() {
        forward(rows, columns, eps, x, gamma, beta, y, mean, rstd);
    }

    @Override
    public void backward() {
        backward(rows, columns, dy, x, gamma, mean, rstd, dx, dgamma, dbeta);
    }
}
