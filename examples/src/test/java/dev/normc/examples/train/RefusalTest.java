package dev.normc.examples.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.examples.text.Corpus;
import dev.normc.examples.transformer.ModelConfig;
import dev.normc.examples.transformer.NormChoice;
import dev.normc.examples.transformer.Placement;
import dev.normc.runtime.cases.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What no training goes on from or begins with; that numbers end one; and what stays on disk. */
class RefusalTest {

    private static final String NORM =
            "norm Mine(x[N, D]) {\n    param gamma[D] = 1\n    return gamma * x / sqrt(mean[D](x^2) + 1e-6)\n}\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path program;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path run;

    @BeforeEach
    void write() throws IOException {
        program = Files.writeString(folder.resolve("mine.norm"), NORM);
        run = folder.resolve("run");
    }

    private TrainingSettings settings() {
        return Small.settings(program.toString());
    }

    private TrainingResult train(TrainingSettings settings, boolean resume, Watcher watcher) throws IOException {
        return Training.run(settings, Small.corpus(folder), Optional.of(run), resume, watcher, Small.NORMC);
    }

    private String refusal(UnaryOperator<TrainingSettings> change) {
        return String.valueOf(
                assertThrows(CheckpointException.class, () -> train(change.apply(settings()), true, new Watcher()))
                        .getMessage());
    }

    private void assertDiffers(String expected, UnaryOperator<TrainingSettings> change) {
        assertEquals(run.resolve("checkpoint.bin") + " is of another training: there the " + expected, refusal(change));
    }

    private static UnaryOperator<TrainingSettings> model(UnaryOperator<ModelConfig> change) {
        return settings -> settings.withModel(change.apply(settings.model()));
    }

    @Test
    void theFirstSettingThatDiffersIsNamedWithBothValues() throws IOException {
        train(settings(), false, new Watcher(4));
        byte[] before = Files.readAllBytes(run.resolve("checkpoint.bin"));
        assertDiffers("number of layers is 1, here it is 2.", model(config -> config.withLayers(2)));
        assertDiffers("placement is pre, here it is post.", model(config -> config.withPlacement(Placement.POST)));
        assertDiffers(
                "norm is Mine, here it is LayerNorm.", model(config -> config.withNorm(NormChoice.of("LayerNorm"))));
        assertDiffers(
                "choice of initial values is none, here it is gamma=0.5.",
                model(config -> config.withNorm(new NormChoice(program.toString(), Map.of(), Map.of("gamma", 0.5)))));
        assertDiffers("learning rate is 0.01, here it is 0.02.", settings -> settings.withLearningRate(0.02));
        assertDiffers("warm-up is 3, here it is 2.", settings -> settings.withWarmup(2));
        assertDiffers("weight decay is 0.01, here it is 0.0.", settings -> settings.withWeightDecay(0));
        assertDiffers("norm at which gradients are clipped is 1.0, here it is 2.0.", settings -> settings.withClip(2));
        assertDiffers(
                "seed is 7, here it is 8.", settings -> settings.withSeed(8).withClip(2));
        assertDiffers("number of sequences is 4, here it is 2.", settings -> settings.withSequences(2));
        assertDiffers("number of validation batches is 2, here it is 3.", settings -> settings.withRhythm(5, 4, 3));
        assertDiffers(
                "number of steps is 12, here it is 24; the learning rate falls along a cosine to the last step, so a"
                        + " training becomes neither longer nor shorter.",
                settings -> settings.withSteps(24));
        assertArrayEquals(before, Files.readAllBytes(run.resolve("checkpoint.bin")));
    }

    @Test
    void howOftenItIsSavedAndJudgedMayChange() throws IOException {
        train(settings(), false, new Watcher(4));
        Watcher watcher = new Watcher();
        assertEquals(12, train(settings().withRhythm(4, 100, 2), true, watcher).stepsDone());
        assertTrue(watcher.events().containsAll(List.of("evaluated 8", "evaluated 12")), watcher.events()::toString);
    }

    @Test
    void aChangedProgramIsAnotherModelAndAMovedOneIsNot() throws IOException {
        train(settings(), false, new Watcher(4));
        Path moved = Files.move(program, folder.resolve("moved.norm"));
        assertEquals(
                6, train(Small.settings(moved.toString()), true, new Watcher(6)).stepsDone());
        Files.writeString(program, NORM.replace("1e-6", "1e-5"));
        String message = refusal(settings -> settings);
        assertTrue(
                message.matches(
                        ".* is of another training: there the SHA-256 of the program is [0-9a-f]{64}, here it is"
                                + " [0-9a-f]{64}; with another program it is another model\\."),
                message);
    }

    @Test
    void anotherTextIsAnotherTraining() throws IOException {
        train(settings(), false, new Watcher(4));
        Path other = folder.resolve("other.txt");
        Files.writeString(other, Files.readString(Small.text(folder)).replace("fish", "fowl"));
        CheckpointException refused = assertThrows(
                CheckpointException.class,
                () -> Training.run(settings(), Corpus.of(other), Optional.of(run), true, new Watcher(), Small.NORMC));
        assertTrue(
                String.valueOf(refused.getMessage()).contains(" there the SHA-256 of the text is "), refused::toString);
    }

