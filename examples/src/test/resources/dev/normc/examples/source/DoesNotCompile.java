/** Has a double where a float belongs. */
public final class DoesNotCompile {

    public static void forward(float[] x, float[] gamma, float[] y, int N, int D, float eps) {
        float scale = 1 / Math.sqrt(eps);
        y[0] = gamma[0] * x[0] * scale;
    }
}
