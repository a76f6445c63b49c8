package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.normc.compiler.Options;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The public methods of an emitted class beside the one that takes whole arrays. */
class OverloadsTest {

    private static final int N = 5;
    private static final int D = 7;

    private final Random random = new Random(17);
    private final Emitted layer = Emitted.of(Programs.named("LayerNorm"), Options.DEFAULT, JavaCompiler.JAVAC);
    private final Object workspace = layer.workspace(Mode.TRAINING, N, D);
    private final float[] gamma = numbers(D);
    private final float[] beta = numbers(D);

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private float[] expected(float[] x) {
        float[] y = new float[N * D];
        layer.call("forward", x, gamma, beta, y, workspace);
        return y;
    }

    @Test
    void resultsComeInNewArrays() {
        float[] x = numbers(N * D);
        float[] dy = numbers(N * D);
        float[] dx = new float[N * D];
        float[] dgamma = new float[D];
        float[] dbeta = new float[D];
        assertArrayEquals(expected(x), (float[]) layer.call("forward", x, gamma, beta, workspace));
        layer.call("backward", x, gamma, dy, dx, dgamma, dbeta, workspace);
        Object gradients = layer.call("backward", x, gamma, dy, workspace);
        assertArrayEquals(dx, (float[]) Emitted.field(gradients, "dx"));
        assertArrayEquals(dgamma, (float[]) Emitted.field(gradients, "dgamma"));
        assertArrayEquals(dbeta, (float[]) Emitted.field(gradients, "dbeta"));
    }

    /** One matrix whose rows hold three things side by side, as a fused projection writes them. */
    @Test
    void aColumnOfOneMatrixIsNormalizedIntoAnother() {
        float[] fused = numbers(N * 3 * D);
        float[] before = fused.clone();
        float[] x = new float[N * D];
        for (int n = 0; n < N; n++) {
            System.arraycopy(fused, n * 3 * D + D, x, n * D, D);
        }
        layer.call("forward", fused, D, 3 * D, gamma, 0, beta, 0, fused, 2 * D, 3 * D, workspace);
        float[] y = expected(x);
        for (int n = 0; n < N; n++) {
            System.arraycopy(y, n * D, before, n * 3 * D + 2 * D, D);
        }
        assertArrayEquals(before, fused);
    }

    @Test
    void aSliceMayBeNormalizedInItsPlace() {
        float[] array = numbers(3 + N * (D + 2));
        float[] x = new float[N * D];
        for (int n = 0; n < N; n++) {
            System.arraycopy(array, 3 + n * (D + 2), x, n * D, D);
        }
        layer.call("forward", array, 3, D + 2, gamma, 0, beta, 0, array, 3, D + 2, workspace);
        float[] y = expected(x);
        for (int n = 0; n < N; n++) {
            assertArrayEquals(
                    Arrays.copyOfRange(y, n * D, (n + 1) * D),
                    Arrays.copyOfRange(array, 3 + n * (D + 2), 3 + n * (D + 2) + D));
        }
    }

    @Test
    void aStrideOfZeroReadsOneRowManyTimes() {
        float[] row = numbers(D);
        float[] x = new float[N * D];
        for (int n = 0; n < N; n++) {
            System.arraycopy(row, 0, x, n * D, D);
        }
        float[] y = new float[N * D];
        layer.call("forward", row, 0, 0, gamma, 0, beta, 0, y, 0, D, workspace);
        assertArrayEquals(expected(x), y);
    }

    @Test
    void parametersMayLieInOneArray() {
        float[] both = new float[2 * D];
        System.arraycopy(gamma, 0, both, 0, D);
        System.arraycopy(beta, 0, both, D, D);
        float[] x = numbers(N * D);
        float[] y = new float[N * D];
        layer.call("forward", x, 0, D, both, 0, both, D, y, 0, D, workspace);
        assertArrayEquals(expected(x), y);
    }

