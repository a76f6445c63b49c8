/** The batch norm with its running statistics. */
public final class MyBatchNorm {

    static void forward(
            float[] x,
            float[] gamma,
            float[] beta,
            float[] y,
            float[] running_mean,
            float[] running_var,
            int N,
            int C,
            double eps) {
        for (int c = 0; c < C; c++) {
            double mean = mean(x, c, N, C);
            double variance = variance(x, c, N, C, mean);
            double scale = 1 / Math.sqrt(variance + eps);
            for (int n = 0; n < N; n++) {
                y[n * C + c] = (float) (gamma[c] * ((x[n * C + c] - mean) * scale) + beta[c]);
            }
            running_mean[c] = (float) (0.9 * running_mean[c] + 0.1 * mean);
            running_var[c] = (float) (0.9 * running_var[c] + 0.1 * variance * N / (N - 1));
        }
    }

    static void backward(
            float[] dy, float[] x, float[] gamma, float[] dx, float[] dgamma, float[] dbeta, int N, int C, double eps) {
        for (int c = 0; c < C; c++) {
            double mean = mean(x, c, N, C);
            double scale = 1 / Math.sqrt(variance(x, c, N, C, mean) + eps);
            double sum = 0;
            double product = 0;
            for (int n = 0; n < N; n++) {
                sum += dy[n * C + c];
                product += dy[n * C + c] * ((x[n * C + c] - mean) * scale);
            }
            dbeta[c] = (float) sum;
            dgamma[c] = (float) product;
            for (int n = 0; n < N; n++) {
                double h = (x[n * C + c] - mean) * scale;
                dx[n * C + c] = (float) (gamma[c] * scale * (dy[n * C + c] - sum / N - h * (product / N)));
            }
        }
    }

    private static double mean(float[] x, int c, int N, int C) {
        double sum = 0;
        for (int n = 0; n < N; n++) {
            sum += x[n * C + c];
        }
        return sum / N;
    }

    private static double variance(float[] x, int c, int N, int C, double mean) {
        double squares = 0;
        for (int n = 0; n < N; n++) {
            squares += (x[n * C + c] - mean) * (x[n * C + c] - mean);
        }
        return squares / N;
    }
}
