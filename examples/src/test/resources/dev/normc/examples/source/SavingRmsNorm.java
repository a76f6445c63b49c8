/** Hands the scale of each row from the forward to the backward. */
public final class SavingRmsNorm {

    static void forward(float[] x, float[] gamma, float[] y, float[] scale, int N, int D, float eps) {
        for (int n = 0; n < N; n++) {
            float squares = 0;
            for (int d = 0; d < D; d++) {
                squares += x[n * D + d] * x[n * D + d];
            }
            scale[n] = (float) (1 / Math.sqrt(squares / D + eps));
            for (int d = 0; d < D; d++) {
                y[n * D + d] = gamma[d] * x[n * D + d] * scale[n];
            }
        }
    }

    static void backward(
            float[] dy, float[] x, float[] gamma, float[] scale, float[] dx, float[] dgamma, int N, int D) {
        java.util.Arrays.fill(dgamma, 0);
        for (int n = 0; n < N; n++) {
            float product = 0;
            for (int d = 0; d < D; d++) {
                float h = x[n * D + d] * scale[n];
                product += gamma[d] * dy[n * D + d] * h;
                dgamma[d] += dy[n * D + d] * h;
            }
            product /= D;
            for (int d = 0; d < D; d++) {
                float h = x[n * D + d] * scale[n];
                dx[n * D + d] = scale[n] * (gamma[d] * dy[n * D + d] - h * product);
            }
        }
    }
}
