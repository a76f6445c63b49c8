package dev.normc.examples.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Options;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Normc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which methods and parameters are found, and what is said of those that are not. */
class SourceKernelTest {

    private static final CompiledNorm LAYER_NORM = new Normc(0).compile("LayerNorm", Options.DEFAULT);

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @Test
    void methodsAndParametersAreFoundByTheirNames() throws IOException {
        SourceKernel kernel = read(
                "static void forward(float[] x, float[] gamma, float[] beta, float[] y, int N, int D, float eps) {}"
                        + " static void backward(float[] x, float[] dy, float[] dx, float[] dgamma, float[] dbeta) {}");
        assertEquals("Kernel", kernel.label());
        assertTrue(kernel.hasBackward());
        assertEquals(List.of(), kernel.notes());
    }

    @Test
    void caseDoesNotMatterWhereOneNameIsMeant() throws IOException {
        SourceKernel kernel = read("static void forward(float[] X, float[] Gamma, float[] BETA, float[][] Y,"
                + " long n, double d, int ND, int d_n, double EPS) {}");
        assertFalse(kernel.hasBackward());
        assertEquals(List.of(), kernel.notes());
    }

    @Test
    void theOnlyMethodThatWritesTheOutputIsTheForwardWhateverItsName() throws IOException {
        assertFalse(read("static void normalize(float[] x, float[] y) {} static void swap(float[] a, int i) {}")
                .hasBackward());
    }

    @Test
    void whatTheForwardLeavesOutIsANote() throws IOException {
        assertEquals(
                List.of("Kernel.forward takes no gamma, beta, eps (1.0E-5)."),
                read("static void forward(float[] x, float[] y) {}").notes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "static void forward(float[] x, float[] gama, float[] y) {}"
                        + "| takes float[] gama, and LayerNorm has nothing of that name. Did you mean gamma?",
                "static void forward(float[] x, float[] y, float[] rstd) {}|--scratch rstd=N.",
                "static void forward(float[] x, float[] y, int width) {}"
                        + "| takes int width, and LayerNorm has nothing of that name. Its numbers are N, D, eps.",
                "static void forward(float[] x, float[] y, int eps) {}|take it as float or double.",
                "static void forward(float[] x, float[] y, int gamma) {}|gamma[D] is an array; take it as float[].",
                "static void forward(float[] x, float[] y, float[][] gamma) {}|gamma[D] has no rows",
                "static void forward(double[] x, float[] y) {}|takes double[] x; normc hands in float[]",
                "static void forward(float[] x) {}|takes no array for y[N, D]",
                "static void forward(float[] x, float[] y) {} static void backward(float[] dy, float[] dx) {}"
                        + "|Kernel.backward takes no array for dgamma[D], dbeta[D]",
                "void forward(float[] x, float[] y) {}|Kernel.forward is not static",
                "static float forward(float x) { return x; }|Kernel.forward takes no array",
                "static int one;|It has no static method that takes an array.",
                "static void a(float[] x, float[] y) {} static void b(float[] x, float[] y) {}"
                        + "|name the forward by --method. Its static methods are a, b.",
                "static void forward(float[] x, float[] y) {} static void forward(float[] x, float[] y, int N) {}"
                        + "|has 2 methods forward",
                "static void forward(float[][] x, float[] y) {}"
                        + " static void backward(float[] x, float[] dy, float[] dx, float[] dgamma, float[] dbeta) {}"
                        + "|One of both methods takes x as float[], the other as float[][].",
            })
    void whatCannotBeUsedIsSaid(String members, String said) {
        UnusableSourceException refused = assertThrows(UnusableSourceException.class, () -> read(members));
        assertFalse(refused.isFromCompiler());
        assertTrue(String.valueOf(refused.getMessage()).contains(said), refused::getMessage);
    }

    @Test
    void allMistakesComeAtOnce() {
        UnusableSourceException refused = assertThrows(
                UnusableSourceException.class,
                () -> read("static void forward(float[] x, float[] q, float[] y, int w, String s) {}"));
        assertEquals(3, refused.messages().size(), refused::getMessage);
    }

