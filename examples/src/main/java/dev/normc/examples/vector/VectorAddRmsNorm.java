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

/** Residual addition and root mean square normalization in one sweep, two rows at a time. */
public final class VectorAddRmsNorm implements HandwrittenKernel {

    private int rows;
    private int columns;
    private float eps;
    private float[] x = {};
    private float[] r = {};
    private float[] s = {};
    private float[] gamma = {};
    private float[] y = {};
    private float[] dy = {};
    private float[] ds = {};
    private float[] dx = {};
    private float[] dr = {};
    private float[] dgamma = {};
    private float[] rstd = {};
    private RmsProjection projection = new RmsProjection(0, s, gamma, dy, dgamma, rstd);

    /** A last row without a partner is its own: what is written twice is the same. */
    @Override
    public void forward() {
        for (int row = 0; row < rows; row += 2) {
            int partner = Math.min(row + 1, rows - 1);
            add(row, partner);
            normalize(row, partner);
        }
    }

    /** Writes {@code s = x + r}, and takes the root mean square of what is still in registers. */
    private void add(int row0, int row1) {
        int start0 = row0 * columns;
        int start1 = row1 * columns;
        FloatVector sum0 = zero(SPECIES);
        FloatVector sum1 = zero(SPECIES);
        int i = 0;
        for (; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector s0 = fromArray(SPECIES, x, start0 + i).add(fromArray(SPECIES, r, start0 + i));
            FloatVector s1 = fromArray(SPECIES, x, start1 + i).add(fromArray(SPECIES, r, start1 + i));
            s0.intoArray(s, start0 + i);
            s1.intoArray(s, start1 + i);
            sum0 = s0.fma(s0, sum0);
            sum1 = s1.fma(s1, sum1);
        }
        float squares0 = sum0.reduceLanes(ADD);
        float squares1 = sum1.reduceLanes(ADD);
        for (; i < columns; i++) {
            float s0 = x[start0 + i] + r[start0 + i];
            float s1 = x[start1 + i] + r[start1 + i];
            s[start0 + i] = s0;
            s[start1 + i] = s1;
            squares0 = Math.fma(s0, s0, squares0);
            squares1 = Math.fma(s1, s1, squares1);
        }
        rstd[row0] = Lanes.rstd(squares0, columns, eps);
        rstd[row1] = Lanes.rstd(squares1, columns, eps);
    }

    /** Writes {@code y = gamma * s * rstd}. */
    private void normalize(int row0, int row1) {
        int start0 = row0 * columns;
        int start1 = row1 * columns;
        float rstd0 = rstd[row0];
        float rstd1 = rstd[row1];
        int i = 0;
        for (; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector factor = fromArray(SPECIES, gamma, i);
            fromArray(SPECIES, s, start0 + i).mul(rstd0).mul(factor).intoArray(y, start0 + i);
            fromArray(SPECIES, s, start1 + i).mul(rstd1).mul(factor).intoArray(y, start1 + i);
        }
        for (; i < columns; i++) {
            y[start0 + i] = s[start0 + i] * rstd0 * gamma[i];
            y[start1 + i] = s[start1 + i] * rstd1 * gamma[i];
        }
    }

    /**
     * Writes {@code dx = ds + rstd * (g - h * mean(g * h))}, with g = gamma * dy and h the normalized sum, and the same
     * as {@code dr}. The sum is read where the forward wrote it.
     */
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
            FloatVector own0 = fromArray(SPECIES, s, start0 + i).mul(slope0).add(fromArray(SPECIES, ds, start0 + i));
            FloatVector own1 = fromArray(SPECIES, s, start1 + i).mul(slope1).add(fromArray(SPECIES, ds, start1 + i));
            FloatVector dx0 = g0.mul(rstd0).add(own0);
            FloatVector dx1 = g1.mul(rstd1).add(own1);
            dx0.intoArray(dx, start0 + i);
            dx1.intoArray(dx, start1 + i);
            dx0.intoArray(dr, start0 + i);
            dx1.intoArray(dr, start1 + i);
        }
        for (; i < columns; i++) {
            float own0 = Math.fma(s[start0 + i], slope0, ds[start0 + i]);
            float own1 = Math.fma(s[start1 + i], slope1, ds[start1 + i]);
            dx[start0 + i] = Math.fma(dy[start0 + i] * gamma[i], rstd0, own0);
            dx[start1 + i] = Math.fma(dy[start1 + i] * gamma[i], rstd1, own1);
            dr[start0 + i] = dx[start0 + i];
            dr[start1 + i] = dx[start1 + i];
        }
    }

    @Override
    public String norm() {
        return "AddRmsNorm";
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
        r = binding.array("r", rows * columns);
        s = binding.array("s", rows * columns);
        gamma = binding.array("gamma", columns);
        y = binding.array("y", rows * columns);
        dy = binding.array("dy", rows * columns);
        ds = binding.array("ds", rows * columns);
        dx = binding.array("dx", rows * columns);
        dr = binding.array("dr", rows * columns);
        dgamma = binding.array("dgamma", columns);
        rstd = new float[rows];
        projection = new RmsProjection(columns, s, gamma, dy, dgamma, rstd);
    }
}
