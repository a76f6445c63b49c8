package dev.normc.examples.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Review;
import dev.normc.dsl.Sources;
import dev.normc.examples.text.Batch;
import dev.normc.examples.text.Objective;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model tells of itself: names, places of faults, what goes through its norms, times. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // programs are compiled once
class ModelInsightTest {

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

    @Test
    void theProgramsOfAModelAreBeyondReproach() throws IOException {
        try (InputStream stream = Objects.requireNonNull(Programs.class.getResourceAsStream("transformer.norm"))) {
            Review review = Review.of(Sources.stream("transformer.norm", stream));
            assertEquals(8, review.norms().size());
            assertEquals(List.of(), review.errors());
            assertEquals(List.of(), review.warnings());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "embedding, the rows of the embedding",
        "position, the embedded tokens",
        "block1.attention.norm.gamma, the output of block1.attention's norm",
        "block1.attention.key.bias, the output of block1.attention.key",
        "block2.attention.norm.beta, the output of block2.attention's norm",
        "block2.feedforward.in, the product of block2.feedforward.in",
        "block2.feedforward.out.bias, the output of block2.feedforward",
        "final.norm.gamma, the output of final's norm",
        "output, the scores of the vocabulary",
        "output.bias, the loss"
    })
    void theFirstNumberThatIsNoneHasAPlace(String parameter, String place) {
        Transformer model = trained("LayerNorm", Placement.PRE, Objective.MASKED, Precision.FLOAT);
        Batch batch = batch(model);
        model.loss(batch);
        assertEquals(Optional.empty(), model.firstNonFinite());
        Values values = parameter(model, parameter).values();
        values.fill(Double.NaN);
        assertTrue(Double.isNaN(model.loss(batch)));
        assertEquals(Optional.of(place), model.firstNonFinite());
        values.fill(Double.POSITIVE_INFINITY);
        model.loss(batch);
        assertEquals(Optional.of(place), model.firstNonFinite());
    }

    @Test
    void theObserverSeesEachNormOnceInEachDirectionAndOnlyInTraining() {
        Transformer model = trained("LayerNorm", Placement.PRE, Objective.MASKED, Precision.FLOAT);
        List<String> forward = new ArrayList<>();
        List<String> backward = new ArrayList<>();
        model.observe(new NormObserver() {
            @Override
            public void forward(String layer, Values x, Values y, int tokens, int width) {
                forward.add(layer);
                assertEquals(Models.SEQUENCES * 5, tokens);
                assertEquals(8, width);
                assertEquals(0, layerNormError(model, layer, x, y, tokens, width), 1e-5, layer);
            }

            @Override
            public void backward(String layer, Values x, Values dy, Values dx, int tokens, int width) {
                backward.add(0, layer);
                for (int n = 0; n < tokens; n++) {
                    double sum = 0;
                    for (int d = 0; d < width; d++) {
                        sum += dx.get(n * width + d);
                    }
                    assertEquals(0, sum, 1e-6, "a gradient through LayerNorm has no mean");
                }
                assertTrue(dy.length() == tokens * width && dy.isFinite());
            }
        });
        List<String> layers =
                List.of("block1.attention", "block1.feedforward", "block2.attention", "block2.feedforward", "final");
        assertEquals(layers, model.layers());
        model.evaluate(batch(model));
        assertEquals(List.of(), forward);
        model.loss(batch(model));
        model.backward();
        assertEquals(layers, forward);
        assertEquals(layers, backward);
        model.observe(null);
        model.loss(batch(model));
        assertEquals(layers, forward);
        assertEquals(
                layers.subList(0, 4),
                trained("LayerNorm", Placement.POST, Objective.MASKED, Precision.FLOAT)
                        .layers());
    }

    private static double layerNormError(Transformer model, String layer, Values x, Values y, int tokens, int width) {
        Values gamma = parameter(model, layer + ".norm.gamma").values();
        Values beta = parameter(model, layer + ".norm.beta").values();
        double worst = 0;
        for (int n = 0; n < tokens; n++) {
            double mean = 0;
            double variance = 0;
            for (int d = 0; d < width; d++) {
                mean += x.get(n * width + d) / width;
            }
            for (int d = 0; d < width; d++) {
                variance += Math.pow(x.get(n * width + d) - mean, 2) / width;
            }
            for (int d = 0; d < width; d++) {
                double expected =
                        gamma.get(d) * (x.get(n * width + d) - mean) / Math.sqrt(variance + 1e-5) + beta.get(d);
                worst = Math.max(worst, Math.abs(expected - y.get(n * width + d)));
            }
        }
        return worst;
    }

    @Test
    void timesTellWhereTheTimeWent() {
        Transformer model = trained("LayerNorm", Placement.PRE, Objective.MASKED, Precision.FLOAT);
        assertEquals(0, model.times().share(Times.Kind.MATRIX));
        model.loss(batch(model));
        model.backward();
        assertEquals(10, model.times().calls(Times.Kind.NORM), "five norms, there and back");
        double all = 0;
        for (Times.Kind kind : Times.Kind.values()) {
            assertTrue(model.times().calls(kind) > 0 && model.times().nanoseconds(kind) > 0, kind::toString);
            all += model.times().share(kind);
        }
        assertEquals(1, all, 1e-12);
        model.times().reset();
        assertEquals(0, model.times().calls(Times.Kind.NORM));
    }

    @Test
    void parametersHaveNamesThatSayWhereTheyAre() {
        Transformer model = models.model(
                Models.config("DyT", Placement.PRE, Objective.MASKED).withLayers(1), Precision.FLOAT);
        assertEquals(
                List.of(
                        "embedding",
                        "position",
                        "block1.attention.norm.alpha",
                        "block1.attention.norm.gamma",
                        "block1.attention.norm.beta",
                        "block1.attention.query",
                        "block1.attention.query.bias",
                        "block1.attention.key",
                        "block1.attention.key.bias",
                        "block1.attention.value",
                        "block1.attention.value.bias",
                        "block1.attention.output",
                        "block1.attention.output.bias",
                        "block1.feedforward.norm.alpha",
                        "block1.feedforward.norm.gamma",
                        "block1.feedforward.norm.beta",
                        "block1.feedforward.in",
                        "block1.feedforward.in.bias",
                        "block1.feedforward.out",
                        "block1.feedforward.out.bias",
                        "final.norm.alpha",
                        "final.norm.gamma",
                        "final.norm.beta",
                        "output",
                        "output.bias"),
                names(model));
        assertEquals(names(model).size(), new HashSet<>(names(model)).size());
    }
}
