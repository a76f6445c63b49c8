import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The forward with the Vector API. */
public final class VectorRmsNorm {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;

    static void forward(float[] x, float[] gamma, float[] y, int N, int D, float eps) {
        for (int n = 0; n < N; n++) {
            int start = n * D;
            FloatVector squares = FloatVector.zero(SPECIES);
            int d = 0;
            for (; d < SPECIES.loopBound(D); d += SPECIES.length()) {
                FloatVector value = FloatVector.fromArray(SPECIES, x, start + d);
                squares = value.fma(value, squares);
            }
            float sum = squares.reduceLanes(VectorOperators.ADD);
            for (; d < D; d++) {
                sum += x[start + d] * x[start + d];
            }
            float scale = (float) (1 / Math.sqrt(sum / D + eps));
            for (int i = 0; i < D; i++) {
                y[start + i] = gamma[i] * x[start + i] * scale;
            }
        }
    }
}