    @Test
    void slicesThatDoNotFitAreRefusedAndNothingIsWritten() {
        float[] x = numbers(N * D);
        float[] y = numbers(N * D + 1);
        float[] before = y.clone();
        refused("x: the offset must not be negative, given -1", x, -1, D, y, 0, D);
        refused("x: the slice ends at element 36, the array at 35", x, 1, D, y, 0, D);
        refused("y: the stride must be at least a row, which has 7, given 6", x, 0, D, y, 0, D - 1);
        refused("x: the stride must be at least 0, given -7", x, 0, -D, y, 0, D);
        refused("y: the slice ends at element 2147483647, the array at 36", x, 0, D, y, Integer.MAX_VALUE - N * D, D);
        refused("y: is written and must lie apart from x", y, 0, D, y, 1, D);
        refused("y: the slice ends at element 8589934595, the array at 36", x, 0, D, y, 0, Integer.MAX_VALUE);
        assertArrayEquals(before, y);
    }

    private void refused(String message, float[] x, int xOffset, int xStride, float[] y, int yOffset, int yStride) {
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class,
                () -> layer.call("forward", x, xOffset, xStride, gamma, 0, beta, 0, y, yOffset, yStride, workspace));
        assertEquals(message, thrown.getMessage());
    }

    @Test
    void anEmptySizeTouchesNothingBesideTheSlices() {
        float[] both = numbers(3 * D);
        float[] before = both.clone();
        float[] none = new float[0];
        Object empty = layer.workspace(Mode.TRAINING, 0, D);
        layer.call("backward", none, 0, D, gamma, 0, none, 0, D, none, 0, D, both, 0, both, D, empty);
        Arrays.fill(before, 0, 2 * D, 0);
        assertArrayEquals(before, both);
    }

    @Test
    void statesInOneObjectAreThoseOfTheArrays() {
        Emitted batch = Emitted.of(Programs.named("BatchNorm"), Options.DEFAULT, JavaCompiler.JAVAC);
        Object memory = batch.workspace(Mode.TRAINING, N, D);
        float[] mean = new float[D];
        float[] var = new float[D];
        Arrays.fill(var, 1);
        float[] x = numbers(N * D);
        float[] y = new float[N * D];
        Object state = Emitted.on(memory, "newState");
        assertArrayEquals(mean, (float[]) Emitted.field(state, "running_mean"));
        assertArrayEquals(var, (float[]) Emitted.field(state, "running_var"));
        batch.call("forward", x, gamma, beta, mean, var, y, memory);
        assertArrayEquals(y, (float[]) batch.call("forward", x, gamma, beta, state, memory));
        assertArrayEquals(mean, (float[]) Emitted.field(state, "running_mean"));
        assertArrayEquals(var, (float[]) Emitted.field(state, "running_var"));

        double[] saved = (double[]) Emitted.on(state, "save");
        Object inference = batch.workspace(Mode.INFERENCE, N, D);
        Object restored = Emitted.on(inference, "newState");
        Emitted.on(restored, "restore", saved);
        assertArrayEquals((float[]) batch.call("infer", x, gamma, beta, state, inference), (float[])
                batch.call("infer", x, gamma, beta, restored, inference));
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class, () -> Emitted.on(restored, "restore", new double[2 * D + 1]));
        assertEquals("saved: expected an array of 14 elements, given one of 15", thrown.getMessage());
        assertArrayEquals(saved, (double[]) Emitted.on(restored, "save"));
    }

    @Test
    void aCounterIsSavedWithTheOthers() {
        Emitted counted = Emitted.of(Programs.text("""
                        norm Counted(x[N, C]) {
                            state steps = 0
                            state centre[C] = 3
                            update steps = steps + 1
                            update centre = centre + mean[N](x)
                            return x + centre + steps
                        }
                        """), Options.DEFAULT, JavaCompiler.JAVAC);
        Object memory = counted.workspace(Mode.TRAINING, N, 2);
        Object state = Emitted.on(memory, "newState");
        assertArrayEquals(new double[] {0, 3, 3}, (double[]) Emitted.on(state, "save"));
        counted.call("forward", new float[N * 2], state, memory);
        assertArrayEquals(new double[] {1, 3, 3}, (double[]) Emitted.on(state, "save"));
    }
}
