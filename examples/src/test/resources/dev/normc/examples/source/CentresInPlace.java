/** Leaves the centred row where the caller had its input. */
public final class CentresInPlace {

    public static void forward(float[] x, float[] gamma, float[] beta, float[] y, int N, int D, float eps) {
        for (int n = 0; n < N; n++) {
            float mean = 0;
            for (int d = 0; d < D; d++) {
                mean += x[n * D + d];
            }
            mean /= D;
            float variance = 0;
            for (int d = 0; d < D; d++) {
                x[n * D + d] -= mean;
                variance += x[n * D + d] * x[n * D + d];
            }
            float scale = (float) (1 / Math.sqrt(variance / D + eps));
            for (int d = 0; d < D; d++) {
                y[n * D + d] = gamma[d] * x[n * D + d] * scale + beta[d];
            }
        }
    }
}
