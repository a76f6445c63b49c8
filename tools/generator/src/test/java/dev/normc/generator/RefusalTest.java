package dev.normc.generator;

import static dev.normc.generator.SampleProject.CENTRED;
import static dev.normc.generator.SampleProject.SCALED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, in which words, and that no file is touched then. */
class RefusalTest {

    private static final GenerationSettings NONE = GenerationSettings.NONE;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private SampleProject project;

    @BeforeEach
    void aProjectThatIsUpToDate() throws IOException {
        project = new SampleProject(folder.toRealPath()).with("com/acme/Scaled.norm", SCALED);
        project.generate();
    }

    @Test
    void allErrorsOfAllProgramsAreSaidAtOnce() throws IOException {
        project.with("A.norm", CENTRED.replace("mean[C](x)", "mu").replace("x - mu", "y - mu"))
                .with("B.norm", "norm B(x[N, D]) {\n    return x / sqrt(mean[D](x))\n")
                .with("com/acme/Scaled.norm", SCALED.replace("eps = 1e-6", "epsilon = 1e-6"));
        GenerationResult result = Generator.generate(project.request(), SampleProject.NORMC);
        assertEquals(
                List.of("A.norm:2:12", "A.norm:2:16", "B.norm:1:17", "Scaled.norm:4:44"),
                result.findings().stream()
                        .filter(Finding::isError)
                        .map(finding -> finding.file().orElseThrow().getFileName() + ":" + finding.line() + ":"
                                + finding.column())
                        .toList());
        assertEquals(List.of("com/acme/Scaled.java"), project.names());
        assertEquals("normc found 4 errors; nothing was written.", result.summary());
    }

    @Test
    void anErrorShowsTheLineOfTheProgram() throws IOException {
        project.with("com/acme/Scaled.norm", SCALED.replace("gamma * x", "gama * x"));
        project.refuses(project.request(), """
                unknown-name: norm/com/acme/Scaled.norm:4:12: error: unknown name `gama`
                  4 |     return gama * x / sqrt(mean[D](x^2) + eps)
                    |            ^^^^
                  hint: did you mean `gamma`?""");
    }

    @Test
    void warningsAreSaidAndRefusedIfTheyAreToBe() throws IOException {
        project.with("W.norm", "norm W(x[N, D]) {\n    return x / sqrt(mean[D](x^2))\n}\n");
        GenerationResult refused = Generator.generate(project.request().withFailOnWarning(true), SampleProject.NORMC);
        assertFalse(refused.succeeded());
        assertEquals(
                "normc found 1 warning, which this build takes for errors; nothing was written.", refused.summary());
        assertEquals(List.of("com/acme/Scaled.java"), project.names());
        GenerationResult taken = project.generate();
        project.did(taken, List.of("W.java"), List.of("com/acme/Scaled.java"), List.of());
        assertEquals(refused.findings(), taken.findings());
        assertEquals(2, taken.findings().get(0).line());
    }

    @Test
    void filesThatAreNoProgramsAreNamed() throws IOException {
        project.with("Empty.norm", "").with("Odd.norm", "");
        Files.write(
                project.norms().resolve("Odd.norm"),
                "norm Größe(x[N]) { return x }".getBytes(StandardCharsets.ISO_8859_1));
        project.refuses(
                project.request(), """
                no-norm: norm/Empty.norm:1:1: error: the program has no norm
                  1 |
                    | ^
                  hint: begin with `norm Name(x[N, D]) {`""", "unreadable-file: norm/Odd.norm: error: this file is not a text in UTF-8");
    }

    @Test
    void twoNormsCannotBeOneClass() throws IOException {
        project.with("com/acme/Twice.norm", CENTRED + "\n" + SCALED);
        project.refuses(project.request(), """
                class-twice: norm/com/acme/Twice.norm:5:6: error: the class com.acme.Scaled is that of `Scaled` of com/acme/Scaled.norm already; give one of them another name or package
                  5 | norm Scaled(x[N, D]) {
                    |      ^^^^^^""");
        project.with("com/acme/Twice.norm", CENTRED).with("com/acme/AnEarlierFile.norm", SCALED);
        project.refuses(
                project.request(),
                "class-twice: norm/com/acme/Scaled.norm: error: the class com.acme.Scaled is that of `Scaled` of"
                        + " com/acme/AnEarlierFile.norm already; give one of them another name or package");
        project.with(
                "com/acme/AnEarlierFile.norm", CENTRED.replace("Centred", "AVector") + CENTRED.replace("Centred", "A"));
        project.refuses(project.request().withDefaults(NONE.withTarget("both")), """
                class-twice: norm/com/acme/AnEarlierFile.norm:4:6: error: the class com.acme.AVector is that of `AVector` of com/acme/AnEarlierFile.norm already; give one of them another name or package
                  4 | norm A(x[N, C]) {
                    |      ^""");
    }

    @Test
    void settingsOfWhatIsNotThereAreRefused() throws IOException {
        project.with("com/acme/Centred.norm", CENTRED);
        project.refuses(
                project.request()
                        .withDefaults(
                                NONE.withConstant("epss", 1).withSize("E", 4).withSize("C", 4))
                        .withRule("com/acme/Scaled.norm", NONE.withConstant("alpha", 1))
                        .withRule("com/acme/Centred.norm", NONE.withSize("D", 4))
                        .withRule("com/acme/Scald.norm", NONE)
                        .withRule("com/acme/*.norm#Centered", NONE),
                "unknown-constant: error: the settings of all norms set the constant `epss`, which no norm has; did you"
                        + " mean `eps`?",
                "unknown-axis: error: the settings of all norms set the size of the axis `E`, which no norm has",
                "unknown-constant: error: the rule for `com/acme/Scaled.norm` sets the constant `alpha`, which no norm"
                        + " has",
                "unknown-axis: error: the rule for `com/acme/Centred.norm` sets the size of the axis `D`, which no norm"
                        + " has",
                "rule-without-file: error: the rule for `com/acme/Scald.norm` fits no program in norm; did you mean"
                        + " `com/acme/Scaled.norm`?",
                "rule-without-norm: error: the rule for `com/acme/*.norm#Centered` fits no norm; did you mean"
                        + " `Centred`?");
    }

