/** Goes on in steps of four where the size is no multiple of four. */
public final class RunsTooFar {

    public static void forward(float[] x, float[] gamma, float[] y, int ND, int D, float eps) {
        for (int start = 0; start < ND; start += D) {
            float squares = 0;
            for (int d = 0; d < D; d += 4) {
                squares += x[start + d] * x[start + d]
                        + x[start + d + 1] * x[start + d + 1]
                        + x[start + d + 2] * x[start + d + 2]
                        + x[start + d + 3] * x[start + d + 3];
            }
            float scale = (float) (1 / Math.sqrt(squares / D + eps));
            for (int d = 0; d < D; d++) {
                y[start + d] = gamma[d] * x[start + d] * scale;
            }
        }
    }
}
