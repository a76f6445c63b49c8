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

/** Layer normalization, two rows at a time: each is read from memory once and then stays in the first-level cache. */
public final class VectorLayerNorm implements HandwrittenKernel {

    private int rows;
    private int columns;
    private float eps;
    private float[] x = {};
    private float[] gamma = {};
    private float[] beta = {};
    private float[] y = {};
    private float[] dy = {};
    private float[] dx = {};
    private float[] dgamma = {};
    private float[] dbeta = {};
    private float[] mean = {};
    private float[] rstd = {};

    /** The means that the backward takes of the two rows in its hands. */
    private final float[] meanG = new float[2];

    private final float[] meanGh = new float[2];

    /**
     * The means of two rows are taken while the two before are written: the one waits for the memory to be read, the
     * other for it to be written. A last row without a partner is its own: what is written twice is the same.
     */
    @Override
    public void forward() {
        if (rows == 0) {
            return;
        }
        int last = rows - 1;
        takeMeans(0, Math.min(1, last));
        for (int row = 0; row < rows; row += 2) {
            int partner = Math.min(row + 1, last);
            takeDeviations(row, partner);
            normalize(row, partner, Math.min(row + 2, last), Math.min(row + 3, last));
        }
    }

    private void takeMeans(int row0, int row1) {
        int start0 = row0 * columns;
        int start1 = row1 * columns;
        FloatVector sum0 = zero(SPECIES);
        FloatVector sum1 = zero(SPECIES);
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            sum0 = sum0.add(fromArray(SPECIES, x, start0 + i));
            sum1 = sum1.add(fromArray(SPECIES, x, start1 + i));
        }
        completeMean(row0, sum0.reduceLanes(ADD));
        completeMean(row1, sum1.reduceLanes(ADD));
    }

    /** Adds what fills no vector. */
    private void completeMean(int row, float sum) {
        int start = row * columns;
        mean[row] = (sum + Lanes.sum(x, start + SPECIES.loopBound(columns), start + columns)) / columns;
    }

    private void takeDeviations(int row0, int row1) {
        int start0 = row0 * columns;
        int start1 = row1 * columns;
        int end = SPECIES.loopBound(columns);
        float mean0 = mean[row0];
        float mean1 = mean[row1];
        FloatVector even0 = zero(SPECIES);
        FloatVector even1 = zero(SPECIES);
        FloatVector odd0 = zero(SPECIES);
        FloatVector odd1 = zero(SPECIES);
        int i = 0;
        for (; i < end - Lanes.COUNT; i += 2 * Lanes.COUNT) {
            FloatVector u0 = fromArray(SPECIES, x, start0 + i).sub(mean0);
            FloatVector u1 = fromArray(SPECIES, x, start1 + i).sub(mean1);
            FloatVector v0 = fromArray(SPECIES, x, start0 + i + Lanes.COUNT).sub(mean0);
            FloatVector v1 = fromArray(SPECIES, x, start1 + i + Lanes.COUNT).sub(mean1);
            even0 = u0.fma(u0, even0);
            even1 = u1.fma(u1, even1);
            odd0 = v0.fma(v0, odd0);
            odd1 = v1.fma(v1, odd1);
        }
        if (i < end) {
            FloatVector u0 = fromArray(SPECIES, x, start0 + i).sub(mean0);
            FloatVector u1 = fromArray(SPECIES, x, start1 + i).sub(mean1);
            even0 = u0.fma(u0, even0);
            even1 = u1.fma(u1, even1);
        }
        float squares0 = even0.add(odd0).reduceLanes(ADD) + Lanes.squares(x, start0 + end, start0 + columns, mean0);
        float squares1 = even1.add(odd1).reduceLanes(ADD) + Lanes.squares(x, start1 + end, start1 + columns, mean1);
        rstd[row0] = Lanes.rstd(squares0, columns, eps);
        rstd[row1] = Lanes.rstd(squares1, columns, eps);
    }

    /** Writes {@code y = gamma * (x - mean) * rstd + beta} of two rows, and takes the means of the next two. */
    private void normalize(int row0, int row1, int next0, int next1) {
        int start0 = row0 * columns;
        int start1 = row1 * columns;
        int startOfNext0 = next0 * columns;
        int startOfNext1 = next1 * columns;
        float mean0 = mean[row0];
        float mean1 = mean[row1];
        float rstd0 = rstd[row0];
        float rstd1 = rstd[row1];
        FloatVector sum0 = zero(SPECIES);
        FloatVector sum1 = zero(SPECIES);
        int i = 0;
        for (; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector factor = fromArray(SPECIES, gamma, i);
            FloatVector offset = fromArray(SPECIES, beta, i);
            FloatVector h0 = fromArray(SPECIES, x, start0 + i).sub(mean0).mul(rstd0);
            FloatVector h1 = fromArray(SPECIES, x, start1 + i).sub(mean1).mul(rstd1);
            sum0 = sum0.add(fromArray(SPECIES, x, startOfNext0 + i));
            sum1 = sum1.add(fromArray(SPECIES, x, startOfNext1 + i));
            h0.fma(factor, offset).intoArray(y, start0 + i);
            h1.fma(factor, offset).intoArray(y, start1 + i);
        }
        for (; i < columns; i++) {
            y[start0 + i] = Math.fma((x[start0 + i] - mean0) * rstd0, gamma[i], beta[i]);
            y[start1 + i] = Math.fma((x[start1 + i] - mean1) * rstd1, gamma[i], beta[i]);
        }
        completeMean(next0, sum0.reduceLanes(ADD));
        completeMean(next1, sum1.reduceLanes(ADD));
    }

    /**
     * Writes {@code dx = rstd * (g - mean(g) - h * mean(g * h))}, with g = gamma * dy and h the normalized input.
     *
     * <p>Two rows share one load and one store of the gradients of gamma and beta.
     */
    @Override
    public void backward() {
        Arrays.fill(dgamma, 0);
        Arrays.fill(dbeta, 0);
        int row = 0;
        for (; row < rows - 1; row += 2) {
            projectTwoRows(row);
            differentiate(row, row + 1);
        }
        if (row < rows) {
            projectRow(row);
            differentiate(row, row);
        }
    }

    /** Takes mean(g) and mean(g * h) of both rows, and adds to the gradients of the parameters. */
    private void projectTwoRows(int row) {
        int start0 = row * columns;
        int start1 = start0 + columns;
        float mean0 = mean[row];
        float mean1 = mean[row + 1];
        float rstd0 = rstd[row];
        float rstd1 = rstd[row + 1];
        FloatVector sumG0 = zero(SPECIES);
        FloatVector sumG1 = zero(SPECIES);
        FloatVector sumGh0 = zero(SPECIES);
        FloatVector sumGh1 = zero(SPECIES);
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector factor = fromArray(SPECIES, gamma, i);
            FloatVector dy0 = fromArray(SPECIES, dy, start0 + i);
            FloatVector dy1 = fromArray(SPECIES, dy, start1 + i);
            FloatVector h0 = fromArray(SPECIES, x, start0 + i).sub(mean0).mul(rstd0);
            FloatVector h1 = fromArray(SPECIES, x, start1 + i).sub(mean1).mul(rstd1);
            FloatVector g0 = dy0.mul(factor);
            FloatVector g1 = dy1.mul(factor);
            sumG0 = sumG0.add(g0);
            sumG1 = sumG1.add(g1);
            sumGh0 = g0.fma(h0, sumGh0);
            sumGh1 = g1.fma(h1, sumGh1);
            dy1.fma(h1, dy0.fma(h0, fromArray(SPECIES, dgamma, i))).intoArray(dgamma, i);
            dy0.add(dy1).add(fromArray(SPECIES, dbeta, i)).intoArray(dbeta, i);
        }
        meanG[0] = sumG0.reduceLanes(ADD);
        meanG[1] = sumG1.reduceLanes(ADD);
        meanGh[0] = sumGh0.reduceLanes(ADD);
        meanGh[1] = sumGh1.reduceLanes(ADD);
        projectTail(row, 0);
        projectTail(row + 1, 1);
    }

    private void projectRow(int row) {
        int start = row * columns;
        float meanOfRow = mean[row];
        float rstdOfRow = rstd[row];
        FloatVector sumG = zero(SPECIES);
        FloatVector sumGh = zero(SPECIES);
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector upstream = fromArray(SPECIES, dy, start + i);
            FloatVector h = fromArray(SPECIES, x, start + i).sub(meanOfRow).mul(rstdOfRow);
            FloatVector g = upstream.mul(fromArray(SPECIES, gamma, i));
            sumG = sumG.add(g);
            sumGh = g.fma(h, sumGh);
            upstream.fma(h, fromArray(SPECIES, dgamma, i)).intoArray(dgamma, i);
            upstream.add(fromArray(SPECIES, dbeta, i)).intoArray(dbeta, i);
        }
        meanG[0] = sumG.reduceLanes(ADD);
        meanGh[0] = sumGh.reduceLanes(ADD);
        projectTail(row, 0);
    }

    /** Completes the sums of a row and divides them. */
    private void projectTail(int row, int which) {
        int start = row * columns;
        float sumG = meanG[which];
        float sumGh = meanGh[which];
        for (int i = SPECIES.loopBound(columns); i < columns; i++) {
            float h = (x[start + i] - mean[row]) * rstd[row];
            float g = dy[start + i] * gamma[i];
            sumG += g;
            sumGh = Math.fma(g, h, sumGh);
            dgamma[i] = Math.fma(dy[start + i], h, dgamma[i]);
            dbeta[i] += dy[start + i];
        }
        meanG[which] = sumG / columns;
        meanGh[which] = sumGh / columns;
    }

    private void differentiate(int row0, int row1) {
        int start0 = row0 * columns;
        int start1 = row1 * columns;
        float mean0 = mean[row0];
        float mean1 = mean[row1];
        float rstd0 = rstd[row0];
        float rstd1 = rstd[row1];
        float offset0 = meanG[0] * rstd0;
        float offset1 = meanG[row1 - row0] * rstd1;
        float slope0 = meanGh[0] * rstd0 * rstd0;
        float slope1 = meanGh[row1 - row0] * rstd1 * rstd1;
        int i = 0;
        for (; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector factor = fromArray(SPECIES, gamma, i);
            FloatVector own0 =
                    fromArray(SPECIES, x, start0 + i).sub(mean0).mul(slope0).add(offset0);
            FloatVector own1 =
                    fromArray(SPECIES, x, start1 + i).sub(mean1).mul(slope1).add(offset1);
            FloatVector through0 =
                    fromArray(SPECIES, dy, start0 + i).mul(factor).mul(rstd0);
            FloatVector through1 =
                    fromArray(SPECIES, dy, start1 + i).mul(factor).mul(rstd1);
            through0.sub(own0).intoArray(dx, start0 + i);
            through1.sub(own1).intoArray(dx, start1 + i);
        }
        for (; i < columns; i++) {
            float own0 = Math.fma(x[start0 + i] - mean0, slope0, offset0);
            float own1 = Math.fma(x[start1 + i] - mean1, slope1, offset1);
            dx[start0 + i] = Math.fma(dy[start0 + i] * gamma[i], rstd0, -own0);
            dx[start1 + i] = Math.fma(dy[start1 + i] * gamma[i], rstd1, -own1);
        }
    }

    @Override
    public String norm() {
        return "LayerNorm";
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
        beta = binding.array("beta", columns);
        y = binding.array("y", rows * columns);
        dy = binding.array("dy", rows * columns);
        dx = binding.array("dx", rows * columns);
        dgamma = binding.array("dgamma", columns);
        dbeta = binding.array("dbeta", columns);
        mean = new float[rows];
        rstd = new float[rows];
    }
}
