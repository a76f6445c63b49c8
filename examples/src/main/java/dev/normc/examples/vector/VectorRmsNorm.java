package dev.normc.examples.vector;

import static dev.normc.examples.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;
import static jdk.incubator.vector.VectorOperators.ADD;

import dev.normc.examples.Binding;
import dev.normc.examples.HandwrittenKernel;
import java.util.Arrays;
import java.util.Map;
import jdk.incubator.vector.FloatVector;

/** Root mean square normalization, two rows at a time, each read from memory once. */
public final class VectorRmsNorm implements HandwrittenKernel {

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
    private RmsProjection projection = new RmsProjection(0, x, gamma, dy, dgamma, rstd);

    /**
     * The squares of two rows are added up while the two before are written: the one waits for the memory to be read,
     * the other for it to be written. A last row without a partner is its own: what is written twice is the same.
     */
    @Override
    public void forward() {
        if (rows == 0) {
            return;
        }
        int last = rows - 1;
        takeDeviations(0, Math.min(1, last));
        for (int row = 0; row < rows; row += 2) {
            normalize(row, Math.min(row + 1, last), Math.min(row + 2, last), Math.min(row + 3, last));
        }
    }

    private void takeDeviations(int row0, int row1) {
        int start0 = row0 * columns;
        int start1 = row1 * columns;
        FloatVector sum0 = zero(SPECIES);
        FloatVector sum1 = zero(SPECIES);
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector x0 = fromArray(SPECIES, x, start0 + i);
            FloatVector x1 = fromArray(SPECIES, x, start1 + i);
            sum0 = x0.fma(x0, sum0);
            sum1 = x1.fma(x1, sum1);
        }
        completeDeviation(row0, sum0.reduceLanes(ADD));
        completeDeviation(row1, sum1.reduceLanes(ADD));
    }

    /** Adds what fills no vector. */
    private void completeDeviation(int row, float sum) {
        int start = row * columns;
        float squares = sum + Lanes.squares(x, start + SPECIES.loopBound(columns), start + columns, 0);
        rstd[row] = Lanes.rstd(squares, columns, eps);
    }

    /** Writes {@code y = gamma * x * rstd} of two rows, and takes the reciprocal deviations of the next two. */
    private void normalize(int row0, int row1, int next0, int next1) {
        int start0 = row0 * columns;
        int start1 = row1 * columns;
        int startOfNext0 = next0 * columns;
        int startOfNext1 = next1 * columns;
        float rstd0 = rstd[row0];
        float rstd1 = rstd[row1];
        FloatVector sum0 = zero(SPECIES);
        FloatVector sum1 = zero(SPECIES);
        int i = 0;
        for (; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector factor = fromArray(SPECIES, gamma, i);
            FloatVector x0 = fromArray(SPECIES, x, startOfNext0 + i);
            FloatVector x1 = fromArray(SPECIES, x, startOfNext1 + i);
            sum0 = x0.fma(x0, sum0);
            sum1 = x1.fma(x1, sum1);
            FloatVector h0 = fromArray(SPECIES, x, start0 + i).mul(rstd0);
            FloatVector h1 = fromArray(SPECIES, x, start1 + i).mul(rstd1);
            h0.mul(factor).intoArray(y, start0 + i);
            h1.mul(factor).intoArray(y, start1 + i);
        }
        for (; i < columns; i++) {
            y[start0 + i] = x[start0 + i] * rstd0 * gamma[i];
            y[start1 + i] = x[start1 + i] * rstd1 * gamma[i];
        }
        completeDeviation(next0, sum0.reduceLanes(ADD));
        completeDeviation(next1, sum1.reduceLanes(ADD));
    }

    /** Writes {@code dx = rstd * (g - h * mean(g * h))}, with g = gamma * dy and h the normalized input. */
    @Override
    public void backward() {
        Arrays.fill(dgamma, 0);
        int row = 0;
        for (; row < rows - 1; row += 2) {
            projection.projectTwoRows(row);
            differentiate(row, row + 1);
        }
        if (row < rows) {
            projection.projectRow(row);
            differentiate(row, row);
        }
    }

    private void differentiate(int row0, int row1) {
        int start0 = row0 * columns;
        int start1 = row1 * columns;
        float rstd0 = rstd[row0];
        float rstd1 = rstd[row1];
        float slope0 = projection.slope(row0, 0);
        float slope1 = projection.slope(row1, row1 - row0);
        int i = 0;
        for (; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector factor = fromArray(SPECIES, gamma, i);
            FloatVector g0 = fromArray(SPECIES, dy, start0 + i).mul(factor);
            FloatVector g1 = fromArray(SPECIES, dy, start1 + i).mul(factor);
            g0.mul(rstd0).add(fromArray(SPECIES, x, start0 + i).mul(slope0)).intoArray(dx, start0 + i);
            g1.mul(rstd1).add(fromArray(SPECIES, x, start1 + i).mul(slope1)).intoArray(dx, start1 + i);
        }
        for (; i < columns; i++) {
            dx[start0 + i] = Math.fma(dy[start0 + i] * gamma[i], rstd0, x[start0 + i] * slope0);
            dx[start1 + i] = Math.fma(dy[start1 + i] * gamma[i], rstd1, x[start1 + i] * slope1);
        }
    }

    @Override
    public String norm() {
        return "RmsNorm";
    }

    @Override
    public String label() {
        return "vector";
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
        projection = new RmsProjection(columns, x, gamma, dy, dgamma, rstd);
    }
}
