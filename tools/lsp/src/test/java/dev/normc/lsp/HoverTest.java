package dev.normc.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.dsl.check.Vocabulary;
import java.util.stream.Stream;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is shown over a name. */
class HoverTest {

    private static final String LAYER = """
            /// Takes the mean away.
            norm Layer(x[N, D]) {
                param gamma[D] = 1
                const eps = 1e-5
                mu  = mean[D](x)
                var = mean[D]((x - mu)^2)
                return gamma * (x - mu) / sqrt(var + eps)
            }
            """;

    @Test
    void aParameterHasItsDerivedGradient() {
        assertEquals("""
                ```norm
                param gamma[D] = 1
                ```

                parameter `gamma[D]` of `Layer`, learned.

                Gradient, derived:

                ```norm
                dgamma[D] = sum[N](h * dy)
                u[N, D] = x - mu
                r[N] = rsqrt(var + 1.0e-5)
                h[N, D] = r * u
                ```""", over(LAYER.replace("return gamma", "return ga|mma")));
    }

    @Test
    void anInputHasItsDerivedGradient() {
        String hover = over(LAYER.replace("Layer(x", "Layer(|x"));
        assertTrue(hover.contains("input `x[N, D]` of `Layer`"), hover);
        assertTrue(hover.contains("dx[N, D] = r * (g - mean[D](g) - mean[D](h * g) * h)\n"), hover);
        assertTrue(hover.contains("\ng[N, D] = gamma * dy\n"), hover);
        assertFalse(hover.contains("mu[N] = "), hover);
    }

    @Test
    void aValueHasItsAxesItsFormulaAndWhereTheBackwardGetsIt() {
        String hover = over(LAYER.replace("sqrt(var", "sqrt(v|ar"));
        assertTrue(hover.startsWith("```norm\nvar = mean[D]((x - mu)^2)\n```\n\nvalue `var[N]` of `Layer`."), hover);
        assertTrue(hover.contains("Simplified:\n\n```norm\nvar[N] = "), hover);
        String mean = over(LAYER.replace("x - mu)^2", "x - m|u)^2"));
        assertTrue(mean.contains("In training the forward saves it for the backward: "), mean);
    }

    @Test
    void aConstantHasItsValue() {
        String hover = over("norm A(x[N, D]) {\n    const a = 2\n    const b = a * 3\n    return x * |b\n}\n");
        assertTrue(hover.contains("constant `b` of `A` = 6."), hover);
    }

    @Test
    void aStateHasItsNextValue() {
        String hover = over(
                "norm A(x[N, D]) {\n    state |s[D] = 0\n    update s = 0.9 * s + mean[N](x)\n    return x - s\n}\n");
        assertTrue(hover.contains("state `s[D]` of `A`, kept between steps."), hover);
        assertTrue(hover.contains("Next value, training:\n\n```norm\nupdate s = "), hover);
    }

    @Test
    void aNormHasItsInterfaceAndAllFormulas() {
        String hover = over(LAYER.replace("norm Layer", "norm La|yer"));
        assertTrue(
                hover.startsWith("```norm\nnorm Layer(x[N, D])\n    param gamma[D] = 1\n    const eps = 1e-5\n```\n\n"
                        + "Takes the mean away.\n\nForward:\n\n```norm\n"),
                hover);
        assertTrue(hover.contains("Backward, derived:\n\n```norm\n"), hover);
        assertTrue(hover.contains("dgamma[D] = sum[N](h * dy)"), hover);
    }

    @Test
    void aNormOfTheLibraryIsShownWhereItIsCalled() {
        String hover = over("norm A(x[B, T, E]) {\n    h = Layer|Norm[D = E](x)\n    return h\n}\n");
        assertTrue(hover.startsWith("```norm\nnorm LayerNorm(x[N, D])\n    param gamma[D] = 1\n"), hover);
        assertTrue(hover.contains("dbeta[D] = sum[N](dy)"), hover);
    }

    @Test
    void whatACallBringsIsShownAsTheCalleeDeclaresIt() {
        String hover = over("norm A(x[N, D]) {\n    h = RmsNorm(x)\n    return h + h_gam|ma\n}\n");
        assertTrue(hover.contains("parameter `gamma[D]` of `RmsNorm`, learned."), hover);
        String result = over("norm A(x[N, D]) {\n    h = RmsNorm(x)\n    return h + |h_gamma\n}\n");
        assertTrue(result.contains("value `h[N, D]` of `A`"), result);
    }

