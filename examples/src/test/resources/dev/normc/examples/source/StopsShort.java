/** Writes four elements at a time and leaves the last of a row out. */
public final class StopsShort {

    public static void forward(float[] x, float[] gamma, float[] y, int N, int D, float eps) {
        for (int n = 0; n < N; n++) {
            float squares = 0;
            for (int d = 0; d < D; d++) {
                squares += x[n * D + d] * x[n * D + d];
            }
            float scale = (float) (1 / Math.sqrt(squares / D + eps));
            for (int d = 0; d + 4 <= D; d += 4) {
                for (int i = d; i < d + 4; i++) {
                    y[n * D + i] = gamma[i] * x[n * D + i] * scale;
                }
            }
        }
    }
}
