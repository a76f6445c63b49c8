package dev.normc.examples.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.normc.examples.transformer.NormChoice;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schedule of learning rates, and numbers that are no settings. */
class TrainingSettingsTest {

    private static final TrainingSettings SETTINGS =
            TrainingSettings.defaults(NormChoice.of("LayerNorm")).withSchedule(600, 1e-3, 100);

    /** Half way down the cosine is the mean of both ends; the last step is the tenth. */
    @ParameterizedTest
    @CsvSource({"1, 1e-5", "50, 5e-4", "100, 1e-3", "350, 5.5e-4", "600, 1e-4"})
    void theLearningRateGrowsInALineAndFallsAlongACosine(int step, double rate) {
        assertEquals(rate, SETTINGS.learningRate(step), 1e-15);
    }

    @Test
    void withoutAWarmUpTheFirstStepIsNearThePeak() {
        TrainingSettings cold = SETTINGS.withWarmup(0);
        assertEquals(1e-3, cold.learningRate(1), 1e-7);
        assertEquals(1e-4, cold.learningRate(600), 1e-15);
    }

    @Test
    void aTrainingMayBeAllWarmUp() {
        TrainingSettings warm = SETTINGS.withSchedule(10, 1, 10);
        assertEquals(0.7, warm.learningRate(7), 1e-15);
        assertEquals(1, warm.learningRate(10), 1e-15);
    }

    @Test
    void numbersOutOfRangeAreOneSentence() {
        assertRefused(s -> s.withSequences(0), "A batch has at least 1 sequence, given 0.");
        assertRefused(s -> s.withSteps(0), "A training has at least 1 step, given 0.");
        assertRefused(s -> s.withLearningRate(0), "The learning rate must be a number above 0, given 0.0.");
        assertRefused(s -> s.withLearningRate(Double.NaN), "The learning rate must be a number above 0, given NaN.");
        assertRefused(s -> s.withSteps(50), "A warm-up takes from 0 to all 50 steps of the training, given 100.");
        assertRefused(s -> s.withWeightDecay(-1), "The weight decay must be 0 or a number above, given -1.0.");
        assertRefused(s -> s.withClip(-1), "Gradients are clipped at a norm above 0, or for 0 never, given -1.0.");
        assertRefused(s -> s.withRhythm(0, 1, 1), "An evaluation comes after at least 1 step, given 0.");
        assertRefused(s -> s.withRhythm(1, 0, 1), "A checkpoint comes after at least 1 step, given 0.");
        assertRefused(s -> s.withRhythm(1, 1, 0), "An evaluation takes at least 1 batch, given 0.");
    }

    private static void assertRefused(UnaryOperator<TrainingSettings> change, String sentence) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> change.apply(SETTINGS));
        assertEquals(sentence, refused.getMessage());
    }
}
