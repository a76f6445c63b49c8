package dev.normc.examples.tuned;

import dev.normc.examples.Binding;
import dev.normc.examples.HandwrittenKernel;
import dev.normc.examples.naive.NaivePowerNorm;
import java.util.Arrays;
import java.util.Map;

/**
 * Power normalization, Algorithm 2 of Shen et al. 2020, in one sweep over the rows forward and one backward.
 *
 * <p>Its state {@code psi2_adjoint} is the L of which the paper's nu is -2 L.
 */
public final class TunedPowerNorm implements HandwrittenKernel {

    private int rows;
    private int columns;
    private float alpha;
    private float[] x = {};
    private float[] gamma = {};
    private float[] beta = {};
    private float[] psi2 = {};
    private float[] psi2Adjoint = {};
    private float[] y = {};
    private float[] dy = {};
    private float[] dx = {};
    private float[] dgamma = {};
    private float[] dbeta = {};
    private float[] psi = {};
    private float[] meanSquare = {};
    private Scratch scratch = new Scratch(0);

    /** What the calls for one number of columns work in; its contents between calls mean nothing. */
    public static final class Scratch {
        private final float[] x0;
        private final float[] x1;
        private final float[] factorOfX;
        private final float[] offset;
        private final float[] factorOfDy;
        private final float[] products;
        private final float[] sums;

        public Scratch(int columns) {
            x0 = Scratchpad.array(columns);
            x1 = Scratchpad.array(columns);
            factorOfX = Scratchpad.array(columns);
            offset = Scratchpad.array(columns);
            factorOfDy = Scratchpad.array(columns);
            products = Scratchpad.array(columns);
            sums = Scratchpad.array(columns);
        }
    }

    /**
     * Writes {@code y = gamma * x / sqrt(psi2) + beta} with the psi2 from before the step, then moves psi2 towards the
     * mean square of this batch. Keeps the divisor psi and the mean square for the backward.
     */
    public static void forward(
            int rows,
            int columns,
            float alpha,
            float[] x,
            float[] gamma,
            float[] beta,
            float[] psi2,
            float[] y,
            float[] psi,
            float[] meanSquare,
            Scratch scratch) {
        if (rows < Sums.WORTH_IT && columns < Sums.WORTH_IT / 2) {
            NaivePowerNorm.forward(rows, columns, alpha, x, gamma, beta, psi2, y, psi, meanSquare);
            return;
        }
        if (rows == 0) {
            return;
        }
        divisors(columns, gamma, beta, psi2, psi, scratch);
        Arrays.fill(meanSquare, 0);
        Arrays.fill(scratch.products, 0, columns, 0);
        for (int chunk = 0; chunk < rows; chunk += Sums.ROWS_PER_CHUNK) {
            int end = Math.min(rows, chunk + Sums.ROWS_PER_CHUNK);
            forwardOfRows(chunk, end, columns, x, y, scratch);
            Sums.flush(columns, scratch.products, meanSquare);
        }
        for (int i = 0; i < columns; i++) {
            meanSquare[i] /= rows;
            psi2[i] = alpha * psi2[i] + (1 - alpha) * meanSquare[i];
        }
    }

    private static void divisors(int columns, float[] gamma, float[] beta, float[] psi2, float[] psi, Scratch scratch) {
        for (int i = 0; i < columns; i++) {
            psi[i] = (float) Math.sqrt(psi2[i]);
            scratch.factorOfX[i] = gamma[i] / psi[i];
            scratch.offset[i] = beta[i];
        }
    }

    private static void forwardOfRows(int from, int to, int columns, float[] x, float[] y, Scratch scratch) {
        float[] x0 = scratch.x0;
        float[] x1 = scratch.x1;
        int row = from;
        for (; row < to - 1; row += 2) {
            int start = row * columns;
            System.arraycopy(x, start, x0, 0, columns);
            System.arraycopy(x, start + columns, x1, 0, columns);
            normalizeTwoRows(columns, x0, x1, scratch.factorOfX, scratch.offset, scratch.products);
            System.arraycopy(x0, 0, y, start, columns);
            System.arraycopy(x1, 0, y, start + columns, columns);
        }
        if (row < to) {
            System.arraycopy(x, row * columns, x0, 0, columns);
            normalizeRow(columns, x0, scratch.factorOfX, scratch.offset, scratch.products);
            System.arraycopy(x0, 0, y, row * columns, columns);
        }
    }

    private static void normalizeTwoRows(
            int columns, float[] x0, float[] x1, float[] factor, float[] offset, float[] squares) {
        for (int i = 0; i < columns; i++) {
            float v0 = x0[i];
            float v1 = x1[i];
            squares[i] = Math.fma(v1, v1, Math.fma(v0, v0, squares[i]));
            x0[i] = Math.fma(v0, factor[i], offset[i]);
            x1[i] = Math.fma(v1, factor[i], offset[i]);
        }
    }