    @Test
    void whatIsKnownOfAProgramThatStaysIsHeldAgainstTheSettings() throws IOException {
        // The second run compiles nothing.
        for (int run = 0; run < 2; run++) {
            project.refuses(
                    project.request().withRule("com/acme/Scaled.norm#Centred", NONE),
                    "rule-without-norm: error: the rule for `com/acme/Scaled.norm#Centred` fits no norm");
        }
        GenerationRequest right =
                project.request().withDefaults(NONE.withConstant("eps", 1).withSize("D", 4));
        project.generate(right);
        project.did(project.generate(right), List.of(), List.of("com/acme/Scaled.java"), List.of());
    }

    @Test
    void aRuleNeedsAProgramWhereThereIsAFolderForOne() throws IOException {
        GenerationRequest request = project.request()
                .withDefaults(NONE.withConstant("eps", 1))
                .withRule("com/acme/Scaled.norm", NONE.withType("double"));
        Files.delete(project.norms().resolve("com/acme/Scaled.norm"));
        project.refuses(
                request, "rule-without-file: error: the rule for `com/acme/Scaled.norm` fits no program in norm");
        Files.delete(project.norms().resolve("com/acme"));
        Files.delete(project.norms().resolve("com"));
        Files.delete(project.norms());
        project.did(project.generate(request), List.of(), List.of(), List.of("com/acme/Scaled.java"));
    }

    @Test
    void valuesThatContradictAreRefusedAtTheNorm() throws IOException {
        project.with("Grouped.norm", """
                norm Grouped(x[N, C = G*K]) {
                    const G = 4
                    return x - mean[K](x)
                }
                """);
        String excerpt = "\n  1 | norm Grouped(x[N, C = G*K]) {\n    |      ^^^^^^^";
        String place = "wrong-setting: norm/Grouped.norm:1:6: error: ";
        project.refuses(
                project.request().withRule("Grouped.norm", NONE.withSize("C", 6)),
                place + "Grouped: the size of C = G*K must be a multiple of 4, given 6" + excerpt);
        project.refuses(
                project.request().withRule("Grouped.norm", NONE.withSize("N", 0)),
                place + "Grouped: a size that is fixed must be at least 1, given 0 for N" + excerpt);
        project.refuses(
                project.request().withRule("Grouped.norm", NONE.withConstant("G", 2.5)),
                place + "the constant G is the size of an axis: a whole number from 1 on, given 2.5" + excerpt);
        project.refuses(
                project.request().withRule("Grouped.norm", NONE.withConstant("G", Double.NaN)),
                place + "the constant G must be finite, given NaN" + excerpt);
    }

    @Test
    void namesThatJavaDoesNotTakeAreRefused() throws IOException {
        project.with("my-norms/Centred.norm", CENTRED);
        String excerpt = "\n  1 | norm Centred(x[N, C]) {\n    |      ^^^^^^^";
        project.refuses(
                project.request(),
                "not-a-package: norm/my-norms/Centred.norm:1:6: error: `my-norms`, that its folder says, is no name for"
                        + " a Java package" + excerpt);
        project.refuses(
                project.request()
                        .withRule("my-norms/*", NONE.withPackageName("a.class").withClassName("Math")),
                "not-a-package: norm/my-norms/Centred.norm:1:6: error: `a.class`, that the settings say, is no name for"
                        + " a Java package" + excerpt,
                "not-a-class-name: norm/my-norms/Centred.norm:1:6: error: `Math` cannot be the name of a generated"
                        + " class" + excerpt);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefused() throws IOException {
        GenerationRequest onAFile = GenerationRequest.of(
                project.norms(), Files.writeString(folder.resolve("file"), "kept"), folder.resolve("other-record"));
        project.refuses(onAFile, "input-or-output: error: file is not a directory");
        assertEquals("kept", Files.readString(folder.resolve("file")));
        assertFalse(Files.exists(folder.resolve("other-record")));
        project.with("com/acme/Centred.norm", CENTRED);
        Files.createDirectories(project.sources().resolve("com/acme/Centred.java/folder"));
        project.refuses(project.request(), "input-or-output: error: java/com/acme/Centred.java: it is a directory");
    }

    @Test
    void aFolderThatMayNotBeWrittenIsRefused() throws IOException {
        project.with("com/acme/Centred.norm", CENTRED);
        Path target = project.sources().resolve("com/acme");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(target), "root may write everywhere");
        GenerationResult result = Generator.generate(project.request(), SampleProject.NORMC);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertFalse(result.succeeded());
        assertEquals(1, result.findings().size());
        assertEquals("input-or-output", result.findings().get(0).code());
    }

    @Test
    void aFileInThePlaceOfTheFolderOfProgramsIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("programs"), SCALED);
        project.refuses(
                GenerationRequest.of(file, project.sources(), project.record()),
                "unreadable-file: programs: error: the folder of programs is no folder");
    }
}
