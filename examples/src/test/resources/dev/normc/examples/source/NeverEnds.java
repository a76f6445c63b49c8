/** Waits for an index that it steps over. */
public final class NeverEnds {

    public static void forward(float[] x, float[] gamma, float[] y, int N, int D, float eps) {
        int i = 0;
        while (i != N * D && !Thread.currentThread().isInterrupted()) {
            y[i % (N * D)] = x[i % (N * D)];
            i += i == N * D - 1 ? 2 : 1;
        }
    }
}
