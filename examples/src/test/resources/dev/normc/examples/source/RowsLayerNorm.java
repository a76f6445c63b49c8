/** Two-dimensional arrays, sizes left to them, methods with names of their own. */
public final class RowsLayerNorm {

    static void layerNorm(float[][] x, float[] gamma, float[] beta, float[][] y, float eps) {
        for (int n = 0; n < x.length; n++) {
            int width = x[n].length;
            double mean = 0;
            for (float value : x[n]) {
                mean += value;
            }
            mean /= width;
            double squares = 0;
            for (float value : x[n]) {
                squares += (value - mean) * (value - mean);
            }
            double scale = 1 / Math.sqrt(squares / width + eps);
            for (int d = 0; d < width; d++) {
                y[n][d] = (float) (gamma[d] * ((x[n][d] - mean) * scale) + beta[d]);
            }
        }
    }

    static void helper(int count) {}
}
