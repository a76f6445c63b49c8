package dev.normc.examples.naive;

import dev.normc.examples.Binding;
import dev.normc.examples.HandwrittenKernel;
import java.util.Arrays;
import java.util.Map;

/** Root mean square normalization over the columns of each row, in plain loops. */
public final class NaiveRmsNorm implements HandwrittenKernel {

    private int rows;
    private int columns;
    private float eps;
    private float[] x = {};
    private float[] gamma = {};
    private float[] y = {};
    private float[] dy = {};
    private float[] dx = {};
    private float[] dgamma = {};
    private float[] rstd = {};

    /** Writes {@code y = gamma * x * rstd}, and {@code rstd = 1/sqrt(mean(x^2) + eps)} of each row. */
    public static void forward(int rows, int columns, float eps, float[] x, float[] gamma, float[] y, float[] rstd) {
        for (int row = 0; row < rows; row++) {
            int start = row * columns;
            float squares = 0;
            for (int column = 0; column < columns; column++) {
                squares += x[start + column] * x[start + column];
            }
            float r = (float) (1 / Math.sqrt(squares / columns + eps));

            for (int column = 0; column < columns; column++) {
                y[start + column] = gamma[column] * x[start + column] * r;
            }
            rstd[row] = r;
        }
    }

    /** Writes {@code dx = rstd * (g - h * mean(g * h))}, with g = gamma * dy and h the normalized input. */
    public static void backward(
            int rows, int columns, float[] dy, float[] x, float[] gamma, float[] rstd, float[] dx, float[] dgamma) {
        Arrays.fill(dgamma, 0);
        for (int row = 0; row < rows; row++) {
            int start = row * columns;
            float r = rstd[row];

            float sumGh = 0;
            for (int column = 0; column < columns; column++) {
                float h = x[start + column] * r;
                sumGh += gamma[column] * dy[start + column] * h;
                dgamma[column] += dy[start + column] * h;
            }
            float meanGh = sumGh / columns;

            for (int column = 0; column < columns; column++) {
                float h = x[start + column] * r;
                dx[start + column] = r * (gamma[column] * dy[start + column] - h * meanGh);
            }
        }
    }

    @Override
    public String norm() {
        return "RmsNorm";
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
        y = binding.array("y", rows * columns);
        dy = binding.array("dy", rows * columns);
        dx = binding.array("dx", rows * columns);
        dgamma = binding.array("dgamma", columns);
        rstd = new float[rows];
    }

    @Override
    public void forward() {
        forward(rows, columns, eps, x, gamma, y, rstd);
    }

    @Override
    public void backward() {
        backward(rows, columns, dy, x, gamma, rstd, dx, dgamma);
    }
}