    @Test
    void aNewTrainingWritesOverNoCheckpoint() throws IOException {
        train(settings(), false, new Watcher(4));
        CheckpointException refused =
                assertThrows(CheckpointException.class, () -> train(settings(), false, new Watcher()));
        assertEquals(
                run.resolve("checkpoint.bin")
                        + " is there already; go on with it by --resume, or train into another folder.",
                refused.getMessage());
        assertEquals(4, SavedTraining.read(run).step());
    }

    @Test
    void withoutACheckpointNothingGoesOn() {
        assertEquals("There is no checkpoint " + run.resolve("checkpoint.bin") + ".", refusal(settings -> settings));
        assertThrows(
                IllegalArgumentException.class,
                () -> Training.run(
                        settings(), Small.corpus(folder), Optional.empty(), true, new Watcher(), Small.NORMC));
    }

    @Test
    void whatWasSavedTellsItsSettings() throws IOException {
        TrainingSettings settings = settings()
                .withModel(settings()
                        .model()
                        .withNorm(new NormChoice(program.toString(), Map.of(), Map.of("gamma", 0.1))));
        train(settings, false, new Watcher(4));
        assertEquals(new SavedTraining(settings, "debates.txt", 4), SavedTraining.read(run));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsFoundBeforeTheFirstStep() throws IOException {
        run = Files.writeString(folder.resolve("file"), "in the way").resolve("run");
        Watcher watcher = new Watcher();
        WholeFile.Unwritable refused =
                assertThrows(WholeFile.Unwritable.class, () -> train(settings(), false, watcher));
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith(run.resolve("training.lock") + " cannot be written: "),
                refused::toString);
        assertEquals(List.of(), watcher.events());
    }

    /** Each would write over the files of the other; a lock that nobody holds is of a process that was killed. */
    @Test
    void aSecondTrainingInTheSameFolderIsRefusedWhileTheFirstGoesOn() throws IOException {
        String busy = "Another normc training works in " + run + "; wait for it, or train into another folder.";
        Files.createDirectories(run);
        Files.createFile(run.resolve("training.lock"));
        FolderLock first = FolderLock.take(run.resolve("training.lock")).orElseThrow();
        try (first) {
            Watcher second = new Watcher();
            assertEquals(
                    busy,
                    assertThrows(CheckpointException.class, () -> train(settings(), false, second))
                            .getMessage());
            assertEquals(List.of(), second.events());
        }
        train(settings(), false, new Watcher(4));
        FolderLock again = FolderLock.take(run.resolve("training.lock")).orElseThrow();
        try (again) {
            assertEquals(busy, refusal(settings -> settings));
        }
        assertEquals(6, train(settings(), true, new Watcher(6)).stepsDone());
    }

    /** Writes the file that becomes the checkpoint where there is never space, once eight steps are done. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskEndsTheTrainingAndLeavesTheLastCheckpoint() throws IOException {
        Path temporary =
                run.resolve(".checkpoint.bin." + ProcessHandle.current().pid() + ".tmp");
        Watcher watcher = new Watcher() {
            @Override
            public void beforeUpdate(int step, dev.normc.examples.transformer.Transformer model) {
                if (step == 8) {
                    try {
                        Files.createSymbolicLink(temporary, Path.of("/dev/full"));
                    } catch (IOException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                }
            }
        };
        CheckpointException refused = assertThrows(CheckpointException.class, () -> train(settings(), false, watcher));
        assertEquals(
                run.resolve("checkpoint.bin") + " cannot be written: No space left on device; the training stops at"
                        + " step 8, and the checkpoint of step 4 stays.",
                refused.getMessage());
        assertEquals(4, SavedTraining.read(run).step());
        assertFalse(Files.exists(temporary, java.nio.file.LinkOption.NOFOLLOW_LINKS));
        assertEquals(12, train(settings(), true, new Watcher()).stepsDone());
    }

    /** The same before the first step of a training that goes on. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatCannotBeSavedDoesNotGoOn() throws IOException {
        train(settings(), false, new Watcher(6));
        byte[] before = Files.readAllBytes(run.resolve("checkpoint.bin"));
        Files.createSymbolicLink(
                run.resolve(".checkpoint.bin." + ProcessHandle.current().pid() + ".tmp"), Path.of("/dev/full"));
        Watcher watcher = new Watcher();
        CheckpointException refused = assertThrows(CheckpointException.class, () -> train(settings(), true, watcher));
        assertEquals(
                run.resolve("checkpoint.bin") + " cannot be written: No space left on device; the training stops at"
                        + " step 6, and the checkpoint of step 6 stays.",
                refused.getMessage());
        assertEquals(List.of("begin 6/12"), watcher.events());
        assertArrayEquals(before, Files.readAllBytes(run.resolve("checkpoint.bin")));
    }

    @Test
    void aCurveOfSomebodyElseIsNotWrittenOver() throws IOException {
        Files.createDirectories(run);
        Path curve = Files.writeString(run.resolve("curve.csv"), "mine");
        CheckpointException refused =
                assertThrows(CheckpointException.class, () -> train(settings(), false, new Watcher()));
        assertEquals(
                curve + " is there already, without a checkpoint; move it away, or train into another folder.",
                refused.getMessage());
        assertEquals("mine", Files.readString(curve));
        assertFalse(Files.exists(run.resolve("training.lock")));
    }

    private Divergence divergence(String body, TrainingSettings settings) throws IOException {
        Files.writeString(program, "norm Mine(x[N, D]) {\n    return " + body + "\n}\n");
        TrainingResult result = train(settings, false, new Watcher());
        assertTrue(Double.isNaN(result.validationLoss()) && Double.isNaN(result.perplexity()), result::toString);
        return result.divergence().orElseThrow();
    }

    /** The parameter would stay as it is, and everything else finite. */
    @Test
    void aMomentThatIsNotFiniteIsNotSaved() throws IOException {
        Divergence divergence = divergence("1e10 * x", settings().withClip(0));
        assertEquals(4, divergence.step());
        assertTrue(
                divergence
                        .explanation()
                        .matches(
                                "After step 4 Adam's second moment of [\\w.]+ is not finite: its gradients are too large"
                                        + " to be squared in float\\. What helps is clipped gradients or a norm whose"
                                        + " gradients are smaller\\."),
                divergence::explanation);
        assertEquals(0, SavedTraining.read(run).step());
    }

