package dev.normc.examples.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.examples.text.Batch;
import dev.normc.examples.text.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of a model as a whole, beside its gradient. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // programs are compiled once
class TransformerTest {

    private static final double LOG_OF_VOCABULARY = Math.log(257);

    private final Models models = new Models();

    private Transformer trained(String norm, Placement placement, Objective objective, Precision precision) {
        return models.trained(Models.config(norm, placement, objective), precision);
    }

    private static Batch batch(Transformer model) {
        return Models.batch(model.config(), 3);
    }

    private static Parameter parameter(Transformer model, String name) {
        return model.parameters().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is none of " + names(model)));
    }

    private static List<String> names(Transformer model) {
        return model.parameters().stream().map(Parameter::name).toList();
    }

    /** Sines and cosines: the product of two rows depends on their distance alone, and falls with it at first. */
    @ParameterizedTest
    @ValueSource(ints = {8, 10})
    void rowsOfPositionsStartAsFarApartAsPositionsAre(int width) {
        ModelConfig config =
                new ModelConfig(1, width, 2, 12, 5, Objective.MASKED, Placement.PRE, NormChoice.of("LayerNorm"));
        Values rows =
                parameter(models.model(config, Precision.DOUBLE), "position").values();
        for (int t = 0; t < 5; t++) {
            assertEquals(1, product(rows, width, t, t), 1e-12, "a mean square of 1 / width");
        }
        assertEquals(Math.sqrt(2.0 / width) * Math.sin(1), rows.get(width), 1e-12, "the shortest wave first");
        double longer = Math.pow(10_000, -2.0 / width);
        assertEquals(Math.sqrt(2.0 / width) * Math.cos(4 * longer), rows.get(4 * width + 3), 1e-12, "then its cosine");
        for (int t = 0; t < 3; t++) {
            assertEquals(product(rows, width, 0, 2), product(rows, width, t, t + 2), 1e-12);
            assertTrue(product(rows, width, t, t + 1) > product(rows, width, t, t + 2));
        }
    }

    private static double product(Values rows, int width, int one, int other) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += rows.get(one * width + i) * rows.get(other * width + i);
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(Placement.class)
    void whatComesLaterReachesNoEarlierPositionOfACausalModel(Placement placement) {
        assertEquals(List.of(4), changed(trained("LayerNorm", placement, Objective.CAUSAL, Precision.FLOAT), 4));
        assertEquals(List.of(2, 3, 4), changed(trained("LayerNorm", placement, Objective.CAUSAL, Precision.FLOAT), 2));
        assertEquals(
                List.of(0, 1, 2, 3, 4),
                changed(trained("LayerNorm", placement, Objective.MASKED, Precision.FLOAT), 4),
                "the masked objective looks to both sides");
    }

    /** The positions of the first sequence whose scores change with the byte at {@code position}; no other may. */
    private static List<Integer> changed(Transformer model, int position) {
        Batch batch = batch(model);
        model.loss(batch);
        double[] before = Models.copy(model.scores());
        int[] tokens = batch.tokens().clone();
        tokens[position] = (tokens[position] + 1) % 256;
        model.loss(new Batch(batch.sequences(), batch.context(), tokens, batch.targets(), batch.counted()));
        double[] after = Models.copy(model.scores());
        List<Integer> changed = new ArrayList<>();
        int vocabulary = before.length / batch.tokens().length;
        for (int i = 0; i < batch.tokens().length; i++) {
            int from = i * vocabulary;
            if (!Arrays.equals(before, from, from + vocabulary, after, from, from + vocabulary)) {
                changed.add(i);
            }
        }
        return changed;
    }

