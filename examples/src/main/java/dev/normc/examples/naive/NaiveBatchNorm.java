package dev.normc.examples.naive;

import dev.normc.examples.Binding;
import dev.normc.examples.HandwrittenKernel;
import java.util.Arrays;
import java.util.Map;

/** Batch normalization of each column over the rows, with running statistics, in plain loops. */
public final class NaiveBatchNorm implements HandwrittenKernel {

    private int rows;
    private int columns;
    private float eps;
    private float momentum;
    private float[] x = {};
    private float[] gamma = {};
    private float[] beta = {};
    private float[] runningMean = {};
    private float[] runningVar = {};
    private float[] y = {};
    private float[] dy = {};
    private float[] dx = {};
    private float[] dgamma = {};
    private float[] dbeta = {};
    private float[] mean = {};
    private float[] rstd = {};

    /**
     * Normalizes with the statistics of this batch, which it also writes, and moves the running statistics towards
     * them.
     *
     * @throws IllegalArgumentException for a single row, whose unbiased variance has no value
     */
    public static void forward(
            int rows,
            int columns,
            float eps,
            float momentum,
            float[] x,
            float[] gamma,
            float[] beta,
            float[] running_mean,
            float[] running_var,
            float[] y,
            float[] mean,
            float[] rstd) {
        if (rows == 1) {
            throw new IllegalArgumentException("the unbiased variance needs at least two rows");
        }
        if (rows == 0) {
            return;
        }
        Arrays.fill(mean, 0);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                mean[column] += x[row * columns + column];
            }
        }
        for (int column = 0; column < columns; column++) {
            mean[column] /= rows;
        }

        float[] squares = rstd;
        Arrays.fill(squares, 0);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                float deviation = x[row * columns + column] - mean[column];
                squares[column] += deviation * deviation;
            }
        }

        for (int column = 0; column < columns; column++) {
            float variance = squares[column] / rows;
            float unbiased = squares[column] / (rows - 1);
            running_mean[column] = (1 - momentum) * running_mean[column] + momentum * mean[column];
            running_var[column] = (1 - momentum) * running_var[column] + momentum * unbiased;
            rstd[column] = (float) (1 / Math.sqrt(variance + eps));
        }

        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                y[i] = gamma[column] * (x[i] - mean[column]) * rstd[column] + beta[column];
            }
        }
    }

    /** Normalizes with the running statistics, which stay as they are. */
    public static void inferenceForward(
            int rows,
            int columns,
            float eps,
            float[] x,
            float[] gamma,
            float[] beta,
            float[] running_mean,
            float[] running_var,
            float[] y,
            float[] rstd) {
        for (int column = 0; column < columns; column++) {
            rstd[column] = (float) (1 / Math.sqrt(running_var[column] + eps));
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                y[i] = gamma[column] * (x[i] - running_mean[column]) * rstd[column] + beta[column];
            }
        }
    }

    /** Writes {@code dx = gamma * rstd * (dy - mean(dy) - h * mean(dy * h))}, with h the normalized input. */
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
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                float h = (x[i] - mean[column]) * rstd[column];
                dgamma[column] += dy[i] * h;
                dbeta[column] += dy[i];
            }
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                float h = (x[i] - mean[column]) * rstd[column];
                float meanDy = dbeta[column] / rows;
                float meanDyH = dgamma[column] / rows;
                dx[i] = gamma[column] * rstd[column] * (dy[i] - meanDy - h * meanDyH);
            }
        }
    }

    @Override
    public String norm() {
        return "BatchNorm";
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
        eps = binding.constant("eps");
        momentum = binding.constant("momentum");
        x = binding.array("x", rows * columns);
        gamma = binding.array("gamma", columns);
        beta = binding.array("beta", columns);
        runningMean = binding.array("running_mean", columns);
        runningVar = binding.array("running_var", columns);
        y = binding.array("y", rows * columns);
        dy = binding.array("dy", rows * columns);
        dx = binding.array("dx", rows * columns);
        dgamma = binding.array("dgamma", columns);
        dbeta = binding.array("dbeta", columns);
        mean = new float[columns];
        rstd = new float[columns];
    }

    @Override
    public void forward() {
        forward(rows, columns, eps, momentum, x, gamma, beta, runningMean, runningVar, y, mean, rstd);
    }

    @Override
    public void backward() {
        backward(rows, columns, dy, x, gamma, mean, rstd, dx, dgamma, dbeta);
    }
}
