package dev.normc.examples.tuned;

import dev.normc.examples.Binding;
import dev.normc.examples.HandwrittenKernel;
import dev.normc.examples.naive.NaiveBatchNorm;
import java.util.Arrays;
import java.util.Map;

/**
 * Batch normalization in two sweeps over the rows forward and two backward.
 *
 * <p>The first sweep takes the mean and the sum of squared deviations (M2) of two rows at a time and merges them into
 * those of the rows before, by the formula of Chan, Golub and LeVeque: one reading of x, and no difference of large
 * squares.
 */
public final class TunedBatchNorm implements HandwrittenKernel {

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
    private Scratch scratch = new Scratch(0);

    /** What the calls for one number of columns work in; its contents between calls mean nothing. */
    public static final class Scratch {
        private final float[] x0;
        private final float[] x1;
        private final float[] dy0;
        private final float[] dy1;
        private final float[] mean;
        private final float[] factor;
        private final float[] slope;
        private final float[] offset;
        private final float[] partial0;
        private final float[] partial1;

        public Scratch(int columns) {
            x0 = Scratchpad.array(columns);
            x1 = Scratchpad.array(columns);
            dy0 = Scratchpad.array(columns);
            dy1 = Scratchpad.array(columns);
            mean = Scratchpad.array(columns);
            factor = Scratchpad.array(columns);
            slope = Scratchpad.array(columns);
            offset = Scratchpad.array(columns);
            partial0 = Scratchpad.array(columns);
            partial1 = Scratchpad.array(columns);
        }
    }

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
            float[] rstd,
            Scratch scratch) {
        if (rows < Sums.WORTH_IT && columns < Sums.WORTH_IT / 2) {
            NaiveBatchNorm.forward(
                    rows, columns, eps, momentum, x, gamma, beta, running_mean, running_var, y, mean, rstd);
            return;
        }
        if (rows == 1) {
            throw new IllegalArgumentException("the unbiased variance needs at least two rows");
        }
        if (rows == 0) {
            return;
        }
        float[] squares = rstd;
        moments(rows, columns, x, mean, squares, scratch);
        for (int i = 0; i < columns; i++) {
            float variance = squares[i] / rows;
            float unbiased = squares[i] / (rows - 1);
            running_mean[i] = (1 - momentum) * running_mean[i] + momentum * mean[i];
            running_var[i] = (1 - momentum) * running_var[i] + momentum * unbiased;
            rstd[i] = (float) (1 / Math.sqrt(variance + eps));
            scratch.factor[i] = gamma[i] * rstd[i];
        }
        normalize(rows, columns, x, mean, beta, y, scratch);
    }

    /** Writes the mean and M2 of each column. */
    private static void moments(int rows, int columns, float[] x, float[] mean, float[] squares, Scratch scratch) {
        float[] chunkMean = scratch.partial0;
        float[] chunkSquares = scratch.partial1;
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
        for (int chunk = 0; chunk < rows; chunk += Sums.ROWS_PER_CHUNK) {
            int end = Math.min(rows, chunk + Sums.ROWS_PER_CHUNK);
            Arrays.fill(chunkMean, 0, columns, 0);
            Arrays.fill(chunkSquares, 0, columns, 0);
            int row = chunk;
            for (; row < end - 1; row += 2) {
                System.arraycopy(x, row * columns, scratch.x0, 0, columns);
                System.arraycopy(x, row * columns + columns, scratch.x1, 0, columns);
                takeTwoRows(columns, scratch.x0, scratch.x1, row - chunk, chunkMean, chunkSquares);
            }
            if (row < end) {
                System.arraycopy(x, row * columns, scratch.x0, 0, columns);
                takeRow(columns, scratch.x0, row - chunk, chunkMean, chunkSquares);
            }
            merge(columns, chunkMean, chunkSquares, end - chunk, chunk, mean, squares);
        }
    }

    private static void takeTwoRows(
            int columns, float[] x0, float[] x1, int rowsBefore, float[] mean, float[] squares) {
        float share = 2f / (rowsBefore + 2);
        float weight = rowsBefore * share;
        for (int i = 0; i < columns; i++) {
            float meanOfTwo = 0.5f * (x0[i] + x1[i]);
            float deviation = x0[i] - meanOfTwo;
            float delta = meanOfTwo - mean[i];
            mean[i] = Math.fma(delta, share, mean[i]);
            squares[i] = Math.fma(delta * weight, delta, Math.fma(deviation + deviation, deviation, squares[i]));
        }
    }

    private static void takeRow(int columns, float[] row, int rowsBefore, float[] mean, float[] squares) {
        float share = 1f / (rowsBefore + 1);
        float weight = rowsBefore * share;
        for (int i = 0; i < columns; i++) {
            float delta = row[i] - mean[i];
            mean[i] = Math.fma(delta, share, mean[i]);
            squares[i] = Math.fma(delta * weight, delta, squares[i]);
        }
    }

    private static void merge(
            int columns,
            float[] chunkMean,
            float[] chunkSquares,
            int chunkRows,
            int rowsBefore,
            float[] mean,
            float[] squares) {
        float share = (float) chunkRows / (rowsBefore + chunkRows);
        float weight = rowsBefore * share;
        for (int i = 0; i < columns; i++) {
            float delta = chunkMean[i] - mean[i];
            mean[i] = Math.fma(delta, share, mean[i]);
            squares[i] = Math.fma(delta * weight, delta, squares[i] + chunkSquares[i]);
        }
    }

    /** Normalizes with the running statistics, which stay as they are; rstd is overwritten. */
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
            float[] rstd,
            Scratch scratch) {
        for (int i = 0; i < columns; i++) {
            rstd[i] = (float) (1 / Math.sqrt(running_var[i] + eps));
            scratch.factor[i] = gamma[i] * rstd[i];
        }
        normalize(rows, columns, x, running_mean, beta, y, scratch);
    }

    private static void normalize(
            int rows, int columns, float[] x, float[] mean, float[] beta, float[] y, Scratch scratch) {
        System.arraycopy(mean, 0, scratch.mean, 0, columns);
        System.arraycopy(beta, 0, scratch.offset, 0, columns);
        float[] x0 = scratch.x0;
        float[] x1 = scratch.x1;
        int row = 0;
        for (; row < rows - 1; row += 2) {
            int start = row * columns;
            System.arraycopy(x, start, x0, 0, columns);
            System.arraycopy(x, start + columns, x1, 0, columns);
            normalizeTwoRows(columns, x0, x1, scratch.mean, scratch.factor, scratch.offset);
            System.arraycopy(x0, 0, y, start, columns);
            System.arraycopy(x1, 0, y, start + columns, columns);
        }
        if (row < rows) {
            System.arraycopy(x, row * columns, x0, 0, columns);
            normalizeRow(columns, x0, scratch.mean, scratch.factor, scratch.offset);
            System.arraycopy(x0, 0, y, row * columns, columns);
        }
    }

    private static void normalizeTwoRows(
            int columns, float[] x0, float[] x1, float[] mean, float[] factor, float[] offset) {
        for (int i = 0; i < columns; i++) {
            x0[i] = Math.fma(x0[i] - mean[i], factor[i], offset[i]);
            x1[i] = Math.fma(x1[i] - mean[i], factor[i], offset[i]);
        }
    }

    private static void normalizeRow(int columns, float[] x, float[] mean, float[] factor, float[] offset) {
        for (int i = 0; i < columns; i++) {
            x[i] = Math.fma(x[i] - mean[i], factor[i], offset[i]);
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
            float[] dbeta,
            Scratch scratch) {
        if (rows < Sums.WORTH_IT && columns < Sums.WORTH_IT / 2) {
            NaiveBatchNorm.backward(rows, columns, dy, x, gamma, mean, rstd, dx, dgamma, dbeta);
            return;
        }
        System.arraycopy(mean, 0, scratch.mean, 0, columns);
        Arrays.fill(dgamma, 0);
        Arrays.fill(dbeta, 0);
        Arrays.fill(scratch.partial0, 0, columns, 0);
        Arrays.fill(scratch.partial1, 0, columns, 0);
        for (int chunk = 0; chunk < rows; chunk += Sums.ROWS_PER_CHUNK) {
            addRows(chunk, Math.min(rows, chunk + Sums.ROWS_PER_CHUNK), columns, dy, x, scratch);
            Sums.flush(columns, scratch.partial0, dgamma);
            Sums.flush(columns, scratch.partial1, dbeta);
        }
        for (int i = 0; i < columns; i++) {
            dgamma[i] *= rstd[i];
            float factor = gamma[i] * rstd[i];
            scratch.factor[i] = factor;
            scratch.slope[i] = -factor * rstd[i] * (dgamma[i] / rows);
            scratch.offset[i] = -factor * (dbeta[i] / rows);
        }
        differentiate(rows, columns, dy, x, dx, scratch);
    }

    private static void addRows(int from, int to, int columns, float[] dy, float[] x, Scratch scratch) {
        float[] x0 = scratch.x0;
        float[] x1 = scratch.x1;
        float[] dy0 = scratch.dy0;
        float[] dy1 = scratch.dy1;
        int row = from;
        for (; row < to - 1; row += 2) {
            int start = row * columns;
            System.arraycopy(x, start, x0, 0, columns);
            System.arraycopy(x, start + columns, x1, 0, columns);
            System.arraycopy(dy, start, dy0, 0, columns);
            System.arraycopy(dy, start + columns, dy1, 0, columns);
            addTwoRows(columns, x0, x1, dy0, dy1, scratch.mean, scratch.partial0, scratch.partial1);
        }
        if (row < to) {
            System.arraycopy(x, row * columns, x0, 0, columns);
            System.arraycopy(dy, row * columns, dy0, 0, columns);
            addRow(columns, x0, dy0, scratch.mean, scratch.partial0, scratch.partial1);
        }
    }

    private static void addTwoRows(
            int columns,
            float[] x0,
            float[] x1,
            float[] dy0,
            float[] dy1,
            float[] mean,
            float[] products,
            float[] sums) {
        for (int i = 0; i < columns; i++) {
            products[i] = Math.fma(dy1[i], x1[i] - mean[i], Math.fma(dy0[i], x0[i] - mean[i], products[i]));
            sums[i] = sums[i] + dy0[i] + dy1[i];
        }
    }

    private static void addRow(int columns, float[] x, float[] dy, float[] mean, float[] products, float[] sums) {
        for (int i = 0; i < columns; i++) {
            products[i] = Math.fma(dy[i], x[i] - mean[i], products[i]);
            sums[i] += dy[i];
        }
    }

    private static void differentiate(int rows, int columns, float[] dy, float[] x, float[] dx, Scratch scratch) {
        float[] x0 = scratch.x0;
        float[] dy0 = scratch.dy0;
        for (int row = 0; row < rows; row++) {
            System.arraycopy(x, row * columns, x0, 0, columns);
            System.arraycopy(dy, row * columns, dy0, 0, columns);
            differentiateRow(columns, x0, dy0, scratch.mean, scratch.factor, scratch.slope, scratch.offset);
            System.arraycopy(dy0, 0, dx, row * columns, columns);
        }
    }

    private static void differentiateRow(
            int columns, float[] x, float[] dy, float[] mean, float[] factor, float[] slope, float[] offset) {
        for (int i = 0; i < columns; i++) {
            dy[i] = Math.fma(dy[i], factor[i], Math.fma(x[i] - mean[i], slope[i], offset[i]));
        }
    }

    @Override
    public String norm() {
        return "BatchNorm";
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
        scratch = new Scratch(columns);
    }

    @Override
    public void forward() {
        forward(rows, columns, eps, momentum, x, gamma, beta, runningMean, runningVar, y, mean, rstd, scratch);
    }

    @Override
    public void backward() {
        backward(rows, columns, dy, x, gamma, mean, rstd, dx, dgamma, dbeta, scratch);
    }
}
