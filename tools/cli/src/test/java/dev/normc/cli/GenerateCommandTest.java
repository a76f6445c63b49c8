package dev.normc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code normc generate}. */
class GenerateCommandTest {

    private static final String TWO = "norm A(x[N, D]) {\n    const eps = 1\n    return x * eps\n}\n\n"
            + "norm B(x[N, D]) {\n    return x * 2\n}\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @Test
    void theSourceStandsWhereItsPackageSays() throws IOException {
        Path out = folder.resolve("src");
        Path written = out.resolve(Path.of("org", "example", "LayerNorm.java"));
        Outcome.of("generate", "LayerNorm", "--out", out.toString(), "--package", "org.example", "--type", "double")
                .succeeds()
                .says("Wrote " + written + "\n");
        String source = Files.readString(written);
        assertTrue(source.contains("package org.example;"), source);
        assertTrue(source.contains("double[]") && !source.contains("float[]"), source);
    }

    @Test
    void aConstantGetsItsValue() throws IOException {
        Path with = folder.resolve("with");
        Path without = folder.resolve("without");
        Outcome.of("generate", "LayerNorm", "--out", with.toString(), "--const", "eps=0.125")
                .succeeds();
        Outcome.of("generate", "LayerNorm", "--out", without.toString()).succeeds();
        assertTrue(Files.readString(with.resolve("LayerNorm.java")).contains("0.125"));
        assertTrue(!Files.readString(without.resolve("LayerNorm.java")).contains("0.125"));
    }

    @Test
    void aWorkspaceTakesAPoolIfItIsToldTo() throws IOException {
        Path with = folder.resolve("with");
        Path without = folder.resolve("without");
        Outcome.of("generate", "LayerNorm", "--out", with.toString(), "--parallel")
                .succeeds();
        Outcome.of("generate", "LayerNorm", "--out", without.toString()).succeeds();
        String method = "public void share(Executor executor, int threads, long fewest)";
        assertTrue(Files.readString(with.resolve("LayerNorm.java")).contains(method));
        assertTrue(!Files.readString(without.resolve("LayerNorm.java")).contains(method));
    }

    @Test
    void tensorsAreWhatTheOptionsSay() throws IOException {
        String out = folder.toString();
        Outcome.of("generate", "LayerNorm", "--out", out, "--type", "bfloat16").succeeds();
        assertTrue(Files.readString(folder.resolve("LayerNorm.java")).contains("forward(short[] x, float[] gamma"));
        Outcome.of("generate", "LayerNorm", "--out", out, "--memory", "buffer", "--type", "double")
                .succeeds();
        assertTrue(Files.readString(folder.resolve("LayerNorm.java")).contains("forward(DoubleBuffer x"));
        Outcome.of("generate", "LayerNorm", "--out", out, "--memory", "buffer", "--type", "float16")
                .isMisused("normc generate", "Tensors of float16 lie in arrays, not in a buffer.");
        Outcome.of("generate", "LayerNorm", "--snippet=backward", "--type", "float16")
                .isMisused("normc generate", "--bundle and --snippet are for arrays of float or double.");
        Outcome.of("generate", "LayerNorm", "--out", out, "--memory", "heap")
                .isMisused(
                        "normc generate",
                        "Invalid value for option '--memory': expected array, buffer or segment, given heap.");
    }

    @Test
    void everyNormOfAFileIsWrittenOrTheOneThatIsNamed() throws IOException {
        String file = Files.writeString(folder.resolve("two.norm"), TWO).toString();
        Outcome.of("generate", file, "--out", folder.resolve("all").toString(), "--const", "eps=2")
                .succeeds();
        assertEquals(List.of("A.java", "B.java"), names(folder.resolve("all")));
        Outcome.of("generate", file + "#B", "--out", folder.resolve("one").toString())
                .succeeds();
        assertEquals(List.of("B.java"), names(folder.resolve("one")));
    }

