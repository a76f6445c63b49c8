package dev.normc.examples.naive;

import dev.normc.examples.Binding;
import dev.normc.examples.HandwrittenKernel;
import java.util.Arrays;
import java.util.Map;

/** Residual addition, then root mean square normalization over the columns of each row, in plain loops. */
public final class NaiveAddRmsNorm implements HandwrittenKernel {

    private int rows;
    private int columns;
    private float eps;
    private float[] x = {};
    private float[] r = {};
    private float[] gamma = {};
    private float[] y = {};
    private float[] s = {};
    private float[] dy = {};
    private float[] ds = {};
    private float[] dx = {};
    private float[] dr = {};
    private float[] dgamma = {};
    private float[] rstd = {};

    /**
     * Writes {@code s = x + r}, {@code y = gamma * s * rstd}, and {@code rstd = 1/sqrt(mean(s^2) + eps)} of each row.
     */
    public static void forward(
            int rows, int columns, float eps, float[] x, float[] r, float[] gamma, float[] y, float[] s, float[] rstd) {
        for (int row = 0; row < rows; row++) {
            int start = row * columns;
            float squares = 0;
            for (int column = 0; column < columns; column++) {
                s[start + column] = x[start + column] + r[start + column];
                squares += s[start + column] * s[start + column];
            }
            rstd[row] = (float) (1 / Math.sqrt(squares / columns + eps));

            for (int column = 0; column < columns; column++) {
                y[start + column] = gamma[column] * s[start + column] * rstd[row];
            }
        }
    }

    /**
     * Writes {@code dx = ds + rstd * (g - h * mean(g * h))}, with g = gamma * dy and h the normalized sum, and the same
     * as {@code dr}.
     */
    public static void backward(
            int rows,
            int columns,
            float[] dy,
            float[] ds,
            float[] s,
            float[] gamma,
            float[] rstd,
            float[] dx,
            float[] dr,
            float[] dgamma) {
        Arrays.fill(dgamma, 0);
        for (int row = 0; row < rows; row++) {
            int start = row * columns;

            float sumGh = 0;
            for (int column = 0; column < columns; column++) {
                float h = s[start + column] * rstd[row];
                sumGh += gamma[column] * dy[start + column] * h;
                dgamma[column] += dy[start + column] * h;
            }
            float meanGh = sumGh / columns;

            for (int column = 0; column < columns; column++) {
                int i = start + column;
                float h = s[i] * rstd[row];
                dx[i] = ds[i] + rstd[row] * (gamma[column] * dy[i] - h * meanGh);
                dr[i] = dx[i];
            }
        }
    }

    @Override
    public String norm() {
        return "AddRmsNorm";
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
        r = binding.array("r", rows * columns);
        gamma = binding.array("gamma", columns);
        y = binding.array("y", rows * columns);
        s = binding.array("s", rows * columns);
        dy = binding.array("dy", rows * columns);
        ds = binding.array("ds", rows * columns);
        dx = binding.array("dx", rows * columns);
        dr = binding.array("dr", rows * columns);
        dgamma = binding.array("dgamma", columns);
        rstd = new float[rows];
    }

    @Override
    public void forward() {
        forward(rows, columns, eps, x, r, gamma, y, s, rstd);
    }

    @Override
    public void backward() {
        backward(rows, columns, dy, ds, s, gamma, rstd, dx, dr, dgamma);
    }
}
