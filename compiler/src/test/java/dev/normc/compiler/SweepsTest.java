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
}