    private static void normalizeRow(int columns, float[] x, float[] factor, float[] offset, float[] squares) {
        for (int i = 0; i < columns; i++) {
            float v = x[i];
            squares[i] = Math.fma(v, v, squares[i]);
            x[i] = Math.fma(v, factor[i], offset[i]);
        }
    }

    /** Writes {@code y = gamma * x / sqrt(psi2) + beta} and leaves psi2 as it is; psi is overwritten. */
    public static void inferenceForward(
            int rows,
            int columns,
            float[] x,
            float[] gamma,
            float[] beta,
            float[] psi2,
            float[] y,
            float[] psi,
            Scratch scratch) {
        divisors(columns, gamma, beta, psi2, psi, scratch);
        forwardOfRows(0, rows, columns, x, y, scratch);
    }

    /**
     * Writes {@code dx = (gamma * dy + 2 * L * h) / psi} with L from before the step, then moves L; h = x / psi, and
     * psi is the divisor of the forward.
     */
    public static void backward(
            int rows,
            int columns,
            float alpha,
            float[] dy,
            float[] x,
            float[] gamma,
            float[] psi2_adjoint,
            float[] psi,
            float[] meanSquare,
            float[] dx,
            float[] dgamma,
            float[] dbeta,
            Scratch scratch) {
        if (rows < Sums.WORTH_IT && columns < Sums.WORTH_IT / 2) {
            NaivePowerNorm.backward(
                    rows, columns, alpha, dy, x, gamma, psi2_adjoint, psi, meanSquare, dx, dgamma, dbeta);
            return;
        }
        Arrays.fill(dgamma, 0);
        Arrays.fill(dbeta, 0);
        if (rows == 0) {
            return;
        }
        for (int i = 0; i < columns; i++) {
            scratch.factorOfDy[i] = gamma[i] / psi[i];
            scratch.factorOfX[i] = 2 * psi2_adjoint[i] / (psi[i] * psi[i]);
        }
        Arrays.fill(scratch.products, 0, columns, 0);
        Arrays.fill(scratch.sums, 0, columns, 0);
        for (int chunk = 0; chunk < rows; chunk += Sums.ROWS_PER_CHUNK) {
            int end = Math.min(rows, chunk + Sums.ROWS_PER_CHUNK);
            for (int row = chunk; row < end; row++) {
                System.arraycopy(x, row * columns, scratch.x0, 0, columns);
                System.arraycopy(dy, row * columns, scratch.x1, 0, columns);
                differentiate(columns, scratch.x0, scratch.x1, scratch);
                System.arraycopy(scratch.x1, 0, dx, row * columns, columns);
            }
            Sums.flush(columns, scratch.products, dgamma);
            Sums.flush(columns, scratch.sums, dbeta);
        }
        for (int i = 0; i < columns; i++) {
            dgamma[i] /= psi[i];
            float lambda = -0.5f * gamma[i] * dgamma[i] / rows;
            float decay = 1 - (1 - alpha) * meanSquare[i] / (psi[i] * psi[i]);
            psi2_adjoint[i] = psi2_adjoint[i] * decay + (1 - alpha) * lambda;
        }
    }

    private static void differentiate(int columns, float[] x, float[] dy, Scratch scratch) {
        float[] factorOfX = scratch.factorOfX;
        float[] factorOfDy = scratch.factorOfDy;
        float[] products = scratch.products;
        float[] sums = scratch.sums;
        for (int i = 0; i < columns; i++) {
            float v = x[i];
            float g = dy[i];
            products[i] = Math.fma(g, v, products[i]);
            sums[i] += g;
            dy[i] = Math.fma(g, factorOfDy[i], v * factorOfX[i]);
        }
    }

    @Override
    public String norm() {
        return "PowerNorm";
    }

    @Override
    public String label() {
        return "tuned";
    }

    @Override
    public void bind(Map<String, Integer> sizes, Map<String, Double> constants, Map<String, float[]> arrays) {
        Binding binding = new Binding(sizes, constants, arrays);
        rows = binding.size("N");
        columns = binding.size("C");
        alpha = binding.constant("alpha");
        x = binding.array("x", rows * columns);
        gamma = binding.array("gamma", columns);
        beta = binding.array("beta", columns);
        psi2 = binding.array("psi2", columns);
        psi2Adjoint = binding.array("psi2_adjoint", columns);
        y = binding.array("y", rows * columns);
        dy = binding.array("dy", rows * columns);
        dx = binding.array("dx", rows * columns);
        dgamma = binding.array("dgamma", columns);
        dbeta = binding.array("dbeta", columns);
        psi = new float[columns];
        meanSquare = new float[columns];
        scratch = new Scratch(columns);
    }

    @Override
    public void forward() {
        forward(rows, columns, alpha, x, gamma, beta, psi2, y, psi, meanSquare, scratch);
    }

    @Override
    public void backward() {
        backward(rows, columns, alpha, dy, x, gamma, psi2Adjoint, psi, meanSquare, dx, dgamma, dbeta, scratch);
    }
}
