/** Divides by the number of rows in place of their length. */
public final class SwappedMean {

    public static void forward(float[] x, float[] gamma, float[] beta, float[] y, int N, int D, float eps) {
        for (int n = 0; n < N; n++) {
            float mean = 0;
            for (int d = 0; d < D; d++) {
                mean += x[n * D + d] / N;
            }
            float variance = 0;
            for (int d = 0; d < D; d++) {
                variance += (x[n * D + d] - mean) * (x[n * D + d] - mean) / D;
            }
            float scale = (float) (1 / Math.sqrt(variance + eps));
            for (int d = 0; d < D; d++) {
                y[n * D + d] = gamma[d] * (x[n * D + d] - mean) * scale + beta[d];
            }
        }
    }
}
