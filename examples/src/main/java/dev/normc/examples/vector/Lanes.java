package dev.normc.examples.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** How wide all vectors of this package are, and the sums over the ends of rows that fill no vector. */
final class Lanes {

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    static final int COUNT = SPECIES.length();

    private Lanes() {}

    /** The sum of {@code values[from]} to {@code values[to - 1]}. */
    static float sum(float[] values, int from, int to) {
        float sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }

    /** The sum of their squared distances from {@code centre}. */
    static float squares(float[] values, int from, int to, float centre) {
        float squares = 0;
        for (int i = from; i < to; i++) {
            float deviation = values[i] - centre;
            squares = Math.fma(deviation, deviation, squares);
        }
        return squares;
    }

    /** The reciprocal standard deviation of {@code count} values whose squared deviations add up to {@code squares}. */
    static float rstd(float squares, int count, float eps) {
        return (float) (1 / Math.sqrt(squares / count + eps));
    }
}
