package dev.normc.examples.transformer.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ludovic.netlib.blas.JavaBLAS;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products of matrices against loops, and what a JVM says when it is asked for them. */
class BlasInJavaTest {

    private static final char[] SIDES = {'N', 'T'};

    static List<String> implementations() {
        return BlasInJava.IMPLEMENTATIONS;
    }

    /**
     * With either factor transposed, within larger arrays, and added to what is there or not: then what is there may be
     * NaN. This JVM has the module of vectors.
     */
    @ParameterizedTest
    @MethodSource("implementations")
    void productsAreThoseOfALoop(String implementation) {
        JavaBLAS blas = BlasInJava.instance(implementation);
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 400; trial++) {
            int m = 1 + random.nextInt(40);
            int n = 1 + random.nextInt(40);
            int k = 1 + random.nextInt(trial % 10 == 0 ? 300 : 40);
            for (char left : SIDES) {
                for (char right : SIDES) {
                    Product.random(left, right, m, n, k, random).assertComputedBy(blas);
                }
            }
        }
    }

    /** C = 0.5 A B + beta C by columns, as BLAS has them, each matrix somewhere in a larger array. */
    private record Product(char left, char right, int m, int n, int k, Matrix a, Matrix b, Matrix c, double beta) {

        static Product random(char left, char right, int m, int n, int k, SplittableRandom random) {
            Matrix a = left == 'N' ? Matrix.random(m, k, random) : Matrix.random(k, m, random);
            Matrix b = right == 'N' ? Matrix.random(k, n, random) : Matrix.random(n, k, random);
            Matrix c = Matrix.random(m, n, random);
            double beta = random.nextInt(2);
            if (beta == 0) {
                Arrays.fill(c.array, Double.NaN);
            }
            return new Product(left, right, m, n, k, a, b, c, beta);
        }

        void assertComputedBy(JavaBLAS blas) {
            double[] expected = expected();
            double[] d = c.array.clone();
            String l = String.valueOf(left);
            String r = String.valueOf(right);
            blas.dgemm(
                    l, r, m, n, k, 0.5, a.array, a.start, a.stride, b.array, b.start, b.stride, beta, d, c.start,
                    c.stride);
            assertArrayEquals(expected, d, 1e-12 * k, this::toString);
            float[] s = floats(c.array);
            blas.sgemm(
                    l,
                    r,
                    m,
                    n,
                    k,
                    0.5f,
                    floats(a.array),
                    a.start,
                    a.stride,
                    floats(b.array),
                    b.start,
                    b.stride,
                    (float) beta,
                    s,
                    c.start,
                    c.stride);
            assertArrayEquals(floats(expected), s, 1e-6f * (k + 4), this::toString);
        }

        private double[] expected() {
            double[] expected = c.array.clone();
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int t = 0; t < k; t++) {
                        double first = left == 'N' ? a.array[a.at(i, t)] : a.array[a.at(t, i)];
                        sum += first * (right == 'N' ? b.array[b.at(t, j)] : b.array[b.at(j, t)]);
                    }
                    expected[c.at(i, j)] = 0.5 * sum + (beta == 0 ? 0 : beta * expected[c.at(i, j)]);
                }
            }
            return expected;
        }

        private static float[] floats(double[] values) {
            float[] floats = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                floats[i] = (float) values[i];
            }
            return floats;
        }

        @Override
        public String toString() {
            return left + " times " + right + ", " + m + " x " + k + " x " + n + ", beta " + beta;
        }
    }

    /** Columns of an array from {@code start} on, {@code stride} apart. */
    private static final class Matrix {

        private final double[] array;
        private final int start;
        private final int stride;

        private Matrix(double[] array, int start, int stride) {
            this.array = array;
            this.start = start;
            this.stride = stride;
        }

        static Matrix random(int rows, int columns, SplittableRandom random) {
            int start = random.nextInt(5);
            int stride = rows + random.nextInt(4);
            int length = start + stride * columns;
            return new Matrix(random.doubles(length, -1, 1).toArray(), start, stride);
        }

        int at(int row, int column) {
            return start + row + column * stride;
        }
    }

    /** In a JVM of its own the first products are interpreted; the last have seen both compilers. */
    @Test
    void aProductHasTheSameBitsOnceItIsCompiled(@TempDir Path folder) throws IOException, InterruptedException {
        String module = "--add-modules=jdk.incubator.vector";
        String said = inAJvmOfItsOwn(folder, Repeated.class, module, "-XX:+UseSerialGC");
        assertEquals("the same", said.lines().findFirst().orElse(""), said);
    }

    @Test
    void withTheModuleOfVectorsItTakesVectorsWhereTheirSumsHaveAnOrder(@TempDir Path folder)
            throws IOException, InterruptedException {
        String said =
                inAJvmOfItsOwn(folder, Probe.class, "-XX:TieredStopAtLevel=1", "--add-modules=jdk.incubator.vector");
        assertTrue(said.startsWith(Runtime.version().feature() < 23 ? "VectorBLAS" : "Java11BLAS"), said);
        assertTrue(
                said.lines().skip(1).allMatch(line -> line.contains("Using incubator modules")),
                () -> "more than the JVM's own line: " + said);
    }

    @Test
    void withoutTheModuleItTakesPlainJavaAndSaysNothing(@TempDir Path folder) throws IOException, InterruptedException {
        assertEquals("Java11BLAS", inAJvmOfItsOwn(folder, Probe.class).strip());
    }

    /** All that a JVM writes which runs {@code program}, and that it leaves no file behind. */
    private static String inAJvmOfItsOwn(Path folder, Class<?> program, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Djava.io.tmpdir=" + folder));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> process.info().toString());
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> others =
                    files.filter(file -> !file.equals(out) && !file.equals(err)).toList();
            assertFalse(others.stream().anyMatch(file -> file.toString().contains("netlib")), others::toString);
        }
        return Files.readString(out, StandardCharsets.UTF_8) + Files.readString(err, StandardCharsets.UTF_8);
    }

    /** Names the implementation that {@link BlasInJava#find} finds, and uses it. */
    static final class Probe {

        private Probe() {}

        public static void main(String[] arguments) {
            JavaBLAS blas = BlasInJava.find();
            if (blas.sdot(2, new float[] {1, 2}, 1, new float[] {3, 4}, 1) == 11) {
                System.out.println(blas.getClass().getSimpleName());
            }
        }
    }

    /** Says whether the same products have the same bits again and again. */
    static final class Repeated {

        private Repeated() {}

        public static void main(String[] arguments) {
            boolean same = true;
            for (int turns = 0; turns < 4; turns++) {
                String turnA = turns % 2 == 0 ? "N" : "T";
                String turnB = turns < 2 ? "N" : "T";
                same &= isSame(turnA, turnB, 512, 64, 64) && isSame(turnA, turnB, 64, 64, 512);
            }
            System.out.println(same ? "the same" : "not the same");
        }

        private static boolean isSame(String turnA, String turnB, int m, int n, int k) {
            SplittableRandom random = new SplittableRandom(2);
            float[] a = floats(random, m * k);
            float[] b = floats(random, k * n);
            int rowsOfA = turnA.equals("N") ? m : k;
            int rowsOfB = turnB.equals("N") ? k : n;
            float[] first = new float[m * n];
            BlasInJava.find().sgemm(turnA, turnB, m, n, k, 1, a, rowsOfA, b, rowsOfB, 0, first, m);
            boolean same = true;
            for (int round = 1; round < 40; round++) {
                float[] again = new float[m * n];
                BlasInJava.find().sgemm(turnA, turnB, m, n, k, 1, a, rowsOfA, b, rowsOfB, 0, again, m);
                same &= Arrays.equals(first, again);
            }
            return same;
        }

        private static float[] floats(SplittableRandom random, int count) {
            float[] floats = new float[count];
            for (int i = 0; i < count; i++) {
                floats[i] = (float) random.nextDouble(-1, 1);
            }
            return floats;
        }
    }
}
