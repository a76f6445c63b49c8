package dev.normc.generator;

import static dev.normc.generator.SampleProject.CENTRED;
import static dev.normc.generator.SampleProject.SCALED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second run does what has become necessary, and nothing else. */
class IncrementalTest {

    private static final String SCALED_JAVA = "com/acme/Scaled.java";
    private static final String CENTRED_JAVA = "com/acme/Centred.java";

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // by the first run
    private SampleProject project;

    @BeforeEach
    void firstRun() throws IOException {
        project = new SampleProject(folder.toRealPath())
                .with("com/acme/Scaled.norm", SCALED)
                .with("com/acme/Centred.norm", CENTRED);
        project.did(project.generate(), List.of(CENTRED_JAVA, SCALED_JAVA), List.of(), List.of());
    }

    @Test
    void nothingIsWrittenIfNothingHasChanged() throws IOException {
        GenerationResult result = Generator.generate(project.request(), SampleProject.NORMC);
        project.did(result, List.of(), List.of(CENTRED_JAVA, SCALED_JAVA), List.of());
        for (Path file : List.of(project.sources().resolve(SCALED_JAVA), project.record())) {
            assertEquals(2001, year(file), file.toString());
        }
        assertEquals("normc wrote 0 files, kept 2, deleted 0.", result.summary());
    }

    @Test
    void aChangedProgramIsWrittenAlone() throws IOException {
        project.with("com/acme/Scaled.norm", SCALED.replace("1e-6", "0.125"));
        project.did(
                Generator.generate(project.request(), SampleProject.NORMC),
                List.of(SCALED_JAVA),
                List.of(CENTRED_JAVA),
                List.of());
        assertTrue(project.source(SCALED_JAVA).contains("0.125"));
        assertTrue(year(project.sources().resolve(SCALED_JAVA)) > 2001);
        assertEquals(2001, year(project.sources().resolve(CENTRED_JAVA)));
    }

    @Test
    void aProgramThatMeansTheSameIsNotWrittenAgain() throws IOException {
        project.with("com/acme/Scaled.norm", "// a remark\n" + SCALED);
        project.did(project.generate(), List.of(), List.of(CENTRED_JAVA, SCALED_JAVA), List.of());
    }

    @Test
    void anotherSettingIsWrittenWhereItCounts() throws IOException {
        GenerationRequest request =
                project.request().withRule("**/Scaled.norm", GenerationSettings.NONE.withConstant("eps", 0.125));
        project.did(project.generate(request), List.of(SCALED_JAVA), List.of(CENTRED_JAVA), List.of());
        assertTrue(project.source(SCALED_JAVA).contains("0.125"));
        project.did(project.generate(request), List.of(), List.of(CENTRED_JAVA, SCALED_JAVA), List.of());
        project.did(project.generate(), List.of(SCALED_JAVA), List.of(CENTRED_JAVA), List.of());
    }

    @Test
    void outputThatIsGoneOrChangedIsMadeAnew() throws IOException {
        String right = project.source(SCALED_JAVA);
        Files.delete(project.sources().resolve(SCALED_JAVA));
        project.did(project.generate(), List.of(SCALED_JAVA), List.of(CENTRED_JAVA), List.of());
        Files.writeString(project.sources().resolve(SCALED_JAVA), "class Scaled {}");
        project.did(project.generate(), List.of(SCALED_JAVA), List.of(CENTRED_JAVA), List.of());
        assertEquals(right, project.source(SCALED_JAVA));
    }

    @Test
    void anotherNormcCompilesEverythingAndWritesWhatDiffers() throws IOException {
        Path scaled = project.sources().resolve(SCALED_JAVA);
        String right = project.source(SCALED_JAVA);
        // What the old normc has written, as its record has it.
        String record = Files.readString(project.record());
        String old = right.replace("Made by normc from", "Made by normc from ");
        Files.writeString(scaled, old);
        String body = record.substring(0, record.lastIndexOf("end ")).replace(Checksum.of(right), Checksum.of(old));
        Files.writeString(project.record(), body + "end " + Checksum.of(body) + "\n");
        project.did(
                Generator.generate(project.request(), "that-normc"),
                List.of(SCALED_JAVA),
                List.of(CENTRED_JAVA),
                List.of());
        assertEquals(right, project.source(SCALED_JAVA));
    }

    @Test
    void sourcesOfNormsThatAreGoneAreDeletedWithTheirEmptyFolders() throws IOException {
        project.with("org/more/More.norm", CENTRED.replace("Centred", "More"));
        project.generate();
        assertTrue(Files.exists(project.sources().resolve("org/more/More.java")));
        Files.delete(project.norms().resolve("org/more/More.norm"));
        Files.delete(project.norms().resolve("com/acme/Scaled.norm"));
        project.did(project.generate(), List.of(), List.of(CENTRED_JAVA), List.of(SCALED_JAVA, "org/more/More.java"));
        assertEquals(List.of(CENTRED_JAVA), project.names());
        assertFalse(Files.exists(project.sources().resolve("org")));
    }

