/** Cannot even begin. */
public final class FailsEarly {

    private static final float[] TABLE = table();

    public static void forward(float[] x, float[] gamma, float[] y, int N, int D, float eps) {
        y[0] = TABLE[0];
    }

    private static float[] table() {
        throw new IllegalStateException("no table");
    }
}
