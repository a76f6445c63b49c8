package dev.normc.examples.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.source.SourceException;
import dev.normc.examples.text.Batch;
import dev.normc.examples.text.Objective;
import dev.normc.runtime.Normc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which norms serve a model, and which of them a causal one, held against what they compute. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // programs are compiled once
class NormFitTest {

    private static final Options DOUBLE = Options.DEFAULT.withType(ScalarType.DOUBLE);

    private final Models models = new Models();
    private final Normc library = new Normc(2 * Library.names().size()); // and the programs of models

    static List<String> library() {
        return Library.names();
    }

    @ParameterizedTest
    @MethodSource("library")
    void aNormOfTheLibraryIsRefusedWithASentenceOrMixesTokensAsWeSay(String norm) {
        NormFit fit;
        try {
            fit = NormFit.of(library.compile(norm, DOUBLE));
        } catch (UnusableNormException refused) {
            String sentence = String.valueOf(refused.getMessage());
            assertTrue(sentence.startsWith(norm + " ") && sentence.endsWith("."), sentence);
            return;
        }
        assertEquals(Mixing.of(fit).isPresent(), new MixingProbe(fit).mixes(), norm);
    }

    /** A model of the size that the norms of the library want: groups divide 32 features, ghosts 128 tokens. */
    @ParameterizedTest
    @MethodSource("library")
    void aNormOfTheLibraryThatFitsGivesAModelWithALossAndGradients(String norm) {
        ModelConfig config = new ModelConfig(1, 32, 2, 16, 16, Objective.MASKED, Placement.PRE, NormChoice.of(norm));
        Transformer model;
        try {
            model = Transformer.create(config, Precision.DOUBLE, 8, 1, library);
        } catch (UnusableNormException refused) {
            return; // the test above judges these
        }
        model.parameters().forEach(parameter -> parameter.gradient().fill(Double.NaN));
        Random random = new Random(3);
        int[] tokens = random.ints(128, 0, 256).toArray();
        boolean[] counted = new boolean[128];
        Arrays.fill(counted, true);
        Batch batch = new Batch(8, 16, tokens, tokens.clone(), counted);
        double loss = model.loss(batch);
        if (norm.equals("PerChannelEnergyNorm")) {
            // It takes the logarithm of energies, which features are not; then this is what the user hears.
            assertEquals(Optional.of("the output of block1.attention's norm"), model.firstNonFinite());
            return;
        }
        assertTrue(Double.isFinite(loss), () -> String.valueOf(model.firstNonFinite()));
        model.backward();
        for (Parameter parameter : model.parameters()) {
            assertTrue(parameter.gradient().isFinite(), parameter.name());
        }
        assertTrue(Double.isFinite(model.evaluate(batch)), () -> String.valueOf(model.firstNonFinite()));
    }

    @Test
    void thePageOfTheExperimentsCountsTheNormsThatFit() throws IOException {
        int both = 0;
        int maskedOnly = 0;
        for (String norm : Library.names()) {
            try {
                boolean mixing =
                        Mixing.of(NormFit.of(library.compile(norm, DOUBLE))).isPresent();
                both += mixing ? 0 : 1;
                maskedOnly += mixing ? 1 : 0;
            } catch (UnusableNormException refused) {
                // It serves neither.
            }
        }
        String sentence =
                "Of the library's norms " + both + " serve both objectives, " + maskedOnly + " the masked one";
        String page = Files.readString(page()).replace("\n", " ");
        assertTrue(page.contains(sentence), () -> "docs/experiments.md should say: " + sentence);
    }

    private static Path page() {
        return Stream.of(Path.of("docs", "experiments.md"), Path.of("..", "docs", "experiments.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no docs/experiments.md"));
    }

    @ParameterizedTest
    @CsvSource({
        "Grouped, false",
        "OverPositions, true",
        "SplitPositions, false",
        "Watching, true",
        "Centring, true",
        "Judging, true",
        "Counting, false"
    })
    void theNormsOfAUserMixTokensAsWeSay(String norm, boolean mixes) {
        NormFit fit = NormFit.of(models.normc().compile(Models.file() + "#" + norm, DOUBLE));
        assertEquals(mixes, Mixing.of(fit).isPresent(), norm);
        assertEquals(mixes, new MixingProbe(fit).mixes(), norm);
    }

