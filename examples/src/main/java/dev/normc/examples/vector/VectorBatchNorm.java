package dev.normc.examples.vector;

import static dev.normc.examples.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.normc.examples.Binding;
import dev.normc.examples.HandwrittenKernel;
import java.util.Arrays;
import java.util.Map;
import jdk.incubator.vector.FloatVector;

/** Batch normalization in two sweeps over the rows forward and two backward. */
public final class VectorBatchNorm implements HandwrittenKernel {

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
    private float[] squares = {};
    private float[] rstd = {};
    private float[] factor = {};
    private float[] slope = {};
    private float[] offset = {};

    /**
     * Normalizes with the statistics of this batch and moves the running statistics towards them.
     *
     * @throws IllegalArgumentException for a single row, whose unbiased variance has no value
     */
    @Override
    public void forward() {
        if (rows == 1) {
            throw new IllegalArgumentException("the unbiased variance needs at least two rows");
        }
        if (rows == 0) {
            return;
        }
        takeMoments();
        takeDeviations();
        int row = 0;
        for (; row < rows - 1; row += 2) {
            normalizeTwoRows(row);
        }
        if (row < rows) {
            normalizeRow(row);
        }
        normalizeLastColumns();
    }

    private void takeMoments() {
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
        int row = 0;
        for (; row < rows - 3; row += 4) {
            takeMomentsOfFourRows(row);
        }
        for (; row < rows; row++) {
            takeMomentsOfRow(row);
        }
        takeMomentsOfLastColumns();
    }

