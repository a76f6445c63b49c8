/** Scales by how often it was called. */
public final class Remembers {

    private static int calls;

    public static void forward(float[] x, float[] gamma, float[] y, int N, int D, float eps) {
        float drift = ++calls * 1e-7f;
        for (int n = 0; n < N; n++) {
            float squares = 0;
            for (int d = 0; d < D; d++) {
                squares += x[n * D + d] * x[n * D + d];
            }
            float scale = (float) (1 / Math.sqrt(squares / D + eps)) * (1 + drift);
            for (int d = 0; d < D; d++) {
                y[n * D + d] = gamma[d] * x[n * D + d] * scale;
            }
        }
    }
}