    @Test
    void aNormThatMovesToAnotherPackageLeavesNothingBehind() throws IOException {
        GenerationRequest request =
                project.request().withDefaults(GenerationSettings.NONE.withPackageName("org.example"));
        project.did(
                project.generate(request),
                List.of("org/example/Centred.java", "org/example/Scaled.java"),
                List.of(),
                List.of(CENTRED_JAVA, SCALED_JAVA));
    }

    @Test
    void whenTheFolderOfProgramsIsGoneSoAreTheSources() throws IOException {
        Files.delete(project.norms().resolve("com/acme/Scaled.norm"));
        Files.delete(project.norms().resolve("com/acme/Centred.norm"));
        Files.delete(project.norms().resolve("com/acme"));
        Files.delete(project.norms().resolve("com"));
        Files.delete(project.norms());
        project.did(project.generate(), List.of(), List.of(), List.of(CENTRED_JAVA, SCALED_JAVA));
        assertEquals(List.of(), project.names());
    }

    @Test
    void filesOfOthersStay() throws IOException {
        Path mine = project.sources().resolve("com/acme/Mine.java");
        Files.writeString(mine, "class Mine {}");
        Files.delete(project.norms().resolve("com/acme/Scaled.norm"));
        project.did(project.generate(), List.of(), List.of(CENTRED_JAVA), List.of(SCALED_JAVA));
        assertEquals("class Mine {}", Files.readString(mine));
    }

    @Test
    void aSourceThatSomebodyHasChangedIsNotDeleted() throws IOException {
        Path scaled = project.sources().resolve(SCALED_JAVA);
        Files.writeString(scaled, "class Scaled {}");
        Files.delete(project.norms().resolve("com/acme/Scaled.norm"));
        GenerationResult result = project.generate();
        project.did(result, List.of(), List.of(CENTRED_JAVA), List.of());
        assertEquals("class Scaled {}", Files.readString(scaled));
        assertEquals(
                List.of(scaled + ": warning: this file is of no use any more, but was changed since normc wrote it; it"
                        + " stays as it is"),
                result.findings().stream().map(Finding::text).toList());
    }

    @Test
    void aFileThatNormcHasNotMadeIsNotReplaced() throws IOException {
        Path mine = project.sources().resolve("com/acme/Mine.java");
        Files.writeString(mine, "class Mine {}");
        project.with("com/acme/Mine.norm", CENTRED.replace("Centred", "Mine"));
        project.refuses(
                project.request(),
                "not-generated: java/com/acme/Mine.java: error: this file is in the way of a generated one and was not"
                        + " written by normc; it stays as it is");
    }

    @Test
    void withoutARecordOrWithADamagedOneEverythingIsMadeAnew() throws IOException {
        String record = Files.readString(project.record());
        for (String damaged : List.of(
                "",
                "\u0000",
                record.substring(0, record.length() / 2),
                record + "\n",
                record.replace("com/acme/Scaled.java", "com/acme/Scalee.java"),
                record.replace(" 1\n", " 2\n"))) {
            Files.writeString(project.record(), damaged);
            Files.writeString(project.sources().resolve(SCALED_JAVA), project.source(SCALED_JAVA) + "// an older text");
            project.did(project.generate(), List.of(SCALED_JAVA), List.of(CENTRED_JAVA), List.of());
            assertEquals(record, Files.readString(project.record()));
        }
        Files.delete(project.record());
        project.did(project.generate(), List.of(), List.of(CENTRED_JAVA, SCALED_JAVA), List.of());
        assertEquals(record, Files.readString(project.record()));
    }

    @Test
    void aBuildThatFailsLosesNothingAndTheNextOneStillKnowsWhatIsThere() throws IOException {
        project.with("com/acme/Scaled.norm", SCALED.replace("gamma * x", "gamma * z"));
        Files.delete(project.norms().resolve("com/acme/Centred.norm"));
        GenerationResult failed = project.generate();
        assertFalse(failed.succeeded());
        assertEquals(List.of(CENTRED_JAVA, SCALED_JAVA), project.names());
        project.with("com/acme/Scaled.norm", SCALED);
        project.did(project.generate(), List.of(), List.of(SCALED_JAVA), List.of(CENTRED_JAVA));
    }

    private static int year(Path file) throws IOException {
        return Integer.parseInt(Files.getLastModifiedTime(file).toString().substring(0, 4));
    }
}