    @Test
    void nothingIsWrittenIfANormHasErrors() throws IOException {
        String file = Files.writeString(folder.resolve("bad.norm"), TWO.replace("x * 2", "z * 2"))
                .toString();
        Outcome outcome =
                Outcome.of("generate", file, "--out", folder.resolve("out").toString());
        assertEquals(ExitCode.FAILED, outcome.code());
        assertTrue(outcome.err().startsWith(file + ":7:12: error: unknown name `z`"), outcome::err);
        assertEquals(List.of("bad.norm"), names(folder));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "kept");
        Outcome.of("generate", "LayerNorm", "--out", file.toString())
                .failsWith(
                        ExitCode.FAILED,
                        "normc: " + file.resolve("LayerNorm.java") + " cannot be written: " + file
                                + " is not a directory.");
        assertEquals("kept", Files.readString(file));
        assertEquals(List.of("file"), names(folder));
    }

    @Test
    void aSizeIsFixedInTheNormsThatHaveTheAxis() throws IOException {
        String file = Files.writeString(folder.resolve("two.norm"), TWO.replace("B(x[N, D])", "B(x[N, C])"))
                .toString();
        Path out = folder.resolve("out");
        Outcome.of("generate", file, "--out", out.toString(), "--size", "D=768").succeeds();
        String a = Files.readString(out.resolve("A.java"));
        String b = Files.readString(out.resolve("B.java"));
        assertTrue(a.contains("private static final int D = 768;") && a.contains("Workspace(int N)"), a);
        assertTrue(b.contains("Workspace(int N, int C)"), b);
    }

    @Test
    void bothTargetsAreTwoClasses() throws IOException {
        Path out = folder.resolve("out");
        Outcome.of("generate", "DyT", "--out", out.toString(), "--target", "both", "--size", "D=8")
                .succeeds();
        assertEquals(List.of("DyT.java", "DyTVector.java"), names(out));
        String plain = Files.readString(out.resolve("DyT.java"));
        String vectors = Files.readString(out.resolve("DyTVector.java"));
        assertTrue(!plain.contains("jdk.incubator"), plain);
        assertTrue(vectors.contains("public final class DyTVector"), vectors);
        assertTrue(
                vectors.contains("Needs {@code --add-modules jdk.incubator.vector}, to\n * compile and to run."),
                vectors);
        Path alone = folder.resolve("alone");
        Outcome.of("generate", "DyT", "--out", alone.toString(), "--target", "vector", "--size", "D=8")
                .succeeds();
        assertEquals(List.of("DyT.java"), names(alone));
        assertEquals(
                vectors.replace("DyTVector", "DyT"), Files.readString(alone.resolve("DyT.java")), "but for its name");
    }

    @Test
    void twoClassesOfOneNameAreRefusedAndNothingIsWritten() throws IOException {
        String file = Files.writeString(folder.resolve("two.norm"), TWO.replace("norm B", "norm AVector"))
                .toString();
        Outcome.of("generate", file, "--out", folder.resolve("out").toString(), "--target", "both")
                .isMisused(
                        "normc generate",
                        "The classes of A and AVector would both be AVector; write one norm at a time, as FILE#NAME, to"
                                + " folders of their own.");
        assertEquals(List.of("two.norm"), names(folder));
    }

    @Test
    void sizesThatCannotBeFixedAreOneSentence() throws IOException {
        String file = Files.writeString(folder.resolve("two.norm"), TWO).toString();
        String out = folder.resolve("out").toString();
        Outcome.of("generate", "LayerNorm", "--out", out, "--size", "E=8")
                .isMisused("normc generate", "LayerNorm has no axis E; its axes are N, D.");
        Outcome.of("generate", file, "--out", out, "--size", "E=8")
                .isMisused("normc generate", "No norm of " + file + " has an axis E.");
        Outcome.of("generate", "LayerNorm", "--out", out, "--size", "D=-1")
                .isMisused("normc generate", "The size of axis D must be a whole number from 1 to 2147483647.");
        Outcome.of("generate", "LayerNorm", "--out", out, "--size", "D=7", "--size", "D=8")
                .isMisused("normc generate", "The size of axis D is given twice.");
        Outcome.of("generate", "GroupNorm", "--out", out, "--size", "C=5")
                .failsWith(ExitCode.USAGE, "normc: GroupNorm: the size of C = G*K must be a multiple of 32, given 5");
        Outcome.of("generate", "LayerNorm", "--out", out, "--target", "gpu")
                .isMisused(
                        "normc generate",
                        "Invalid value for option '--target': expected scalar, vector or both, given gpu.");
        assertEquals(List.of("two.norm"), names(folder));
    }

    @Test
    void misuseIsOneSentence() {
        String out = folder.toString();
        Outcome.of("generate", "LayerNorm")
                .isMisused("normc generate", "Missing required option: '--out=DIR', or --bundle, or --snippet.");
        Outcome.of("generate", "LayerNorm", "--out", out, "--type", "bogus")
                .isMisused(
                        "normc generate",
                        "Invalid value for option '--type': expected float, double, bfloat16 or float16, given bogus.");
        Outcome.of("generate", "LayerNorm", "--out", out, "--const", "epss=1")
                .isMisused("normc generate", "LayerNorm has no constant epss; did you mean eps?");
        Outcome.of("generate", "DyT", "--out", out, "--const", "eps=1")
                .isMisused("normc generate", "DyT has no constant eps; it has none.");
        Outcome.of("generate", "LayerNorm", "--out", out, "--const", "eps=tiny")
                .isMisused(
                        "normc generate",
                        "Invalid value for option '--const' (NAME=NUMBER): expected a number in eps=tiny, given tiny.");
        Outcome.of("generate", "LayerNorm", "--out", out, "--const", "eps")
                .isMisused(
                        "normc generate",
                        "Invalid value for option '--const' (NAME=NUMBER): expected NAME=NUMBER, given eps.");
        Outcome.of("generate", "LayerNorm", "--out", out, "--package", "a.class")
                .isMisused("normc generate", "a.class is no name for a Java package.");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
