package dev.normc.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HandwrittenKernelsTest {

    /**
     * The largest error of a tensor against its largest element, in units of float rounding (2^-24).
     *
     * <p>A sum of n floats one after another loses about sqrt(n) units, 32 at the 1027 elements of the longest one
     * here, and a few roundings follow it.
     */
    private static final double BOUND = 64 * 0x1p-24;

    /**
     * The same for BatchNorm. Of two rows that come near one another in some column, what is left of their difference
     * carries the rounding of their mean, which then is a hundred times as large against it.
     */
    private static final double BOUND_OF_BATCH_NORM = 256 * 0x1p-24;

    /**
     * How long C2 may take: it compiles beside the calls, late where the machine is busy. Until then a vector of the
     * Vector API is an object.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int[][] SHAPES = {
        {1, 1}, {3, 7}, {5, 1023}, {2, 1027}, {300, 64}, {7, 2304}, {40, 33}, {4, 257}, {0, 5}, {0, 50}
    };

    static Stream<Case> cases() {
        return HandwrittenKernels.all().stream().map(Case::new);
    }

    static Stream<Case> rowWise() {
        return cases().filter(c -> !List.of("BatchNorm", "PowerNorm").contains(c.norm()));
    }

    /** A kernel under a name that a test report can show. */
    record Case(HandwrittenKernel kernel) {
        String norm() {
            return kernel.norm();
        }

        @Override
        public String toString() {
            return kernel.label() + " " + kernel.norm();
        }
    }

    @Test
    void thereIsAKernelOfEachKindOfEachNorm() {
        for (String norm : List.of("LayerNorm", "RmsNorm", "BatchNorm", "PowerNorm", "DyT")) {
            List<String> labels = HandwrittenKernels.of(norm).stream()
                    .map(HandwrittenKernel::label)
                    .toList();
            assertEquals(List.of("naive", "tuned", "vector"), labels, norm);
        }
        assertEquals(
                List.of("naive", "vector"),
                HandwrittenKernels.of("AddRmsNorm").stream()
                        .map(HandwrittenKernel::label)
                        .toList());
        assertEquals(17, HandwrittenKernels.all().size());
        assertEquals(List.of(), HandwrittenKernels.of("NoNorm"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheDoubleLoopOverTwoSteps(Case c) {
        for (int[] shape : SHAPES) {
            if (c.norm().equals("BatchNorm") && shape[0] == 1) {
                continue;
            }
            Buffers buffers = Buffers.random(shape[0], shape[1], 11);
            buffers.bind(c.kernel());
            Random random = new Random(12);
            for (int step = 0; step < 2; step++) {
                Map<String, double[]> expected =
                        DoubleNorms.step(c.norm(), shape[0], shape[1], Buffers.CONSTANTS, buffers.snapshot());
                buffers.poison();
                c.kernel().forward();
                c.kernel().backward();
                double bound = c.norm().equals("BatchNorm") ? BOUND_OF_BATCH_NORM : BOUND;
                assertAgrees(c + " at " + Arrays.toString(shape) + ", step " + step, expected, buffers, bound);
                buffers.nextBatch(random);
            }
        }
    }

    private static void assertAgrees(String what, Map<String, double[]> expected, Buffers actual, double bound) {
        expected.forEach((name, values) -> {
            if (name.startsWith("scale of ")) {
                return;
            }
            double scale = Math.max(largest(values), largest(expected.getOrDefault("scale of " + name, values)));
            double error = error(values, actual.array(name));
            assertTrue(error <= bound * scale, () -> what + ": " + name + " is off by " + error + " of " + scale);
        });
    }

    static double error(double[] expected, float[] actual) {
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - actual[i]);
            error = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(error, difference);
        }
        return error;
    }

    static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void withoutRowsTheGradientsAreZeroAndTheStatesStay(Case c) {
        Buffers buffers = Buffers.random(0, 5, 3);
        Map<String, double[]> before = buffers.snapshot();
        buffers.poison();
        buffers.bind(c.kernel());
        c.kernel().forward();
        c.kernel().backward();
        for (String state : List.of("running_mean", "running_var", "psi2", "psi2_adjoint")) {
            assertArrayEquals(Buffers.named(before, state), Buffers.widened(buffers.array(state)), state);
        }
        assertArrayEquals(new float[5], buffers.array("dgamma"));
    }

    @Test
    void aSingleRowHasNoUnbiasedVariance() {
        for (HandwrittenKernel kernel : HandwrittenKernels.of("BatchNorm")) {
            Buffers buffers = Buffers.random(1, 5, 3);
            Map<String, double[]> before = buffers.snapshot();
            buffers.bind(kernel);
            assertThrows(IllegalArgumentException.class, kernel::forward);
            assertArrayEquals(Buffers.named(before, "running_mean"), Buffers.widened(buffers.array("running_mean")));
        }
    }

    @ParameterizedTest
    @MethodSource("rowWise")
    void aNaNStaysInItsRow(Case c) {
        int columns = 1027;
        Buffers clean = Buffers.random(4, columns, 5);
        clean.bind(c.kernel());
        c.kernel().forward();
        c.kernel().backward();

        Buffers spoilt = Buffers.random(4, columns, 5);
        spoilt.array("x")[2 * columns + 600] = Float.NaN;
        spoilt.bind(c.kernel());
        c.kernel().forward();
        c.kernel().backward();

        for (String name : List.of("y", "dx")) {
            assertTrue(Float.isNaN(spoilt.array(name)[2 * columns + 600]), name);
            for (int row : new int[] {0, 1, 3}) {
                assertArrayEquals(
                        Arrays.copyOfRange(clean.array(name), row * columns, (row + 1) * columns),
                        Arrays.copyOfRange(spoilt.array(name), row * columns, (row + 1) * columns),
                        name);
            }
        }
    }

    @Test
    void tanhIsWithinSixUlpAndLimitsAndNaNComeThrough() {
        float[] special = {0f, -0f, Float.MIN_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 3e38f
        };
        int columns = 1027;
        for (HandwrittenKernel kernel : HandwrittenKernels.of("DyT")) {
            Buffers buffers = new Buffers(40, columns);
            Arrays.fill(buffers.array("gamma"), 1);
            buffers.array("alpha")[0] = 1;
            float[] x = buffers.array("x");
            Random random = new Random(17);
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) (12 * random.nextGaussian() * Math.pow(random.nextDouble(), 3));
            }
            for (int i = 0; i < special.length; i++) {
                x[i] = special[i]; // in vectors
                x[columns - 1 + i * columns] = special[i]; // in what fills no vector
            }
            buffers.bind(kernel);
            kernel.forward();
            for (int i = 0; i < x.length; i++) {
                float y = buffers.array("y")[i];
                float expected = (float) Math.tanh(x[i]);
                boolean near = Float.isNaN(expected)
                        ? Float.isNaN(y)
                        : Math.abs(y - Math.tanh(x[i])) <= 6 * Math.ulp(expected);
                assertTrue(near, kernel.label() + ": tanh of " + x[i] + " is not " + y);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCallAllocatesNothingOnceItIsCompiled(Case c) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Buffers buffers = Buffers.random(9, 70, 7);
        buffers.bind(c.kernel());
        long least = Long.MAX_VALUE;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (least > 0 && System.nanoTime() - end < 0) {
            long before = threads.getCurrentThreadAllocatedBytes();
            c.kernel().forward();
            c.kernel().backward();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anArrayThatIsMissingOrOfAnotherLengthIsAnError(Case c) {
        Buffers buffers = Buffers.random(2, 3, 1);
        Map<String, Integer> sizes = Map.of("N", 2, "D", 3, "C", 3);

        Map<String, float[]> missing = new HashMap<>(buffers.arrays);
        missing.remove("gamma");
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> c.kernel().bind(sizes, Buffers.CONSTANTS, missing));
        assertTrue(String.valueOf(error.getMessage()).contains("no array `gamma`"));

        Map<String, float[]> shorter = new HashMap<>(buffers.arrays);
        shorter.put("y", new float[5]);
        error = assertThrows(IllegalArgumentException.class, () -> c.kernel().bind(sizes, Buffers.CONSTANTS, shorter));
        assertEquals("the array `y` has 5 elements where its shape has 6", String.valueOf(error.getMessage()));
    }
}
