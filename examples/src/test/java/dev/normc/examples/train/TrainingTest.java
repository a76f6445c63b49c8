package dev.normc.examples.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a training comes to, and that an interruption changes none of its bits. */
class TrainingTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    private TrainingResult train(TrainingSettings settings, Optional<Path> out, boolean resume, Watcher watcher)
            throws IOException {
        return Training.run(settings, Small.corpus(folder), out, resume, watcher, Small.NORMC);
    }

    private TrainingResult trainAlone(TrainingSettings settings, Watcher watcher) throws IOException {
        return train(settings, Optional.empty(), false, watcher);
    }

    /** One without states, one with running statistics, one whose backward updates a state. */
    @ParameterizedTest
    @ValueSource(strings = {"LayerNorm", "BatchNorm", "PowerNorm"})
    void anInterruptedTrainingHasTheBitsOfOneThatWasNot(String norm) throws IOException {
        Watcher whole = new Watcher();
        TrainingResult expected = trainAlone(Small.settings(norm), whole);
        Optional<Path> out = Optional.of(folder.resolve("run"));
        TrainingResult first = train(Small.settings(norm), out, false, new Watcher(5));
        assertEquals(5, first.stepsDone());
        assertTrue(Double.isNaN(first.validationLoss()) && first.divergence().isEmpty());
        assertEquals(expected.curve().subList(0, 5), first.curve());
        train(Small.settings(norm), out, true, new Watcher(6));
        Watcher last = new Watcher();
        TrainingResult resumed = train(Small.settings(norm), out, true, last);
        assertEquals(expected.curve(), resumed.curve());
        assertEquals(expected.validationLoss(), resumed.validationLoss());
        assertEquals(whole.bits(), last.bits());
    }

    @Test
    void theLossFallsAndTheLastValidationLossIsTheResult() throws IOException {
        Watcher watcher = new Watcher();
        TrainingResult result = trainAlone(Small.settings("LayerNorm").withSchedule(60, 2e-2, 5), watcher);
        List<CurvePoint> curve = result.curve();
        assertEquals(60, curve.size());
        // Uniform over 256 bytes it is 5.5; the text has 17 characters, of which some are much more frequent.
        assertTrue(curve.get(0).trainingLoss() > 4, () -> curve.get(0).toString());
        assertTrue(result.validationLoss() < 3.2, result::toString);
        assertEquals(
                result.validationLoss(),
                watcher.validations().get(watcher.validations().size() - 1));
        assertEquals(curve.get(59).validationLoss(), result.validationLoss());
        assertEquals(Math.exp(result.validationLoss()), result.perplexity(), 1e-12);
        assertTrue(result.tokensPerSecond() > 0 && result.normShare() > 0 && result.normShare() < 1, result::toString);
    }

    @Test
    void theSeedDecidesTheTrainingAndNotWhatJudgesIt() throws IOException {
        TrainingSettings settings = Small.settings("LayerNorm").withSchedule(1, 1e-30, 0);
        double same = trainAlone(settings, new Watcher()).validationLoss();
        assertEquals(same, trainAlone(settings, new Watcher()).validationLoss());
        assertFalse(same == trainAlone(settings.withSeed(8), new Watcher()).validationLoss());
    }

    @Test
    void theListenerHearsOfEverythingInOrder() throws IOException {
        Watcher watcher = new Watcher();
        TrainingSettings settings =
                Small.settings("LayerNorm").withSchedule(3, 1e-3, 0).withRhythm(2, 2, 1);
        train(settings, Optional.of(folder.resolve("run")), false, watcher);
        assertEquals(
                List.of(
                        "begin 0/3",
                        "saved 0",
                        "update 1",
                        "step 1",
                        "update 2",
                        "evaluated 2",
                        "step 2",
                        "saved 2",
                        "update 3",
                        "evaluated 3",
                        "step 3",
                        "saved 3"),
                watcher.events());
    }

    @Test
    void theCurveIsAFileOfCommaSeparatedValues() throws IOException {
        Path out = folder.resolve("made/run");
        TrainingResult result = train(Small.settings("LayerNorm"), Optional.of(out), false, new Watcher());
        List<String> lines = Files.readAllLines(out.resolve("curve.csv"));
        assertEquals("step,training_loss,validation_loss,gradient_norm,learning_rate", lines.get(0));
        List<CurvePoint> read = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split(",", -1));
            read.add(new CurvePoint(
                    Integer.parseInt(cells.get(0)),
                    Double.parseDouble(cells.get(1)),
                    cells.get(2).isEmpty() ? Double.NaN : Double.parseDouble(cells.get(2)),
                    Double.parseDouble(cells.get(3)),
                    Double.parseDouble(cells.get(4))));
        }
        assertEquals(result.curve(), read);
        assertEquals(
                List.of(5, 10, 12),
                read.stream()
                        .filter(CurvePoint::isEvaluated)
                        .map(CurvePoint::step)
                        .toList());
    }

    @Test
    void aTrainingThatIsOverIsNotRepeated() throws IOException {
        Optional<Path> out = Optional.of(folder.resolve("run"));
        TrainingResult over = train(Small.settings("RmsNorm"), out, false, new Watcher());
        Watcher watcher = new Watcher();
        TrainingResult again = train(Small.settings("RmsNorm"), out, true, watcher);
        assertEquals(over.curve(), again.curve());
        assertEquals(over.perplexity(), again.perplexity());
        assertEquals(List.of("begin 12/12", "saved 12"), watcher.events());
    }

    /** A longer gradient than the limit is as long as the limit when Adam sees it, and reported as it was. */
    @Test
    void clippingChangesTheUpdateAndNotTheCurveOfGradients() throws IOException {
        TrainingSettings settings = Small.settings("LayerNorm");
        List<CurvePoint> clipped =
                trainAlone(settings.withClip(1e-3), new Watcher()).curve();
        List<CurvePoint> free = trainAlone(settings.withClip(0), new Watcher()).curve();
        assertEquals(free.get(0).gradientNorm(), clipped.get(0).gradientNorm());
        assertTrue(clipped.get(0).gradientNorm() > 1e-3);
        assertFalse(free.get(2).trainingLoss() == clipped.get(2).trainingLoss());
    }
}