    @Test
    void theFiveNormsServeAModelAndThoseOfBatchesTheMaskedObjectiveAlone() {
        List<String> causal = new ArrayList<>();
        for (String norm : List.of("LayerNorm", "RmsNorm", "DyT", "BatchNorm", "PowerNorm", "PowerNormReleased")) {
            NormFit fit = NormFit.of(models.normc().compile(norm, DOUBLE));
            fit.require(Objective.MASKED);
            if (Mixing.of(fit).isEmpty()) {
                fit.require(Objective.CAUSAL);
                causal.add(norm);
            }
        }
        assertEquals(List.of("LayerNorm", "RmsNorm", "DyT"), causal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BatchNorm | BatchNorm does not fit a causal model: its statistics run over the tokens of a batch"
                        + " (along N), and what comes after a token must not reach it; the masked objective has no such"
                        + " order.",
                "PowerNorm | PowerNorm does not fit a causal model: its states gather statistics over the tokens of a"
                        + " batch (along N), and what comes after a token must not reach it; the masked objective has no"
                        + " such order.",
                "#Centring | Centring does not fit a causal model: its gradients run over the tokens of a batch (along"
                        + " N), and what comes after a token must not reach it; the masked objective has no such order."
            })
    void aNormThatMixesTokensIsRefusedForACausalModelWithTheReason(String norm, String sentence) {
        assertEquals(sentence, refusal(norm, Objective.CAUSAL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#TwoInputs | TwoInputs takes 2 inputs, x[N, D], r[N, D]; the norms of a Transformer take one.",
                "#FourAxes | FourAxes takes x[N, C, H, W]; the norms of a Transformer take two axes, (tokens,"
                        + " features), or three, (sequences, positions, features).",
                "#NeedsData | NeedsData needs the data mask[N], and a Transformer has none to give; a stand-in makes"
                        + " it optional.",
                "#WeightPerToken | WeightPerToken has one weight for each place of a batch, weight[N]; what is learned"
                        + " must not depend on where in a batch a token stands.",
                "#WeightPerPosition | WeightPerPosition has one weight for each place of a batch, weight[T, D]; what is"
                        + " learned must not depend on where in a batch a token stands.",
                "#StatePerToken | StatePerToken has one last for each place of a batch, last[N, D]; what is kept must"
                        + " not depend on where in a batch a token stands.",
                "#OpenSplit | OpenSplit does not say the size of its axis G, and its input does not; a constant named"
                        + " like a part of D says it.",
                "#OpenAxis | OpenAxis does not say the size of its axis K, and its input does not; `axis K = 4` says"
                        + " it.",
                "#OtherAxes | OtherAxes returns nothing with the axes of its input x[N, D], which the next layer would"
                        + " take.",
                "#Thirds | Thirds: the size of D = G*K must be a multiple of 3, given 8.",
                "GhostBatchNorm | GhostBatchNorm: the size of N = S*B must be a multiple of 128, given 15."
            })
    void aNormThatDoesNotFitIsRefusedWithASentence(String norm, String sentence) {
        assertEquals(sentence, refusal(norm, Objective.MASKED));
    }

    private String refusal(String norm, Objective objective) {
        String program = norm.startsWith("#") ? Models.file() + norm : norm;
        ModelConfig config = Models.config(program, Placement.PRE, objective);
        return String.valueOf(
                assertThrows(UnusableNormException.class, () -> models.model(config, Precision.FLOAT), norm)
                        .getMessage());
    }

    @Test
    void whatAChoiceChangesMustBeThere() {
        NormChoice parameter = new NormChoice("RmsNorm", Map.of(), Map.of("alpha", 1.0));
        assertEquals("RmsNorm has no parameter alpha; its parameters are gamma.", refusal(parameter));
        NormChoice none = new NormChoice("L2Norm", Map.of(), Map.of("alpha", 1.0));
        assertEquals("L2Norm has no parameter alpha; it has none.", refusal(none));
        NormChoice constant = new NormChoice("RmsNorm", Map.of("epsilon", 1.0), Map.of());
        assertEquals(
                "RmsNorm (epsilon = 1) cannot be compiled: RmsNorm has no constant epsilon; it has eps.",
                refusal(constant));
    }

    private String refusal(NormChoice choice) {
        ModelConfig config =
                Models.config("LayerNorm", Placement.PRE, Objective.MASKED).withNorm(choice);
        return String.valueOf(assertThrows(UnusableNormException.class, () -> models.model(config, Precision.FLOAT))
                .getMessage());
    }

    @Test
    void aProgramThatIsNotThereIsSaidToBe() {
        ModelConfig config = Models.config("no-such.norm", Placement.PRE, Objective.MASKED);
        assertThrows(SourceException.class, () -> models.model(config, Precision.FLOAT));
    }

    @Test
    void aChoiceIsCalledByItsNorm() {
        assertEquals("DyT", NormChoice.of("DyT").label());
        assertEquals("mine", NormChoice.of("norms/mine.norm").label());
        assertEquals("mine", NormChoice.of("C:\\norms\\mine.norm").label());
        assertEquals("Own", NormChoice.of("norms/mine.norm#Own").label());
        assertEquals(
                "DyT (alpha = 0.8, eps = 2)", new NormChoice("DyT", Map.of("eps", 2.0), Map.of("alpha", 0.8)).label());
        assertThrows(IllegalArgumentException.class, () -> NormChoice.of(" "));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new NormChoice("DyT", Map.of(), Map.of("alpha", Double.NaN)))
                .getMessage();
        assertEquals("The initial value of alpha must be a finite number, given NaN.", message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_537})
    void sizesThatAreNoneAreRefused(int size) {
        NormChoice norm = NormChoice.of("LayerNorm");
        List<Optional<String>> refusals = new ArrayList<>();
        for (int place = 0; place < 5; place++) {
            int[] sizes = {2, 8, 2, 12, 5};
            sizes[place] = size;
            refusals.add(Optional.ofNullable(assertThrows(
                            IllegalArgumentException.class,
                            () -> new ModelConfig(
                                    sizes[0],
                                    sizes[1],
                                    sizes[2],
                                    sizes[3],
                                    sizes[4],
                                    Objective.MASKED,
                                    Placement.PRE,
                                    norm))
                    .getMessage()));
        }
        assertEquals(Optional.of("The number of layers must be from 1 to 65536, given " + size + "."), refusals.get(0));
        assertEquals(5, refusals.stream().distinct().count(), "each says which: " + refusals);
    }

