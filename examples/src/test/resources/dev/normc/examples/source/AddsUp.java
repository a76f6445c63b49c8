/** Adds to gradients that it should overwrite. */
public final class AddsUp {

    static void forward(float[] x, float[] gamma, float[] y, int N, int D, float eps) {
        for (int n = 0; n < N; n++) {
            float scale = scale(x, n * D, D, eps);
            for (int d = 0; d < D; d++) {
                y[n * D + d] = gamma[d] * x[n * D + d] * scale;
            }
        }
    }

    static void backward(float[] dy, float[] x, float[] gamma, float[] dx, float[] dgamma, int N, int D, float eps) {
        for (int n = 0; n < N; n++) {
            float scale = scale(x, n * D, D, eps);
            float product = 0;
            for (int d = 0; d < D; d++) {
                float h = x[n * D + d] * scale;
                product += gamma[d] * dy[n * D + d] * h / D;
                dgamma[d] += dy[n * D + d] * h;
            }
            for (int d = 0; d < D; d++) {
                dx[n * D + d] = scale * (gamma[d] * dy[n * D + d] - x[n * D + d] * scale * product);
            }
        }
    }

    private static float scale(float[] x, int from, int count, float eps) {
        float squares = 0;
        for (int d = 0; d < count; d++) {
            squares += x[from + d] * x[from + d];
        }
        return (float) (1 / Math.sqrt(squares / count + eps));
    }
}
