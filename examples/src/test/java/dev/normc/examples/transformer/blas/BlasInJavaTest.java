package dev.normc.examples.transformer.blas;

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

/** Products of matrices against loops, and what a JVM says when it is asked for them. */
class BlasInJavaTest {

    @Test
    void productsAreThoseOfALoop() {
        int m = 7;
        int n = 19;
        int k = 33;
        SplittableRandom random = new SplittableRandom(1);
        double[] a = numbers(random, m * k);
        double[] b = numbers(random, k * n);
        double[] c = new double[m * n];
        // C = A*B of rows is C^T = B^T*A^T of columns, as BLAS stores them.
        BlasInJava.find().dgemm("N", "N", n, m, k, 1, b, n, a, k, 0, c, n);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double expected = 0;
                for (int l = 0; l < k; l++) {
                    expected += a[i * k + l] * b[l * n + j];
                }
                assertEquals(expected, c[i * n + j], 1e-13, "row " + i + ", column " + j);
            }
        }
    }

    private static double[] numbers(SplittableRandom random, int count) {
        return random.doubles(count, -1, 1).toArray();
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
        String said = inAJvmOfItsOwn(
                folder, Probe.class, "-XX:TieredStopAtLevel=1", "--add-modules=jdk.incubator.vector");
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
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder));
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