    @Test
    void headsDivideTheWidth() {
        NormChoice norm = NormChoice.of("LayerNorm");
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new ModelConfig(1, 10, 4, 8, 5, Objective.MASKED, Placement.PRE, norm))
                .getMessage();
        assertEquals("The width must be a multiple of the number of heads, but 10 is none of 4.", message);
    }

    @Test
    void aBatchHasASequenceAndFitsIntoArrays() {
        ModelConfig config = Models.config("LayerNorm", Placement.PRE, Objective.MASKED);
        assertEquals("A batch has at least 1 sequence, given 0.", refusal(config, 0));
        assertEquals(
                "A batch of 1700000 sequences of 5 tokens is too large for arrays of Java in a model with 257 features"
                        + " and 2 heads.",
                refusal(config, 1_700_000));
        ModelConfig square =
                new ModelConfig(1, 65_536, 1, 65_536, 1, Objective.MASKED, Placement.PRE, NormChoice.of("LayerNorm"));
        assertEquals("A matrix of 65536 by 65536 features is too large for an array of Java.", refusal(square, 1));
        ModelConfig wide = new ModelConfig(
                1, 16_384, 16_384, 1, 65_536, Objective.MASKED, Placement.PRE, NormChoice.of("LayerNorm"));
        assertTrue(refusal(wide, 1).contains("16384 heads"), refusal(wide, 1));
    }

    private String refusal(ModelConfig config, int sequences) {
        return String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> Transformer.create(config, Precision.FLOAT, sequences, 1, models.normc()))
                .getMessage());
    }
}
