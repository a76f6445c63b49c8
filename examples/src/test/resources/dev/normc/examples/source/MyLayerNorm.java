package mine;

/** A right LayerNorm as most projects have it. */
public final class MyLayerNorm {

    private MyLayerNorm() {}

    static void forward(float[] x, float[] gamma, float[] beta, float[] y, int N, int D, float eps) {
        for (int n = 0; n < N; n++) {
            float mean = mean(x, n * D, D);
            float scale = scale(x, n * D, D, mean, eps);
            for (int d = 0; d < D; d++) {
                y[n * D + d] = gamma[d] * (x[n * D + d] - mean) * scale + beta[d];
            }
        }
    }

    static void backward(
            float[] dy, float[] x, float[] gamma, float[] dx, float[] dgamma, float[] dbeta, int N, int D, float eps) {
        for (int d = 0; d < D; d++) {
            dgamma[d] = 0;
            dbeta[d] = 0;
        }
        for (int n = 0; n < N; n++) {
            float mean = mean(x, n * D, D);
            float scale = scale(x, n * D, D, mean, eps);
            float sum = 0;
            float product = 0;
            for (int d = 0; d < D; d++) {
                float h = (x[n * D + d] - mean) * scale;
                float g = gamma[d] * dy[n * D + d];
                sum += g;
                product += g * h;
                dgamma[d] += dy[n * D + d] * h;
                dbeta[d] += dy[n * D + d];
            }
            for (int d = 0; d < D; d++) {
                float h = (x[n * D + d] - mean) * scale;
                dx[n * D + d] = scale * (gamma[d] * dy[n * D + d] - sum / D - h * (product / D));
            }
        }
    }

    private static float mean(float[] x, int from, int count) {
        float sum = 0;
        for (int d = 0; d < count; d++) {
            sum += x[from + d];
        }
        return sum / count;
    }

    private static float scale(float[] x, int from, int count, float mean, float eps) {
        float squares = 0;
        for (int d = 0; d < count; d++) {
            float u = x[from + d] - mean;
            squares += u * u;
        }
        return (float) (1 / Math.sqrt(squares / count + eps));
    }
}
