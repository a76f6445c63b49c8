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

    @Test
    void withTheModuleOfVectorsItTakesVectors(@TempDir Path folder) throws IOException, InterruptedException {
        String said = inAJvmOfItsOwn(folder, "--add-modules", "jdk.incubator.vector");
        assertTrue(said.startsWith("VectorBLAS"), said);
        assertTrue(
                said.lines().skip(1).allMatch(line -> line.contains("Using incubator modules")),
                () -> "more than the JVM's own line: " + said);
    }

    @Test
    void withoutTheModuleItTakesPlainJavaAndSaysNothing(@TempDir Path folder) throws IOException, InterruptedException {
        assertEquals("Java11BLAS", inAJvmOfItsOwn(folder).strip());
    }

    /** All that a JVM writes which prints the name of the implementation, and that it leaves no file behind. */
    private static String inAJvmOfItsOwn(Path folder, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
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
}
