package dev.normc.examples.tuned;

import dev.normc.examples.Binding;
import dev.normc.examples.HandwrittenKernel;
import dev.normc.examples.naive.NaiveRmsNorm;
import java.util.Arrays;
import java.util.Map;

/** Root mean square normalization, each row read from memory once. */
public final class TunedRmsNorm implements HandwrittenKernel {

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
    private Scratch scratch = new Scratch(0);

    /** What the calls for one number of columns work in; its contents between calls mean nothing. */
    public static final class Scratch {
        private final float[] x;
        private final float[] dy;
        private final float[] gamma;
        private final float[] g;
        private final float[] products;
        private final float[] sums;
        private final float[] dgamma;

        public Scratch(int columns) {
            x = Scratchpad.array(columns);
            dy = Scratchpad.array(columns);
            gamma = Scratchpad.array(columns);
            g = Scratchpad.array(columns);
            products = Scratchpad.array(columns);
            sums = Scratchpad.array(columns);
            dgamma = Scratchpad.array(columns);
        }
    }

    /** Writes {@code y = gamma * x * rstd}, and {@code rstd = 1/sqrt(mean(x^2) + eps)} of each row. */
    public static void forward(
            int rows, int columns, float eps, float[] x, float[] gamma, float[] y, float[] rstd, Scratch scratch) {
        if (columns < Sums.WORTH_IT) {
            NaiveRmsNorm.forward(rows, columns, eps, x, gamma, y, rstd);
            return;
        }
        System.arraycopy(gamma, 0, scratch.gamma, 0, columns);
        float[] values = scratch.x;
        for (int row = 0; row < rows; row++) {
            System.arraycopy(x, row * columns, values, 0, columns);
            float squares = Sums.sumOfSquares(columns, values, 0, scratch.sums);
            float r = (float) (1 / Math.sqrt(squares / columns + eps));
            scale(columns, values, scratch.gamma, r);
            System.arraycopy(values, 0, y, row * columns, columns);
            rstd[row] = r;
        }
    }

    private static void scale(int columns, float[] x, float[] gamma, float rstd) {
        for (int i = 0; i < columns; i++) {
            x[i] = x[i] * rstd * gamma[i];
        }
    }

    /** Writes {@code dx = rstd * (g - h * mean(g * h))}, with g = gamma * dy and h the normalized input. */
    public static void backward(
            int rows,
            int columns,
            float[] dy,
            float[] x,
            float[] gamma,
            float[] rstd,
            float[] dx,
            float[] dgamma,
            Scratch scratch) {
        if (columns < Sums.WORTH_IT) {
            NaiveRmsNorm.backward(rows, columns, dy, x, gamma, rstd, dx, dgamma);
            return;
        }
        System.arraycopy(gamma, 0, scratch.gamma, 0, columns);
        Arrays.fill(dgamma, 0);
        Arrays.fill(scratch.dgamma, 0, columns, 0);
        for (int chunk = 0; chunk < rows; chunk += Sums.ROWS_PER_CHUNK) {
            int end = Math.min(rows, chunk + Sums.ROWS_PER_CHUNK);
            for (int row = chunk; row < end; row++) {
                System.arraycopy(x, row * columns, scratch.x, 0, columns);
                System.arraycopy(dy, row * columns, scratch.dy, 0, columns);
                project(columns, rstd[row], scratch);
                float meanGh = Sums.sum(columns, scratch.products, scratch.sums) / columns;
                differentiate(columns, meanGh, rstd[row], scratch);
                System.arraycopy(scratch.dy, 0, dx, row * columns, columns);
            }
            Sums.flush(columns, scratch.dgamma, dgamma);
        }
    }

    /** Turns x into h, and writes g and g * h. */
    private static void project(int columns, float rstd, Scratch scratch) {
        float[] x = scratch.x;
        float[] dy = scratch.dy;
        float[] gamma = scratch.gamma;
        float[] g = scratch.g;
        float[] products = scratch.products;
        for (int i = 0; i < columns; i++) {
            float normalized = x[i] * rstd;
            float upstream = dy[i] * gamma[i];
            x[i] = normalized;
            g[i] = upstream;
            products[i] = upstream * normalized;
        }
    }

    /** Turns dy into dx, and adds to the gradient of gamma. */
    private static void differentiate(int columns, float meanGh, float rstd, Scratch scratch) {
        float[] h = scratch.x;
        float[] dy = scratch.dy;
        float[] g = scratch.g;
        float[] dgamma = scratch.dgamma;
        for (int i = 0; i < columns; i++) {
            float normalized = h[i];
            dgamma[i] = Math.fma(dy[i], normalized, dgamma[i]);
            dy[i] = (g[i] - normalized * meanGh) * rstd;
        }
    }

    @Override
    public String norm() {
        return "RmsNorm";
    }

    @Override
    public String label() {
        return "tuned";
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
        scratch = new Scratch(columns);
    }

    @Override
    public void forward() {
        forward(rows, columns, eps, x, gamma, y, rstd, scratch);
    }

    @Override
    public void backward() {
        backward(rows, columns, dy, x, gamma, rstd, dx, dgamma, scratch);
    }
}
