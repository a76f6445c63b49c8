package dev.normc.examples.naive;

import dev.normc.examples.Binding;
import dev.normc.examples.HandwrittenKernel;
import java.util.Arrays;
import java.util.Map;

/**
 * Power normalization, Algorithm 2 of Shen et al. 2020, in plain loops.
 *
 * <p>The forward divides by a running quadratic mean and the backward is approximate by design. Its state is
 * {@code psi2_adjoint}, the L of which the paper's nu is -2 L.
 */
public final class NaivePowerNorm implements HandwrittenKernel {

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
            float[] meanSquare) {
        if (rows == 0) {
            return;
        }
        for (int column = 0; column < columns; column++) {
            psi[column] = (float) Math.sqrt(psi2[column]);
        }
        Arrays.fill(meanSquare, 0);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                y[i] = gamma[column] * x[i] / psi[column] + beta[column];
                meanSquare[column] += x[i] * x[i];
            }
        }
        for (int column = 0; column < columns; column++) {
            meanSquare[column] /= rows;
            psi2[column] = alpha * psi2[column] + (1 - alpha) * meanSquare[column];
        }
    }

    /** Writes {@code y = gamma * x / sqrt(psi2) + beta} and leaves psi2 as it is. */
    public static void inferenceForward(
            int rows, int columns, float[] x, float[] gamma, float[] beta, float[] psi2, float[] y, float[] psi) {
        for (int column = 0; column < columns; column++) {
            psi[column] = (float) Math.sqrt(psi2[column]);
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                y[i] = gamma[column] * x[i] / psi[column] + beta[column];
            }
        }
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
            float[] dbeta) {
        Arrays.fill(dgamma, 0);
        Arrays.fill(dbeta, 0);
        if (rows == 0) {
            return;
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                float h = x[i] / psi[column];
                dx[i] = (gamma[column] * dy[i] + 2 * psi2_adjoint[column] * h) / psi[column];
                dgamma[column] += dy[i] * h;
                dbeta[column] += dy[i];
            }
        }
        for (int column = 0; column < columns; column++) {
            float lambda = -0.5f * gamma[column] * dgamma[column] / rows;
            float decay = 1 - (1 - alpha) * meanSquare[column] / (psi[column] * psi[column]);
            psi2_adjoint[column] = psi2_adjoint[column] * decay + (1 - alpha) * lambda;
        }
    }

    @Override
    public String norm() {
        return "PowerNorm";
    }

    @Override
    public String label() {
        return "naive";
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
    }

    @Override
    public void forward() {
        forward(rows, columns, alpha, x, gamma, beta, psi2, y, psi, meanSquare);
    }

    @Override
    public void backward() {
        backward(rows, columns, alpha, dy, x, gamma, psi2Adjoint, psi, meanSquare, dx, dgamma, dbeta);
    }
}