    @ParameterizedTest
    @CsvSource({"LayerNorm, PRE, CAUSAL", "PowerNormReleased, POST, MASKED", "DyT, PRE, MASKED"})
    void floatIsDoubleRounded(String norm, Placement placement, Objective objective) {
        Transformer single = trained(norm, placement, objective, Precision.FLOAT);
        Transformer exact = trained(norm, placement, objective, Precision.DOUBLE);
        Batch batch = batch(single);
        assertEquals(exact.loss(batch), single.loss(batch), 1e-5);
        single.backward();
        exact.backward();
        for (int i = 0; i < exact.parameters().size(); i++) {
            Parameter parameter = exact.parameters().get(i);
            double[] expected = Models.copy(parameter.gradient());
            double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            double[] actual = Models.copy(single.parameters().get(i).gradient());
            assertArrayEquals(expected, actual, 1e-4 * largest + 1e-6, parameter.name());
        }
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherOneOthers() {
        ModelConfig config = Models.config("BatchNorm", Placement.PRE, Objective.MASKED);
        double[] losses = new double[3];
        for (int i = 0; i < 3; i++) {
            Transformer model = Transformer.create(config, Precision.FLOAT, Models.SEQUENCES, i / 2, models.normc());
            model.loss(Models.batch(config, 3));
            model.backward();
            losses[i] = Arrays.stream(Models.copy(parameter(model, "embedding").gradient()))
                            .sum()
                    + model.loss(Models.batch(config, 4));
        }
        assertEquals(losses[0], losses[1]);
        assertNotEquals(losses[0], losses[2]);
    }

    /** Batch norms, so that states matter; the backward of the released PowerNorm moves one, too. */
    @ParameterizedTest
    @ValueSource(strings = {"BatchNorm", "PowerNorm", "PowerNormReleased"})
    void parametersAndStatesAreAllThatAModelRemembers(String norm) {
        ModelConfig config = Models.config(norm, Placement.POST, Objective.MASKED);
        Transformer first = models.trained(config, Precision.FLOAT);
        for (int step = 0; step < 3; step++) {
            first.loss(Models.batch(config, step));
            first.backward();
        }
        Transformer second = models.model(config, Precision.FLOAT);
        for (int i = 0; i < first.parameters().size(); i++) {
            double[] values = Models.copy(first.parameters().get(i).values());
            for (int j = 0; j < values.length; j++) {
                second.parameters().get(i).values().set(j, values[j]);
            }
        }
        Models.restore(second, Models.states(first));
        for (Transformer model : List.of(first, second)) {
            model.loss(Models.batch(config, 4));
            model.backward();
        }
        for (int i = 0; i < first.parameters().size(); i++) {
            assertArrayEquals(
                    Models.copy(first.parameters().get(i).gradient()),
                    Models.copy(second.parameters().get(i).gradient()),
                    first.parameters().get(i).name());
        }
        assertEquals(first.evaluate(Models.batch(config, 5)), second.evaluate(Models.batch(config, 5)));
    }

    @ParameterizedTest
    @EnumSource(Objective.class)
    void theLossIsTheMeanCrossEntropyOfTheCountedPositions(Objective objective) {
        Transformer model = trained("LayerNorm", Placement.PRE, objective, Precision.DOUBLE);
        Batch batch = batch(model);
        double loss = model.loss(batch);
        double[] bias = Models.copy(parameter(model, "output.bias").values());
        double sum = 0;
        for (int i = 0; i < batch.tokens().length; i++) {
            double denominator = 0;
            for (int v = 0; v < bias.length; v++) {
                denominator += Math.exp(model.scores().get(i * bias.length + v) + bias[v]);
            }
            int target = batch.targets()[i];
            double score = model.scores().get(i * bias.length + target) + bias[target];
            sum += batch.counted()[i] ? Math.log(denominator) - score : 0;
        }
        assertEquals(sum / batch.countedPositions(), loss, 1e-12);
        assertEquals(loss, model.evaluate(batch), 1e-12, "LayerNorm is the same in inference");
    }

    @Test
    void modelsOfOneSeedStartAlikeWhateverTheNorm() {
        Transformer one = models.model(Models.config("LayerNorm", Placement.PRE, Objective.MASKED), Precision.FLOAT);
        Transformer other = models.model(Models.config("DyT", Placement.POST, Objective.CAUSAL), Precision.FLOAT);
        for (String name : List.of("embedding", "block1.attention.query", "block2.feedforward.out", "output")) {
            assertArrayEquals(
                    Models.copy(parameter(one, name).values()),
                    Models.copy(parameter(other, name).values()),
                    name);
        }
    }

    @Test
    void aModelStartsAsItsDocumentationSays() {
        ModelConfig config =
                new ModelConfig(1, 64, 4, 128, 8, Objective.CAUSAL, Placement.PRE, NormChoice.of("LayerNorm"));
        Transformer model = Transformer.create(config, Precision.FLOAT, 3, 5, models.normc());
        assertEquals(1.0 / 64, variance(parameter(model, "embedding")), 1e-3);
        assertEquals(2.0 / 128, variance(parameter(model, "block1.attention.value")), 1.5e-3);
        assertEquals(2.0 / 192, variance(parameter(model, "block1.feedforward.in")), 1e-3);
        double[] squares = new double[1];
        model.observe(new NormObserver() {
            @Override
            public void forward(String layer, Values x, Values y, int tokens, int width) {
                if (layer.equals("block1.attention")) {
                    squares[0] = Arrays.stream(Models.copy(x))
                            .map(v -> v * v)
                            .average()
                            .orElseThrow();
                }
            }

            @Override
            public void backward(String layer, Values x, Values dy, Values dx, int tokens, int width) {}
        });
        assertEquals(LOG_OF_VOCABULARY, model.loss(Models.batch(config, 3)), 1);
        assertEquals(1, squares[0], 0.2, "the stream starts with a variance of 1");
    }

    private static double variance(Parameter parameter) {
        return Arrays.stream(Models.copy(parameter.values()))
                .map(v -> v * v)
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"BatchNorm, PRE", "PowerNorm, POST", "PowerNormReleased, PRE"})
    void evaluationMovesNothingAndReadsTheStates(String norm, Placement placement) {
        Transformer model = trained(norm, placement, Objective.MASKED, Precision.FLOAT);
        Batch batch = batch(model);
        double fresh = model.evaluate(batch);
        double seen = 0;
        for (int i = 0; i < 3; i++) {
            seen = model.loss(batch);
            model.backward();
        }
        List<double[]> states = Models.states(model);
        List<double[]> parameters = model.parameters().stream()
                .map(one -> Models.copy(one.values()))
                .toList();
        double first = model.evaluate(batch);
        assertEquals(first, model.evaluate(batch), "the second evaluation");
        assertNotEquals(fresh, first, "three steps have moved what evaluation reads");
        assertTrue(Double.isFinite(seen));
        for (int i = 0; i < states.size(); i++) {
            assertArrayEquals(
                    states.get(i),
                    Models.states(model).get(i),
                    model.states().get(i).name());
        }
        for (int i = 0; i < parameters.size(); i++) {
            assertArrayEquals(
                    parameters.get(i), Models.copy(model.parameters().get(i).values()));
        }
    }