    /**
     * Merges the mean and the sum of squared deviations of four rows into those of the rows before, by the formula of
     * Chan, Golub and LeVeque: one reading of x, and no difference of large squares.
     */
    private void takeMomentsOfFourRows(int row) {
        int start0 = row * columns;
        int start1 = start0 + columns;
        int start2 = start1 + columns;
        int start3 = start2 + columns;
        float share = 4f / (row + 4);
        float weight = row * share;
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector x0 = fromArray(SPECIES, x, start0 + i);
            FloatVector x1 = fromArray(SPECIES, x, start1 + i);
            FloatVector x2 = fromArray(SPECIES, x, start2 + i);
            FloatVector x3 = fromArray(SPECIES, x, start3 + i);
            FloatVector meanOfFour = x0.add(x1).add(x2.add(x3)).mul(0.25f);
            FloatVector u0 = x0.sub(meanOfFour);
            FloatVector u1 = x1.sub(meanOfFour);
            FloatVector u2 = x2.sub(meanOfFour);
            FloatVector u3 = x3.sub(meanOfFour);
            FloatVector before = fromArray(SPECIES, mean, i);
            FloatVector delta = meanOfFour.sub(before);
            FloatVector between = delta.mul(weight).fma(delta, fromArray(SPECIES, squares, i));
            FloatVector within = u0.fma(u0, u1.mul(u1)).add(u2.fma(u2, u3.mul(u3)));
            within.add(between).intoArray(squares, i);
            delta.mul(share).add(before).intoArray(mean, i);
        }
    }

    private void takeMomentsOfRow(int row) {
        int start = row * columns;
        float share = 1f / (row + 1);
        float weight = row * share;
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector before = fromArray(SPECIES, mean, i);
            FloatVector delta = fromArray(SPECIES, x, start + i).sub(before);
            delta.mul(weight).fma(delta, fromArray(SPECIES, squares, i)).intoArray(squares, i);
            delta.mul(share).add(before).intoArray(mean, i);
        }
    }

    /** The columns that fill no vector, in two plain passes. */
    private void takeMomentsOfLastColumns() {
        for (int c = SPECIES.loopBound(columns); c < columns; c++) {
            double sum = 0;
            for (int i = c; i < x.length; i += columns) {
                sum += x[i];
            }
            mean[c] = (float) (sum / rows);
            for (int i = c; i < x.length; i += columns) {
                float deviation = x[i] - mean[c];
                squares[c] = Math.fma(deviation, deviation, squares[c]);
            }
        }
    }

    /** Turns the moments into what the rows are multiplied by, and moves the running statistics towards them. */
    private void takeDeviations() {
        float unbiased = 1f / (rows - 1);
        int i = 0;
        for (; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector m2 = fromArray(SPECIES, squares, i);
            FloatVector deviation = m2.div(rows).add(eps).sqrt();
            FloatVector reciprocal = broadcast(SPECIES, 1).div(deviation);
            reciprocal.intoArray(rstd, i);
            reciprocal.mul(fromArray(SPECIES, gamma, i)).intoArray(factor, i);
            FloatVector movedMean = fromArray(SPECIES, mean, i).mul(momentum);
            FloatVector movedVar = m2.mul(unbiased).mul(momentum);
            fromArray(SPECIES, runningMean, i).mul(1 - momentum).add(movedMean).intoArray(runningMean, i);
            fromArray(SPECIES, runningVar, i).mul(1 - momentum).add(movedVar).intoArray(runningVar, i);
        }
        for (; i < columns; i++) {
            rstd[i] = Lanes.rstd(squares[i], rows, eps);
            factor[i] = gamma[i] * rstd[i];
            runningMean[i] = (1 - momentum) * runningMean[i] + momentum * mean[i];
            runningVar[i] = (1 - momentum) * runningVar[i] + momentum * squares[i] * unbiased;
        }
    }

    private void normalizeTwoRows(int row) {
        int start0 = row * columns;
        int start1 = start0 + columns;
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector m = fromArray(SPECIES, mean, i);
            FloatVector f = fromArray(SPECIES, factor, i);
            FloatVector b = fromArray(SPECIES, beta, i);
            FloatVector y0 = fromArray(SPECIES, x, start0 + i).sub(m).fma(f, b);
            FloatVector y1 = fromArray(SPECIES, x, start1 + i).sub(m).fma(f, b);
            y0.intoArray(y, start0 + i);
            y1.intoArray(y, start1 + i);
        }
    }

    private void normalizeRow(int row) {
        int start = row * columns;
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector deviation = fromArray(SPECIES, x, start + i).sub(fromArray(SPECIES, mean, i));
            deviation
                    .fma(fromArray(SPECIES, factor, i), fromArray(SPECIES, beta, i))
                    .intoArray(y, start + i);
        }
    }

    private void normalizeLastColumns() {
        for (int c = SPECIES.loopBound(columns); c < columns; c++) {
            for (int i = c; i < x.length; i += columns) {
                y[i] = Math.fma(x[i] - mean[c], factor[c], beta[c]);
            }
        }
    }

    /** Writes {@code dx = gamma * rstd * (dy - mean(dy) - h * mean(dy * h))}, with h the normalized input. */
    @Override
    public void backward() {
        Arrays.fill(dgamma, 0);
        Arrays.fill(dbeta, 0);
        int row = 0;
        for (; row < rows - 1; row += 2) {
            addTwoRows(row);
        }
        if (row < rows) {
            addRow(row);
        }
        addLastColumns();
        for (int c = 0; c < columns; c++) {
            dgamma[c] *= rstd[c];
            float share = -factor[c] / rows;
            slope[c] = share * rstd[c] * dgamma[c];
            offset[c] = share * dbeta[c];
        }
        row = 0;
        for (; row < rows - 1; row += 2) {
            differentiateTwoRows(row);
        }
        if (row < rows) {
            differentiateRow(row);
        }
        differentiateLastColumns();
    }

    /** Adds to the gradients of beta and gamma, of the latter without its factor rstd. */
    private void addTwoRows(int row) {
        int start0 = row * columns;
        int start1 = start0 + columns;
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector m = fromArray(SPECIES, mean, i);
            FloatVector u0 = fromArray(SPECIES, x, start0 + i).sub(m);
            FloatVector u1 = fromArray(SPECIES, x, start1 + i).sub(m);
            FloatVector dy0 = fromArray(SPECIES, dy, start0 + i);
            FloatVector dy1 = fromArray(SPECIES, dy, start1 + i);
            u0.fma(dy0, u1.fma(dy1, fromArray(SPECIES, dgamma, i))).intoArray(dgamma, i);
            dy0.add(dy1).add(fromArray(SPECIES, dbeta, i)).intoArray(dbeta, i);
        }
    }

    private void addRow(int row) {
        int start = row * columns;
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector upstream = fromArray(SPECIES, dy, start + i);
            FloatVector deviation = fromArray(SPECIES, x, start + i).sub(fromArray(SPECIES, mean, i));
            deviation.fma(upstream, fromArray(SPECIES, dgamma, i)).intoArray(dgamma, i);
            upstream.add(fromArray(SPECIES, dbeta, i)).intoArray(dbeta, i);
        }
    }

    private void addLastColumns() {
        for (int c = SPECIES.loopBound(columns); c < columns; c++) {
            for (int i = c; i < x.length; i += columns) {
                dgamma[c] = Math.fma(x[i] - mean[c], dy[i], dgamma[c]);
                dbeta[c] += dy[i];
            }
        }
    }

    private void differentiateTwoRows(int row) {
        int start0 = row * columns;
        int start1 = start0 + columns;
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector m = fromArray(SPECIES, mean, i);
            FloatVector s = fromArray(SPECIES, slope, i);
            FloatVector o = fromArray(SPECIES, offset, i);
            FloatVector f = fromArray(SPECIES, factor, i);
            FloatVector own0 = fromArray(SPECIES, x, start0 + i).sub(m).fma(s, o);
            FloatVector own1 = fromArray(SPECIES, x, start1 + i).sub(m).fma(s, o);
            fromArray(SPECIES, dy, start0 + i).fma(f, own0).intoArray(dx, start0 + i);
            fromArray(SPECIES, dy, start1 + i).fma(f, own1).intoArray(dx, start1 + i);
        }
    }

    private void differentiateRow(int row) {
        int start = row * columns;
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector deviation = fromArray(SPECIES, x, start + i).sub(fromArray(SPECIES, mean, i));
            FloatVector own = deviation.fma(fromArray(SPECIES, slope, i), fromArray(SPECIES, offset, i));
            fromArray(SPECIES, dy, start + i)
                    .fma(fromArray(SPECIES, factor, i), own)
                    .intoArray(dx, start + i);
        }
    }

    private void differentiateLastColumns() {
        for (int c = SPECIES.loopBound(columns); c < columns; c++) {
            for (int i = c; i < x.length; i += columns) {
                float own = Math.fma(x[i] - mean[c], slope[c], offset[c]);
                dx[i] = Math.fma(dy[i], factor[c], own);
            }
        }
    }

    @Override
    public String norm() {
        return "BatchNorm";
    }

    @Override
    public String label() {
        return "vector";
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
        squares = new float[columns];
        rstd = new float[columns];
        factor = new float[columns];
        slope = new float[columns];
        offset = new float[columns];
    }
}
