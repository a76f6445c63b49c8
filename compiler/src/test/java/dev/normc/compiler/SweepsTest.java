package dev.normc.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.compiler.Compilation.Variant;
import dev.normc.compiler.graph.FormulaPrinter;
import dev.normc.compiler.loop.Profile;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.source.Source;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Derived backwards are as short as those derived by hand, and kernels pass over memory as rarely as they can. */
class SweepsTest {

    private static final String HEAD = """
            norm Form(x[N, D]) {
                param gamma[D] = 1
                param beta[D] = 0
                const eps = 1e-5
            """;

    /** Passes over memory, passes along each row, reductions. */
    private record Counts(int memorySweeps, int rowSweeps, int reductions) {
        static Counts of(Profile profile) {
            return new Counts(
                    profile.memorySweeps(),
                    profile.rowSweeps(),
                    profile.reductions().size());
        }
    }

    private static Variant compiled(Source source, boolean training) {
        NormFile file = Dsl.read(source);
        return Compiler.compile(source, file.norms().get(0), Options.DEFAULT).variant(training);
    }

    private static Variant library(String norm) {
        return compiled(Library.find(norm).orElseThrow(), true);
    }

    private static Counts forward(String norm) {
        return Counts.of(library(norm).forward().profile());
    }

    private static Counts backward(String norm) {
        return Counts.of(library(norm).backward().profile());
    }

    private static String derived(Variant variant, String gradient) {
        List<String> lines =
                FormulaPrinter.backward(variant.plan().graph(), variant.plan().names());
        return lines.stream()
                .filter(line -> line.startsWith(gradient + "[") || line.startsWith(gradient + " ="))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void layerNormReadsMemoryOnceAndItsBackwardIsTheTextbookOne() {
        assertEquals(new Counts(1, 3, 2), forward("LayerNorm"));
        // mean(g), mean(h * g), and the two parameter gradients in the same pass; then dx
        assertEquals(new Counts(1, 2, 4), backward("LayerNorm"));
        Variant variant = library("LayerNorm");
        assertEquals("dx[N, D] = r * (g - mean[D](g) - mean[D](h * g) * h)", derived(variant, "dx"));
        assertEquals("g[N, D] = gamma * dy", derived(variant, "g"));
        assertEquals("h[N, D] = r * u", derived(variant, "h"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // variance of a centred let
                "c = x - mean[D](x); v = mean[D](c^2); return gamma * c / sqrt(v + eps) + beta }",
                // division by the standard deviation
                "m = mean[D](x); s = sqrt(mean[D]((x - m)^2) + eps); return gamma * ((x - m) / s) + beta }",
                // rsqrt times
                "m = mean[D](x); r = rsqrt(mean[D]((x - m)*(x - m)) + eps); return beta + (x - m) * r * gamma }",
            })
    void otherWaysToWriteLayerNormReachTheSameSweepsAndReductions(String body) {
        Variant variant = compiled(new Source("form.norm", HEAD + body), true);
        assertEquals(forward("LayerNorm"), Counts.of(variant.forward().profile()));
        assertEquals(backward("LayerNorm"), Counts.of(variant.backward().profile()));
    }

    @Test
    void rmsNormHasOneReductionForItsInputGradient() {
        assertEquals(new Counts(1, 2, 1), forward("RmsNorm"));
        assertEquals(new Counts(1, 2, 2), backward("RmsNorm"));
        assertEquals("dx[N, D] = r * (g - mean[D](h * g) * h)", derived(library("RmsNorm"), "dx"));
    }

    @Test
    void batchNormGathersMeanAndVarianceInOnePassAndHasTwoReductionsOverTheBatch() {
        assertEquals(new Counts(2, 3, 2), forward("BatchNorm"));
        assertEquals(new Counts(2, 2, 2), backward("BatchNorm"));
        assertEquals(
                List.of("sum[N](dy)", "sum[N](h * dy)"),
                library("BatchNorm").backward().profile().reductions());
    }

    @Test
    void powerNormPassesOverMemoryOnceInEachDirection() {
        assertEquals(new Counts(1, 1, 1), forward("PowerNorm"));
        assertEquals(new Counts(1, 1, 2), backward("PowerNorm"));
        assertEquals(
                "dx[N, C] = r * (gamma * dy + 2 * psi2_adjoint * h)",
                derived(library("PowerNorm"), "dx"),
                "(g - nu * h) / psi of Algorithm 2, with nu = -2 * psi2_adjoint");
    }

    @Test
    void allGradientsOfDyTComeOutOfOneSweep() {
        assertEquals(new Counts(1, 1, 0), forward("DyT"));
        assertEquals(new Counts(1, 1, 3), backward("DyT"));
    }

    /**
     * Norms whose counts can be told from their formulas: one sweep where every statistic keeps the outermost axis, one
     * more for each statistic over it that the rest waits for; a reduction for each statistic, and in the backward one
     * for each path through a statistic and for each parameter.
     */
    @ParameterizedTest
    @CsvSource({
        // norm, sweeps and reductions of the forward, of the backward
        "AddRmsNorm,            1, 1,   1, 2", // mean of squares; its path, gamma
        "GemmaRmsNorm,          1, 1,   1, 2",
        "GatedRmsNorm,          1, 1,   1, 2",
        "RmsNormOriginal,       1, 1,   1, 2",
        "ScaleNorm,             1, 1,   1, 2",
        "L2Norm,                1, 1,   1, 1",
        "L1Norm,                1, 1,   1, 1",
        "WeightNorm,            1, 1,   1, 1", // dot product of gradient and direction: the path and dg share it
        "PixelNorm,             1, 1,   1, 1",
        "AdaLayerNorm,          1, 2,   1, 4", // mean and variance; two paths, scale, shift
        "PostNorm,              1, 2,   1, 4",
        "DeepNorm,              1, 2,   1, 4",
        "GroupNorm,             1, 2,   1, 4",
        "InstanceNorm,          1, 2,   1, 4",
        "ZScoreNorm,            1, 2,   1, 2",
        "RevIn,                 1, 2,   1, 2", // the statistics get no gradient: two parameters are left
        "FilterResponseNorm,    1, 1,   1, 4", // one path; gamma, beta, tau
        "PolyNorm,              1, 3,   1, 7", // three powers: a path and a weight each; b
        "Derf,                  1, 0,   1, 4", // alpha, s, gamma, beta
        "DyIsru,                1, 0,   1, 3",
        "LayerScale,            1, 0,   1, 1",
        "Softmax,               1, 2,   1, 1", // maximum and sum; the maximum gets no gradient
        "LogSoftmax,            1, 2,   1, 1",
        "BatchNorm2d,           2, 2,   2, 2", // over the batch: gathered in one sweep, used in the next
        "BatchRenorm,           2, 2,   2, 3",
        "PowerNormV,            2, 1,   2, 2",
        "PowerNormReleased,     2, 2,   1, 3", // its own backward waits for nothing
        "MaskedBatchNorm,       3, 3,   3, 3", // the variance under a mask waits for the mean under it
    })
    void theLibraryPassesOverMemoryAsRarelyAsItsFormulasAllow(
            String norm, int forwardSweeps, int forwardReductions, int backwardSweeps, int backwardReductions) {
        Counts forward = forward(norm);
        Counts backward = backward(norm);
        assertEquals(
                List.of(forwardSweeps, forwardReductions, backwardSweeps, backwardReductions),
                List.of(forward.memorySweeps(), forward.reductions(), backward.memorySweeps(), backward.reductions()));
    }
}