    @Test
    void statesMoveInTheForwardAndInTheBackwardAsTheNormSays() {
        Transformer model = trained("PowerNorm", Placement.PRE, Objective.MASKED, Precision.FLOAT);
        assertEquals(
                List.of("block1.attention.norm.psi2", "block1.attention.norm.psi2_adjoint"),
                model.states().stream().map(StateArray::name).limit(2).toList());
        assertEquals(10, model.states().size());
        List<double[]> start = Models.states(model);
        model.loss(batch(model));
        List<double[]> behindForward = Models.states(model);
        model.backward();
        List<double[]> behindBackward = Models.states(model);
        for (int i = 0; i < start.size(); i += 2) {
            String name = model.states().get(i).name();
            assertFalse(Arrays.equals(start.get(i), behindForward.get(i)), name);
            assertArrayEquals(start.get(i + 1), behindForward.get(i + 1), name + "_adjoint");
            assertArrayEquals(behindForward.get(i), behindBackward.get(i), name);
            assertFalse(Arrays.equals(start.get(i + 1), behindBackward.get(i + 1)), name + "_adjoint");
        }
    }

    @Test
    void modelsInSeveralThreadsShareProgramsAndNothingElse() throws InterruptedException {
        ModelConfig config = Models.config("PowerNorm", Placement.PRE, Objective.MASKED);
        Supplier<Double> training = () -> {
            Transformer model = models.trained(config, Precision.FLOAT);
            double sum = 0;
            for (int step = 0; step < 20; step++) {
                sum += model.loss(Models.batch(config, step));
                model.backward();
            }
            return sum + model.evaluate(Models.batch(config, 3));
        };
        double alone = training.get();
        List<Double> together = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> together.add(training.get()));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(alone, alone, alone), together);
    }

    @Test
    void aCounterIsADoubleInAFloatModel() {
        Transformer model = trained("PowerNormReleased", Placement.POST, Objective.MASKED, Precision.FLOAT);
        StateArray counter = model.states().stream()
                .filter(state -> state.name().equals("block2.feedforward.norm.iterations"))
                .findFirst()
                .orElseThrow();
        model.loss(batch(model));
        model.loss(batch(model));
        assertEquals(2, ((DoubleValues) counter.values()).array()[0]);
    }

    @Test
    void someStepsDownTheGradientLowerTheLoss() {
        for (Placement placement : Placement.values()) {
            Transformer model = models.model(Models.config("RmsNorm", placement, Objective.CAUSAL), Precision.FLOAT);
            double start = model.loss(batch(model));
            for (int step = 0; step < 20; step++) {
                model.loss(batch(model));
                model.backward();
                for (Parameter parameter : model.parameters()) {
                    for (int i = 0; i < parameter.values().length(); i++) {
                        Values values = parameter.values();
                        values.set(i, values.get(i) - 0.1 * parameter.gradient().get(i));
                    }
                }
            }
            double end = model.loss(batch(model));
            assertTrue(end < start - 0.5, () -> placement + ": from " + start + " to " + end);
        }
    }

    @Test
    void aChoiceSetsConstantsAndInitialValues() {
        ModelConfig config = Models.config("DyT", Placement.PRE, Objective.MASKED)
                .withNorm(new NormChoice("DyT", Map.of(), Map.of("alpha", 0.8)));
        Transformer model = models.model(config, Precision.DOUBLE);
        assertEquals(
                0.8, parameter(model, "block2.attention.norm.alpha").values().get(0));
        assertEquals(1, parameter(model, "block2.attention.norm.gamma").values().get(3));
        double[] losses = new double[2];
        for (int i = 0; i < 2; i++) {
            NormChoice choice = new NormChoice("LayerNorm", Map.of("eps", i + 1e-5), Map.of());
            losses[i] =
                    models.trained(config.withNorm(choice), Precision.DOUBLE).loss(batch(model));
        }
        assertTrue(Math.abs(losses[0] - losses[1]) > 1e-3, () -> Arrays.toString(losses));
    }

    @Test
    void aBackwardNeedsItsOwnForward() {
        Transformer model = trained("LayerNorm", Placement.PRE, Objective.MASKED, Precision.FLOAT);
        assertThrows(IllegalStateException.class, model::backward);
        model.loss(batch(model));
        model.evaluate(batch(model));
        assertThrows(IllegalStateException.class, model::backward);
        model.loss(batch(model));
        model.backward();
        assertThrows(IllegalStateException.class, model::backward);
    }

    @Test
    void aBatchOfAnotherShapeOrWithoutALossIsRefused() {
        Transformer model = trained("LayerNorm", Placement.PRE, Objective.MASKED, Precision.FLOAT);
        Batch wrong = new Batch(1, 5, new int[5], new int[5], new boolean[5]);
        String message = assertThrows(IllegalArgumentException.class, () -> model.loss(wrong))
                .getMessage();
        assertEquals("expected a batch of 3 sequences of 5, given one of 1 of 5", message);
        Batch empty = new Batch(3, 5, new int[15], new int[15], new boolean[15]);
        assertThrows(IllegalArgumentException.class, () -> model.evaluate(empty));
    }
}
