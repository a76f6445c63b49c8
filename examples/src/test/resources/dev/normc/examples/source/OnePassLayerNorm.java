/** A variance as the mean of squares minus the squared mean. */
public final class OnePassLayerNorm {

    public static void forward(float[] x, float[] gamma, float[] beta, float[] y, int n, int d, double eps) {
        for (int row = 0; row < n; row++) {
            float sum = 0;
            float squares = 0;
            for (int i = 0; i < d; i++) {
                float value = x[row * d + i];
                sum += value;
                squares += value * value;
            }
            float mean = sum / d;
            float variance = Math.max(0, squares / d - mean * mean);
            float scale = (float) (1 / Math.sqrt(variance + eps));
            for (int i = 0; i < d; i++) {
                y[row * d + i] = gamma[i] * (x[row * d + i] - mean) * scale + beta[i];
            }
        }
    }
}
