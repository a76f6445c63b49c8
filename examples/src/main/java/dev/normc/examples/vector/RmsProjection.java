package dev.normc.examples.vector;

import static dev.normc.examples.vector.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;
import static jdk.incubator.vector.VectorOperators.ADD;

import jdk.incubator.vector.FloatVector;

/**
 * The first half of the backward of a root mean square normalization, with or without a residual addition before it:
 * the gradient of gamma, and per row the mean of g * h, with g = gamma * dy and h = x * rstd.
 */
final class RmsProjection {

    private final int columns;
    private final float[] x;
    private final float[] gamma;
    private final float[] dy;
    private final float[] dgamma;
    private final float[] rstd;

    /** The mean of g * h of the two rows that the backward has in its hands. */
    private final float[] meanGh = new float[2];

    /**
     * What it reads, and the gradient that it adds to.
     *
     * @param x what is normalized, rows of {@code columns}
     * @param gamma the scale of each column
     * @param dy the upstream gradient, like {@code x}
     * @param dgamma the gradient of {@code gamma}
     * @param rstd the reciprocal root mean square of each row
     */
    RmsProjection(int columns, float[] x, float[] gamma, float[] dy, float[] dgamma, float[] rstd) {
        this.columns = columns;
        this.x = x;
        this.gamma = gamma;
        this.dy = dy;
        this.dgamma = dgamma;
        this.rstd = rstd;
    }

    /** The factor of x in its own gradient, {@code -mean(g * h) * rstd^2}, for one of the rows of the last call. */
    float slope(int row, int which) {
        return -meanGh[which] * rstd[row] * rstd[row];
    }

    /** Takes mean(g * h) of both rows and adds to the gradient of gamma, which they load and store once. */
    void projectTwoRows(int row) {
        int start0 = row * columns;
        int start1 = start0 + columns;
        float rstd0 = rstd[row];
        float rstd1 = rstd[row + 1];
        FloatVector sum0 = zero(SPECIES);
        FloatVector sum1 = zero(SPECIES);
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector factor = fromArray(SPECIES, gamma, i);
            FloatVector products0 =
                    fromArray(SPECIES, x, start0 + i).mul(rstd0).mul(fromArray(SPECIES, dy, start0 + i));
            FloatVector products1 =
                    fromArray(SPECIES, x, start1 + i).mul(rstd1).mul(fromArray(SPECIES, dy, start1 + i));
            sum0 = products0.fma(factor, sum0);
            sum1 = products1.fma(factor, sum1);
            products0.add(products1).add(fromArray(SPECIES, dgamma, i)).intoArray(dgamma, i);
        }
        meanGh[0] = sum0.reduceLanes(ADD);
        meanGh[1] = sum1.reduceLanes(ADD);
        projectTail(row, 0);
        projectTail(row + 1, 1);
    }

    /** The same of a row without a partner. */
    void projectRow(int row) {
        int start = row * columns;
        FloatVector sum = zero(SPECIES);
        for (int i = 0; i < SPECIES.loopBound(columns); i += Lanes.COUNT) {
            FloatVector products =
                    fromArray(SPECIES, x, start + i).mul(rstd[row]).mul(fromArray(SPECIES, dy, start + i));
            sum = products.fma(fromArray(SPECIES, gamma, i), sum);
            products.add(fromArray(SPECIES, dgamma, i)).intoArray(dgamma, i);
        }
        meanGh[0] = sum.reduceLanes(ADD);
        projectTail(row, 0);
    }

    /** Completes the sum of a row and divides it. */
    private void projectTail(int row, int which) {
        int start = row * columns;
        float sum = meanGh[which];
        for (int i = SPECIES.loopBound(columns); i < columns; i++) {
            float product = x[start + i] * rstd[row] * dy[start + i];
            sum = Math.fma(product, gamma[i], sum);
            dgamma[i] += product;
        }
        meanGh[which] = sum / columns;
    }
}
