package dev.normc.examples.vector;

import static dev.normc.examples.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.normc.examples.Binding;
import dev.normc.examples.HandwrittenKernel;
import java.util.Arrays;
import java.util.Map;
import jdk.incubator.vector.FloatVector;

/** Power normalization in one sweep forward and one backward, two rows at a time. */
public final class VectorPowerNorm implements HandwrittenKernel {

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
    private float[] factor = {};
    private float[] slope = {};

    /**
     * Writes {@code y = gamma * x / sqrt(psi2) + beta} with the psi2 from before the step, then moves psi2 towards the
     * mean square of this batch: nothing of the batch has to be known before its rows are written.
     */
    @Override
    public void forward() {
        if (rows == 0) {
            return;
        }
        for (int c = 0; c < columns; c++) {
            psi[c] = (float) Math.sqrt(psi2[c]);
            factor[c] = gamma[c] / psi[c];
        }
        Arrays.fill(meanSquare, 0);
        int row = 0;
        for (; row < rows - 1; row += 2) {
            normalizeTwoRows(row);
        }
        if (row < rows) {
            normalizeRow(row);
        }
        normalizeLastColumns();
        for (int c = 0; c < columns; c++) {
            meanSquare[c] /= rows;
            psi2[c] = alpha * psi2[c] + (1 - alpha) * meanSquare[c];
        }
    }

    private void normalizeTwoRows(int row) {
        int start0 = row * columns;
        int start1 = start0 + columns;
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector x0 = fromArray(SPECIES, x, start0 + i);
            FloatVector x1 = fromArray(SPECIES, x, start1 + i);
            FloatVector f = fromArray(SPECIES, factor, i);
            FloatVector b = fromArray(SPECIES, beta, i);
            x0.fma(x0, x1.fma(x1, fromArray(SPECIES, meanSquare, i))).intoArray(meanSquare, i);
            x0.fma(f, b).intoArray(y, start0 + i);
            x1.fma(f, b).intoArray(y, start1 + i);
        }
    }

    private void normalizeRow(int row) {
        int start = row * columns;
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector v = fromArray(SPECIES, x, start + i);
            v.fma(v, fromArray(SPECIES, meanSquare, i)).intoArray(meanSquare, i);
            v.fma(fromArray(SPECIES, factor, i), fromArray(SPECIES, beta, i)).intoArray(y, start + i);
        }
    }

    /** The same for the columns that fill no vector. */
    private void normalizeLastColumns() {
        for (int c = SPECIES.loopBound(columns); c < columns; c++) {
            for (int i = c; i < x.length; i += columns) {
                meanSquare[c] = Math.fma(x[i], x[i], meanSquare[c]);
                y[i] = Math.fma(x[i], factor[c], beta[c]);
            }
        }
    }

    /** Writes {@code dx = (gamma * dy + 2 * L * h) / psi} with L from before the step and h = x / psi; then moves L. */
    @Override
    public void backward() {
        Arrays.fill(dgamma, 0);
        Arrays.fill(dbeta, 0);
        if (rows == 0) {
            return;
        }
        for (int c = 0; c < columns; c++) {
            slope[c] = 2 * psi2Adjoint[c] / (psi[c] * psi[c]);
        }
        int row = 0;
        for (; row < rows - 1; row += 2) {
            differentiateTwoRows(row);
        }
        if (row < rows) {
            differentiateRow(row);
        }
        differentiateLastColumns();
        for (int c = 0; c < columns; c++) {
            dgamma[c] /= psi[c];
            float lambda = -0.5f * gamma[c] * dgamma[c] / rows;
            float decay = 1 - (1 - alpha) * meanSquare[c] / (psi[c] * psi[c]);
            psi2Adjoint[c] = psi2Adjoint[c] * decay + (1 - alpha) * lambda;
        }
    }

    private void differentiateTwoRows(int row) {
        int start0 = row * columns;
        int start1 = start0 + columns;
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector x0 = fromArray(SPECIES, x, start0 + i);
            FloatVector x1 = fromArray(SPECIES, x, start1 + i);
            FloatVector dy0 = fromArray(SPECIES, dy, start0 + i);
            FloatVector dy1 = fromArray(SPECIES, dy, start1 + i);
            x0.fma(dy0, x1.fma(dy1, fromArray(SPECIES, dgamma, i))).intoArray(dgamma, i);
            dy0.add(dy1).add(fromArray(SPECIES, dbeta, i)).intoArray(dbeta, i);
            FloatVector f = fromArray(SPECIES, factor, i);
            FloatVector s = fromArray(SPECIES, slope, i);
            dy0.fma(f, x0.mul(s)).intoArray(dx, start0 + i);
            dy1.fma(f, x1.mul(s)).intoArray(dx, start1 + i);
        }
    }

    private void differentiateRow(int row) {
        int start = row * columns;
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector v = fromArray(SPECIES, x, start + i);
            FloatVector upstream = fromArray(SPECIES, dy, start + i);
            v.fma(upstream, fromArray(SPECIES, dgamma, i)).intoArray(dgamma, i);
            upstream.add(fromArray(SPECIES, dbeta, i)).intoArray(dbeta, i);
            FloatVector own = v.mul(fromArray(SPECIES, slope, i));
            upstream.fma(fromArray(SPECIES, factor, i), own).intoArray(dx, start + i);
        }
    }

    private void differentiateLastColumns() {
        for (int c = SPECIES.loopBound(columns); c < columns; c++) {
            for (int i = c; i < x.length; i += columns) {
                dgamma[c] = Math.fma(x[i], dy[i], dgamma[c]);
                dbeta[c] += dy[i];
                dx[i] = Math.fma(dy[i], factor[c], x[i] * slope[c]);
            }
        }
    }

    @Override
    public String norm() {
        return "PowerNorm";
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
        factor = new float[columns];
        slope = new float[columns];
    }
}
