/** One sum over all rows, begun again by subtracting what it was. */
public final class LeaksNan {

    public static void forward(float[] x, float[] gamma, float[] y, int N, int D) {
        double running = 0;
        for (int n = 0; n < N; n++) {
            double before = running;
            for (int d = 0; d < D; d++) {
                running += (double) x[n * D + d] * x[n * D + d];
            }
            double scale = 1 / Math.sqrt((running - before) / D + 1e-6);
            for (int d = 0; d < D; d++) {
                y[n * D + d] = (float) (gamma[d] * (x[n * D + d] * scale));
            }
        }
    }
}