    @Test
    void anAxisSaysWhatItsSizeIs() {
        assertTrue(over("norm A(x[N, T, D]) {\n    axis S = 2 * T\n    param w[|S] = 1\n    return x * sum[S](w)\n}\n")
                .contains("axis `S` of `A`, of the size `2 * T`."));
        assertTrue(over("norm A(x[N, C = G*K]) {\n    return x - max[|C](x)\n}\n")
                .contains("axis `C` of `A`, split into `G*K`."));
    }

    @Test
    void modesThatDifferAreBothShown() {
        String hover = over("norm A(x[N, D]) {\n    state s[D] = 0\n    |m = if train then mean[N](x) else s\n"
                + "    update s = m\n    return x - m\n}\n");
        assertTrue(hover.contains("Simplified, training:\n\n```norm\nm[D] = mean[N](x)\n```"), hover);
        assertTrue(hover.contains("value `m[D]` of `A`"), hover);
    }

    static Stream<Vocabulary.Entry> operators() {
        return Stream.concat(Vocabulary.functions().stream(), Vocabulary.reductions().stream());
    }

    @ParameterizedTest
    @MethodSource("operators")
    void everyFunctionAndReductionHasItsMeaningAndItsDerivative(Vocabulary.Entry entry) {
        String first = entry.usage().replaceAll(".*\\((\\w+).*", "$1");
        String hover = over("norm A(v[N, D], a[N, D], b[N, D], low[N], high[N]) {\n    y = |" + entry.usage()
                + "\n    return x\n}\n");
        assertTrue(hover.startsWith("```norm\n" + entry.usage() + "\n```\n\n" + entry.meaning() + "."), hover);
        assertFalse(entry.meaning().isEmpty());
        boolean none = entry.name().equals("sign") || entry.name().equals("floor");
        assertEquals(none, hover.contains("It has no derivative"), hover);
        assertEquals(!none, hover.contains("```norm\nd" + first + "["), hover);
    }

    @Test
    void theDerivativeIsThatOfTheOperatorTable() {
        String hover = over("norm A(x[N, D]) { return tan|h(x) }");
        assertTrue(hover.endsWith("Gradient of `y = tanh(v)`:\n\n```norm\ndv[N] = dy * (1 - y * y)\n```"), hover);
    }

    @Test
    void definitionsWordsAndTheModeAreShown() {
        String prelude = over("norm A(x[N, D]) { return si|lu(x) }");
        assertTrue(prelude.contains("def silu(v) = v * sigmoid(v)"), prelude);
        assertTrue(prelude.contains("Definition of the prelude."), prelude);
        String own = over("def twice(v) = 2 * v\nnorm A(x[N, D]) { return twi|ce(x) }");
        assertTrue(own.contains("def twice(v) = 2 * v"), own);
        assertTrue(over("no|rm A(x[N, D]) { return x }").startsWith("`norm`: a norm"));
        assertTrue(
                over("norm A(x[N, D]) { return if tr|ain then x else 2 * x }").contains("holds in training"));
    }

    @Test
    void aProgramWithErrorsKeepsItsAxes() {
        String hover = over("norm A(x[N, D]) {\n    m|u = mean[D](x)\n    return mu * gamma\n}\n");
        assertTrue(hover.contains("value `mu[N]` of `A`."), hover);
        assertFalse(hover.contains("Simplified"), hover);
    }

    @Test
    void nothingIsShownWhereNothingIsNamed() {
        assertNull(hover("norm A(x[N, D]) {\n  |  return x\n}\n"));
        assertNull(hover("norm A(x[N, D]) {\n    // ret|urn\n    return x\n}\n"));
    }

    private static String over(String marked) {
        return hover(marked).getContents().getRight().getValue();
    }

    private static Hover hover(String marked) {
        Marked place = Marked.of(marked);
        try (Editor editor = Editor.started()) {
            editor.open(place.text());
            return Editor.get(editor.documents().hover(new HoverParams(Editor.document(), place.position())));
        }
    }
}
