package dev.normc.examples.tuned;

import dev.normc.examples.Binding;
import dev.normc.examples.HandwrittenKernel;
import dev.normc.examples.naive.NaiveDyT;
import java.util.Arrays;
import java.util.Map;

/** Dynamic tanh in one sweep forward and one backward, which reads the tanh rather than compute it again. */
public final class TunedDyT implements HandwrittenKernel {

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
    private Scratch scratch = new Scratch(0);

    /** What the calls for one number of columns work in; its contents between calls mean nothing. */
    public static final class Scratch {
        private final float[] x;
        private final float[] dy;
        private final float[] tanh;
        private final float[] gamma;
        private final float[] beta;
        private final float[] partialDgamma;
        private final float[] partialDbeta;
        private final float[] partialProducts;
        private final float[] products;

        public Scratch(int columns) {
            x = Scratchpad.array(columns);
            dy = Scratchpad.array(columns);
            tanh = Scratchpad.array(columns);
            gamma = Scratchpad.array(columns);
            beta = Scratchpad.array(columns);
            partialDgamma = Scratchpad.array(columns);
            partialDbeta = Scratchpad.array(columns);
            partialProducts = Scratchpad.array(columns);
            products = Scratchpad.array(columns);
        }
    }

    /** Writes {@code y = gamma * tanh(alpha * x) + beta}, and the tanh for the backward; alpha is one element. */
    public static void forward(
            int rows,
            int columns,
            float[] x,
            float[] alpha,
            float[] gamma,
            float[] beta,
            float[] y,
            float[] tanh,
            Scratch scratch) {
        System.arraycopy(gamma, 0, scratch.gamma, 0, columns);
        System.arraycopy(beta, 0, scratch.beta, 0, columns);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(x, row * columns, scratch.x, 0, columns);
            tanhOfRow(columns, scratch.x, alpha[0], scratch.tanh);
            scale(columns, scratch.tanh, scratch.gamma, scratch.beta, scratch.x);
            System.arraycopy(scratch.tanh, 0, tanh, row * columns, columns);
            System.arraycopy(scratch.x, 0, y, row * columns, columns);
        }
    }

    /** A loop of its own, since one store more is one too many for C2 to vectorize it. */
    private static void tanhOfRow(int columns, float[] x, float alpha, float[] tanh) {
        for (int i = 0; i < columns; i++) {
            tanh[i] = Tanh.tanh(alpha * x[i]);
        }
    }

    private static void scale(int columns, float[] tanh, float[] gamma, float[] beta, float[] y) {
        for (int i = 0; i < columns; i++) {
            y[i] = Math.fma(tanh[i], gamma[i], beta[i]);
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
            float[] dbeta,
            Scratch scratch) {
        if (rows < Sums.WORTH_IT && columns < Sums.WORTH_IT) {
            NaiveDyT.backward(rows, columns, dy, x, alpha, gamma, tanh, dx, dalpha, dgamma, dbeta);
            return;
        }
        System.arraycopy(gamma, 0, scratch.gamma, 0, columns);
        Arrays.fill(dgamma, 0);
        Arrays.fill(dbeta, 0);
        float[] products = scratch.products;
        Arrays.fill(products, 0, columns, 0);
        Arrays.fill(scratch.partialDgamma, 0, columns, 0);
        Arrays.fill(scratch.partialDbeta, 0, columns, 0);
        Arrays.fill(scratch.partialProducts, 0, columns, 0);
        for (int chunk = 0; chunk < rows; chunk += Sums.ROWS_PER_CHUNK) {
            int end = Math.min(rows, chunk + Sums.ROWS_PER_CHUNK);
            for (int row = chunk; row < end; row++) {
                System.arraycopy(x, row * columns, scratch.x, 0, columns);
                System.arraycopy(dy, row * columns, scratch.dy, 0, columns);
                System.arraycopy(tanh, row * columns, scratch.tanh, 0, columns);
                addRow(columns, scratch.dy, scratch.tanh, scratch.partialDgamma, scratch.partialDbeta);
                differentiate(columns, alpha[0], scratch);
                System.arraycopy(scratch.dy, 0, dx, row * columns, columns);
            }
            Sums.flush(columns, scratch.partialDgamma, dgamma);
            Sums.flush(columns, scratch.partialDbeta, dbeta);
            Sums.flush(columns, scratch.partialProducts, products);
        }
        float sum = 0;
        for (int i = 0; i < columns; i++) {
            sum += gamma[i] * products[i];
        }
        dalpha[0] = sum;
    }

    /**
     * Adds to the gradients of gamma and beta, and turns tanh into the gradient's way through it, dy * (1 - tanh^2).
     */
    private static void addRow(int columns, float[] dy, float[] tanh, float[] dgamma, float[] dbeta) {
        for (int i = 0; i < columns; i++) {
            float upstream = dy[i];
            float t = tanh[i];
            dgamma[i] = Math.fma(upstream, t, dgamma[i]);
            dbeta[i] += upstream;
            tanh[i] = upstream * (1 - t * t);
        }
    }

    private static void differentiate(int columns, float alpha, Scratch scratch) {
        float[] x = scratch.x;
        float[] dx = scratch.dy;
        float[] slopes = scratch.tanh;
        float[] gamma = scratch.gamma;
        float[] products = scratch.partialProducts;
        for (int i = 0; i < columns; i++) {
            float slope = slopes[i];
            products[i] = Math.fma(slope, x[i], products[i]);
            dx[i] = slope * gamma[i] * alpha;
        }
    }

    @Override
    public String norm() {
        return "DyT";
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
        scratch = new Scratch(columns);
    }

    @Override
    public void forward() {
        forward(rows, columns, x, alpha, gamma, beta, y, tanh, scratch);
    }

    @Override
    public void backward() {
        backward(rows, columns, dy, x, alpha, gamma, tanh, dx, dalpha, dgamma, dbeta, scratch);
    }
}