    @Test
    void methodsAreChosenByName() throws IOException {
        String members = "static void a(float[] x, float[] y) {} static void b(float[] x, float[] y) {}"
                + " static void c(float[] dy, float[] dx, float[] dgamma, float[] dbeta) {}";
        assertTrue(read(members, Optional.of("b"), Optional.of("c")).hasBackward());
        UnusableSourceException refused =
                assertThrows(UnusableSourceException.class, () -> read(members, Optional.of("d"), Optional.empty()));
        assertTrue(String.valueOf(refused.getMessage()).endsWith("has no method d. Its static methods are a, b, c."));
    }

    @Test
    void lengthsOfSharedArraysNameAxes() {
        UnusableSourceException refused = assertThrows(
                UnusableSourceException.class,
                () -> read(
                        "static void forward(float[] x, float[] y, float[] mean) {}",
                        List.of(Scratch.of("mean", "4*M"))));
        assertEquals("The length of the array mean names M; the axes of LayerNorm are N, D.", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Scratch.of("mean", "N+1"));
        assertEquals(List.of("4", "N", "D"), Scratch.of("mean", "4 * N*D").factors());
    }

    @Test
    void aSharedArrayHasOneType() {
        UnusableSourceException refused = assertThrows(
                UnusableSourceException.class,
                () -> read(
                        "static void forward(float[] x, float[] y, float[] mean) {}"
                                + " static void backward(float[] dx, float[] dgamma, float[] dbeta, double[] mean) {}",
                        List.of(Scratch.of("mean", "N"))));
        assertEquals("The array mean is float[] in the forward and double[] in the backward.", refused.getMessage());
    }

    @Test
    void whatTheCompilerRefusesIsSaidInItsWordsWithTheLine() {
        UnusableSourceException refused = assertThrows(
                UnusableSourceException.class,
                () -> read("static void forward(float[] x, float[] y) {\n        int i = \"\";\n    }"));
        assertTrue(refused.isFromCompiler());
        assertEquals(1, refused.messages().size());
        assertTrue(refused.messages().get(0).contains("Kernel.java:2: error: incompatible types"), refused::getMessage);
    }

    @Test
    void aFileThatIsNotThereIsSaidToBeMissing() {
        Path missing = folder.resolve("Missing.java");
        SourceChoice choice = new SourceChoice(Optional.empty(), Optional.empty(), List.of());
        UnusableSourceException refused =
                assertThrows(UnusableSourceException.class, () -> SourceKernel.read(missing, choice, LAYER_NORM));
        assertEquals("There is no file " + missing + ".", refused.getMessage());
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("kernel.txt"), "class Kernel {}");
        SourceChoice choice = new SourceChoice(Optional.empty(), Optional.empty(), List.of());
        UnusableSourceException refused =
                assertThrows(UnusableSourceException.class, () -> SourceKernel.read(text, choice, LAYER_NORM));
        assertEquals(text + " is no Java source file: its name does not end in .java.", refused.getMessage());
    }

    @Test
    void otherFilesOfThePackageAreFound() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(inside.resolve("Other.java"), "package a.b; class Other { static int one() { return 1; } }");
        Path file = Files.writeString(
                inside.resolve("Kernel.java"),
                "package a.b; class Kernel { static void forward(float[] x, float[] y) { y[0] = Other.one(); } }");
        SourceChoice choice = new SourceChoice(Optional.empty(), Optional.empty(), List.of());
        assertEquals("Kernel", SourceKernel.read(file, choice, LAYER_NORM).label());
    }

    @Test
    void otherFilesOfTheFolderAreFound() throws IOException {
        Files.writeString(folder.resolve("Other.java"), "class Other { static int one() { return 1; } }");
        assertEquals(
                "Kernel",
                read("static void forward(float[] x, float[] y) { y[0] = Other.one(); }")
                        .label());
    }

    private SourceKernel read(String members) throws IOException {
        return read(members, List.of());
    }

    private SourceKernel read(String members, List<Scratch> scratch) throws IOException {
        return read(members, new SourceChoice(Optional.empty(), Optional.empty(), scratch));
    }

    private SourceKernel read(String members, Optional<String> forward, Optional<String> backward) throws IOException {
        return read(members, new SourceChoice(forward, backward, List.of()));
    }

    private SourceKernel read(String members, SourceChoice choice) throws IOException {
        Path file = Files.writeString(folder.resolve("Kernel.java"), "class Kernel { " + members + " }");
        return SourceKernel.read(file, choice, LAYER_NORM);
    }
}
