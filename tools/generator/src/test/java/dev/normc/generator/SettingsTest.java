package dev.normc.generator;

import static dev.normc.generator.SampleProject.CENTRED;
import static dev.normc.generator.SampleProject.SCALED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Compiler;
import dev.normc.compiler.Options;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.source.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What settings and rules make of a class. */
class SettingsTest {

    private static final GenerationSettings NONE = GenerationSettings.NONE;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private SampleProject project;

    @BeforeEach
    void aProgramWithTwoNormsInAFolderAndOneAtTheTop() throws IOException {
        project = new SampleProject(folder.toRealPath())
                .with("com/acme/layers.norm", SCALED + "\n" + CENTRED)
                .with("Top.norm", CENTRED.replace("Centred", "Top"));
    }

    @Test
    void aFolderIsAPackageAndTheSourceIsWhatTheCompilerEmits() throws IOException {
        project.did(
                project.generate(),
                List.of("Top.java", "com/acme/Centred.java", "com/acme/Scaled.java"),
                List.of(),
                List.of());
        Source source = new Source("layers.norm", SCALED + "\n" + CENTRED);
        Options options = Options.DEFAULT
                .withPackageName("com.acme")
                .withTarget(KernelTarget.SCALAR)
                .withOverloads(true);
        assertEquals(
                Compiler.compile(source, Dsl.read(source).norms().get(0), options)
                        .emitted()
                        .source(),
                project.source("com/acme/Scaled.java"));
        assertFalse(project.source("Top.java").contains("package "));
    }

    @Test
    void everySettingCounts() throws IOException {
        GenerationSettings settings = NONE.withPackageName("org.example")
                .withType("double")
                .withTarget("both")
                .withParallel(true)
                .withConstant("eps", 0.125)
                .withSize("D", 768);
        project.generate(project.request().withDefaults(settings));
        assertEquals(6, project.names().size());
        for (String name : List.of("Scaled", "ScaledVector")) {
            String text = project.source("org/example/" + name + ".java");
            assertTrue(text.contains("package org.example;"), text);
            assertTrue(text.contains("class " + name + " "), text);
            assertTrue(text.contains("double[]") && !text.contains("float[]"), text);
            assertTrue(text.contains("public void share("), text);
            assertTrue(text.contains("0.125") && text.contains(" D = 768;"), text);
            assertEquals(name.endsWith("Vector"), text.contains("jdk.incubator.vector"), text);
        }
        assertTrue(project.source("org/example/Centred.java").contains("Workspace(int N, int C)"), "another axis");
    }

    @Test
    void tensorsHaveTheTypeAndLieWhereTheSettingsSay() throws IOException {
        project.generate(project.request().withDefaults(NONE.withType("bfloat16")));
        assertTrue(project.source("Top.java").contains("short[] x"), project.source("Top.java"));
        project.generate(
                project.request().withDefaults(NONE.withMemory("buffer").withType("double")));
        assertTrue(project.source("Top.java").contains("DoubleBuffer x"), project.source("Top.java"));
        project.generate(project.request().withDefaults(NONE.withMemory(Memory.SEGMENT)));
        assertTrue(project.source("Top.java").contains("MemorySegment x"), project.source("Top.java"));
        GenerationRequest halves = project.request()
                .withDefaults(NONE.withMemory("buffer"))
                .withRule("Top.norm", NONE.withType("float16"));
        project.refuses(halves, """
                wrong-setting: norm/Top.norm:1:6: error: tensors of float16 lie in arrays, not in a buffer
                  1 | norm Top(x[N, C]) {
                    |      ^^^""");
        project.did(
                project.generate(halves.withRule("Top.norm", NONE.withMemory("array"))),
                List.of("Top.java", "com/acme/Centred.java", "com/acme/Scaled.java"),
                List.of(),
                List.of());
    }

    @Test
    void aClassMayHaveAnotherName() throws IOException {
        project.generate(project.request()
                .withRule(
                        "com/acme/layers.norm#Scaled",
                        NONE.withClassName("Scaled64").withSize("D", 64)));
        assertEquals(List.of("Top.java", "com/acme/Centred.java", "com/acme/Scaled64.java"), project.names());
        String text = project.source("com/acme/Scaled64.java");
        assertTrue(text.contains("public final class Scaled64 {"), text);
        assertTrue(text.contains("norm Scaled(x[N, D]) {"), "the program as it is written: " + text);
    }

    @Test
    void aRuleGoesBeforeTheDefaultsAndALaterRuleBeforeAnEarlierOne() {
        GenerationRequest request = project.request()
                .withDefaults(
                        NONE.withType(ElementType.DOUBLE).withConstant("a", 1).withConstant("b", 1))
                .withRule(
                        "com/**", NONE.withConstant("b", 2).withConstant("c", 2).withPackageName("p"))
                .withRule("**/layers.norm#Scaled", NONE.withConstant("c", 3).withPackageName("q"));
        GenerationSettings scaled = request.settingsOf("com/acme/layers.norm", "Scaled");
        assertEquals(Map.of("a", 1.0, "b", 2.0, "c", 3.0), scaled.constants());
        assertEquals("q", scaled.packageName().orElseThrow());
        assertEquals(ElementType.DOUBLE, scaled.type().orElseThrow());
        GenerationSettings centred = request.settingsOf("com/acme/layers.norm", "Centred");
        assertEquals(Map.of("a", 1.0, "b", 2.0, "c", 2.0), centred.constants());
        assertEquals("p", centred.packageName().orElseThrow());
        assertEquals(
                Map.of("a", 1.0, "b", 1.0),
                request.settingsOf("Top.norm", "Top").constants());
    }

    @Test
    void wordsThatAreNoTypeAndNoTargetAreRefused() {
        assertEquals(
                "expected float, double, bfloat16 or float16, given single",
                assertThrows(IllegalArgumentException.class, () -> NONE.withType("single"))
                        .getMessage());
        assertEquals(
                "expected array, buffer or segment, given disk",
                assertThrows(IllegalArgumentException.class, () -> NONE.withMemory("disk"))
                        .getMessage());
        assertEquals(
                "expected scalar, vector or both, given gpu",
                assertThrows(IllegalArgumentException.class, () -> NONE.withTarget("gpu"))
                        .getMessage());
        assertEquals(List.of(KernelTarget.SCALAR), NONE.withTarget("scalar").targets());
        assertEquals(List.of(KernelTarget.VECTOR), NONE.withTarget("vector").targets());
    }

    @Test
    void theNormcThatRunsHasAChecksumThatStays() {
        assertEquals(64, Checksum.ofNormc().length());
        assertEquals(Checksum.ofNormc(), Checksum.ofNormc());
        Generator.generate(project.request());
        GenerationResult second = Generator.generate(project.request());
        assertEquals(List.of(), second.written());
        assertEquals(3, second.kept().size());
        assertTrue(OutputRecord.read(project.record()).normc().equals(Checksum.ofNormc()));
    }
}