    @Test
    void aPerplexityThatIsNotFiniteIsNoResult() throws IOException {
        Divergence divergence = divergence("1e10 * x", settings());
        assertEquals(12, divergence.step());
        assertTrue(
                divergence
                        .explanation()
                        .matches("The validation loss after step 12 is \\S+ nats per byte, too much for a finite"
                                + " perplexity\\. The loss was \\S+ before the first update\\. So no learning rate"
                                + " helps: the norm mine itself leads to such numbers with this input\\."),
                divergence::explanation);
    }

    @Test
    void beforeTheFirstUpdateNoLearningRateIsToBlame() throws IOException {
        String words = divergence("x / (x - x)", settings()).explanation();
        assertTrue(words.startsWith("The loss of step 1 is "), words);
        assertTrue(
                words.endsWith(" There was no update before. So no learning rate helps: the norm mine itself leads to"
                        + " such numbers with this input."),
                words);
    }

    /** The first update carries everything away; the loss of the second step is the first that shows it. */
    @Test
    void aLossThatIsNotFiniteEndsTheTrainingInWords() throws IOException {
        TrainingSettings wild = settings()
                .withSchedule(12, 1e30, 0)
                .withClip(0)
                .withWeightDecay(0)
                .withRhythm(5, 1, 2);
        TrainingResult result = train(wild, false, new Watcher());
        Divergence divergence = result.divergence().orElseThrow();
        assertEquals(2, divergence.step());
        assertTrue(
                divergence
                        .explanation()
                        .matches(
                                "The loss of step 2 is (NaN|Infinity); in order of computation the first numbers that are not finite are in .+\\. The learning"
                                        + " rate was 9\\.\\d+e\\+29, the last finite loss [\\d.]+\\. What helps most often is a"
                                        + " smaller learning rate, a warm-up or clipped gradients\\."),
                divergence::explanation);
        assertTrue(Double.isNaN(result.validationLoss()) && Double.isNaN(result.perplexity()), result::toString);
        assertEquals(1, result.stepsDone());
        assertEquals(1, SavedTraining.read(run).step());
        assertEquals(2, Files.readAllLines(run.resolve("curve.csv")).size());
    }

    /** In inference this norm divides by a state that stays 0. */
    @Test
    void aValidationLossThatIsNotFiniteIsToldApart() throws IOException {
        Files.writeString(
                program,
                "norm Cold(x[N, D]) {\n    state s[D] = 0\n    update s = 0 * s\n"
                        + "    return x / (if train then 1 + 0 * s else s)\n}\n");
        TrainingResult result = train(settings(), false, new Watcher());
        Divergence divergence = result.divergence().orElseThrow();
        assertEquals(5, divergence.step());
        assertTrue(
                divergence
                        .explanation()
                        .startsWith("The validation loss after step 5, with the norms as in inference,"),
                divergence::explanation);
        assertEquals(4, SavedTraining.read(run).step());
    }

    /** The state becomes NaN in the third step and has no part in the loss. */
    @Test
    void aStateThatIsNanIsNotSaved() throws IOException {
        Files.writeString(
                program,
                "norm Rotten(x[N, D]) {\n    state t = 3\n    update t = sqrt(t - 1)\n"
                        + "    return if train then x / sqrt(mean[D](x^2) + 1e-6) else x + 0 * t\n}\n");
        TrainingResult result = train(settings(), false, new Watcher());
        Divergence divergence = result.divergence().orElseThrow();
        assertEquals(4, divergence.step());
        assertTrue(
                divergence.explanation().startsWith("After step 4 the state block1.attention.norm.t is NaN. "),
                divergence::explanation);
        assertEquals(0, SavedTraining.read(run).step());
    }
}
