package dev.normc.examples.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.source.SourceException;
import dev.normc.examples.text.Objective;
import dev.normc.runtime.Normc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    static List<String> library() {
        return Library.names();
    }

    @ParameterizedTest
    @MethodSource("library")
    void aNormOfTheLibraryIsRefusedWithASentenceOrMixesTokensAsWeSay(String norm) {
        NormFit fit;
        try {
            fit = NormFit.of(new Normc(0).compile(norm, DOUBLE));
        } catch (UnusableNormException refused) {
            String sentence = String.valueOf(refused.getMessage());
            assertTrue(sentence.startsWith(norm + " ") && sentence.endsWith("."), sentence);
            return;
        }
        assertEquals(Mixing.of(fit).isPresent(), new MixingProbe(fit).mixes(), norm);
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
    void aBatchHasASequence() {
        ModelConfig config = Models.config("LayerNorm", Placement.PRE, Objective.MASKED);
        assertThrows(
                IllegalArgumentException.class,
                () -> Transformer.create(config, Precision.FLOAT, 0, 1, models.normc()));
    }
}
