package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code normc generate --snippet}. */
class SnippetTest {

    /** A program of one file, which holds the method to the class, bit for bit. */
    private static final String PROGRAM = """
            public class Program {
                @Test
                public void run() {
                    float[][] method = arrays();
                    float[][] whole = arrays();
                    METHOD
                    CLASS
                    for (int i = 0; i < method.length; i++) {
                        org.junit.jupiter.api.Assertions.assertArrayEquals(whole[i], method[i], "array " + i);
                        for (float number : method[i]) {
                            org.junit.jupiter.api.Assertions.assertTrue(Float.isFinite(number));
                        }
                    }
                }

                private static float[][] arrays() {
                    java.util.Random random = new java.util.Random(3);
                    int[] lengths = {15, 5, 5, 5, 5, 15, 15, 15, 5, 5};
                    float[][] arrays = new float[lengths.length][];
                    for (int i = 0; i < lengths.length; i++) {
                        arrays[i] = new float[lengths[i]];
                        for (int j = 0; j < lengths[i]; j++) {
                            arrays[i][j] = 0.5f + random.nextFloat();
                        }
                    }
                    return arrays;
                }

            SNIPPET}
            """.replace("@Test", "@org.junit.jupiter.api.Test");

    private static final String FIRST = "a[0], a[1], a[2], a[3], a[4], a[5]";
    private static final String LAST = "a[6], a[7], a[8], a[9]";

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"forward", "backward", "infer"})
    void aSnippetHasTheBitsOfTheClass(String part) throws IOException {
        compare(part, "scalar");
    }

    @Test
    void aSnippetWithVectorsHasThem() throws IOException {
        compare("backward", "vector");
    }

    private void compare(String part, String target) throws IOException {
        String snippet = Outcome.of("generate", "--snippet", part, "BatchNorm", "--target", target)
                .succeeds()
                .out();
        assertFalse(snippet.contains("import "), snippet);
        assertTrue(snippet.contains("It may be used freely, under any terms."), snippet);
        assertEquals(target.equals("vector"), snippet.contains("jdk.incubator.vector"), snippet);
        Outcome.of("generate", "BatchNorm", "--out", folder.toString()).succeeds();
        boolean infers = part.equals("infer");
        boolean both = part.equals("backward");
        String workspace = infers ? "InferenceWorkspace" : "Workspace";
        String whole = "BatchNorm." + workspace + " w = new BatchNorm." + workspace + "(3, 5);\n"
                + "BatchNorm." + (infers ? "infer" : "forward") + "(" + FIRST + ", w);\n"
                + (both ? "BatchNorm.backward(a[0], a[1], " + LAST + ", w);\n" : "");
        String method = "batchNorm(" + FIRST + (both ? ", " + LAST : "") + ", 3, 5);";
        Files.writeString(
                folder.resolve("Program.java"),
                PROGRAM.replace("METHOD", method.replace("a[", "method["))
                        .replace("CLASS", whole.replace("a[", "whole["))
                        .replace("SNIPPET", snippet));
        assertEquals(java.util.Map.of(), BuiltClasses.of(folder).failures("Program", 1));
    }

    @Test
    void itComputesTheForwardAndIsPrintedOrWritten() throws IOException {
        String printed =
                Outcome.of("generate", "LayerNorm", "--snippet").succeeds().out();
        assertTrue(printed.contains("static void layerNorm(float[] x, float[] gamma, float[] beta, float[] y, int N,"));
        assertEquals(
                printed,
                Outcome.of("generate", "--snippet", "LayerNorm").succeeds().out());
        assertEquals(
                printed,
                Outcome.of("generate", "--snippet=forward", "LayerNorm")
                        .succeeds()
                        .out());
        Path file = folder.resolve("snippet.txt");
        Outcome.of("generate", "LayerNorm", "--snippet", "--out", file.toString())
                .succeeds()
                .says("Wrote " + file + "\n");
        assertEquals(printed, Files.readString(file));
    }

    @Test
    void misuseIsOneSentence() throws IOException {
        Outcome.of("generate", "LayerNorm", "--snippet=both")
                .isMisused(
                        "normc generate",
                        "Invalid value for option '--snippet': expected forward, backward or infer, given both.");
        Outcome.of("generate", "LayerNorm", "--snippet", "--parallel")
                .isMisused("normc generate", "--snippet is for one thread; leave --parallel away.");
        Outcome.of("generate", "LayerNorm", "--snippet", "--target", "both")
                .isMisused("normc generate", "--snippet takes one target; choose scalar or vector.");
    }
}
