package dev.normc.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.source.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the checker cannot see, since the caller gives constants and sizes, is an error of the user with the checker's
 * own messages; and whatever the checker lets pass otherwise compiles in both modes.
 */
class LateErrorsTest {

    /** Statements of a norm, what overrides its constants, and what the user sees of it. */
    private record Case(String name, String body, Options options, String code, String expected) {

        @Override
        public String toString() {
            return name;
        }

        Source source() {
            return new Source("bad.norm", "norm Bad(x[N, D]) {\n" + body + "}\n");
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "an initial value from outside",
                        """
                                const v = 1
                                s = running[0.9](mean[N](x^2), init v)
                                return x / sqrt(s)
                            """,
                        Options.DEFAULT.withConstants(Map.of("v", 0.0)),
                        "initial-not-positive",
                        """
                            bad.norm:3:41: error: `running` must start above 0
                              3 |     s = running[0.9](mean[N](x^2), init v)
                                |                                         ^
                              hint: write `init 1`"""),
                new Case("an initial value of sizes", """
                                s = running[0.9](mean[N](x^2), init D - 1)
                                return x / sqrt(s)
                            """, Options.DEFAULT, "initial-not-positive", """
                            bad.norm:2:41: error: `running` must start above 0
                              2 |     s = running[0.9](mean[N](x^2), init D - 1)
                                |                                         ^^^^^
                              hint: write `init 1`"""),
                new Case("a decay of sizes", """
                                const a = 1 - 1 / N
                                s = running[a](mean[N](x^2), init 1)
                                return x / sqrt(s)
                            """, Options.DEFAULT, "decay-not-constant", """
                            bad.norm:3:17: error: the decay of `running` depends on `N`
                              3 |     s = running[a](mean[N](x^2), init 1)
                                |                 ^
                              hint: numbers and constants are allowed here"""),
                new Case(
                        "a decay from outside",
                        """
                                const a = 0.9
                                s = running[a](mean[N](x^2), init 1)
                                return x / sqrt(s)
                            """,
                        Options.DEFAULT.withConstants(Map.of("a", -0.25)),
                        "decay-out-of-range",
                        """
                            bad.norm:3:17: error: the decay of `running` is -0.25; it must lie between 0 and 1
                              3 |     s = running[a](mean[N](x^2), init 1)
                                |                 ^
                              hint: the new value weighs 1 minus the decay: 0.9 is usual"""),
                new Case(
                        "more operations than the limit",
                        """
                                return x * sigmoid(x)
                            """,
                        Options.DEFAULT.withMostOperations(2),
                        "too-many-operations",
                        """
                            bad.norm:2:12: error: with its gradients this norm takes more operations than the limit of 2 allows
                              2 |     return x * sigmoid(x)
                                |            ^^^^^^^^^^^^^^
                              hint: split it into several norms; a caller can raise the limit with `Options.withMostOperations`"""));
    }

    private static Compilation compile(Source source, Options options) {
        return Compiler.compile(source, Dsl.read(source).norms().get(0), options);
    }

    private static Compilation compile(String... statements) {
        String program = "norm Good(x[N, D]) {\n" + String.join("\n", statements) + "\n}\n";
        return compile(new Source("good.norm", program), Options.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void programGetsItsMessage(Case example) {
        InvalidNormException error =
                assertThrows(InvalidNormException.class, () -> compile(example.source(), example.options()));
        assertEquals(example.expected(), error.getMessage());
        assertEquals(example.code(), error.diagnostics().get(0).code());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 0.5, 2.5, 2147483648.0, 1e308})
    void constantThatIsTheSizeOfAnAxisMustBeOne(double size) {
        Source source = new Source("split.norm", """
                norm Split(x[N, C = G*K]) {
                    const G = 2
                    return x - mean[K](x)
                }
                """);
        Options options = Options.DEFAULT.withConstants(Map.of("G", size));
        Norm norm = Dsl.read(source).norms().get(0);
        assertEquals(
                "the constant G is the size of an axis: a whole number from 1 on, given " + size,
                assertThrows(IllegalArgumentException.class, () -> Compiler.compile(source, norm, options))
                        .getMessage());
    }

    /** What blocks a gradient is fine where no gradient has to pass. */
    @Test
    void stepsOfWhatHasNoGradientAreFine() {
        compile(
                "data m[N] = 1",
                "return stop(floor(x)) * x + sign(m) + sign(stop(x)) * x + (if sign(x) > 0 then x else 0)");
    }

    /** In training the block says what the gradient is, in inference none passes. */
    @Test
    void stepWithABlockOfItsOwnIsFine() {
        compile("q = stop(floor(x))", "backward q {", "dx = dq", "}", "return q");
    }

    @Test
    void decaysAtBothEndsAreFine() {
        for (double decay : new double[] {0, 1}) {
            String program = """
                    norm Good(x[N, D]) {
                        const a = 0.5
                        s = running[a](mean[N](x^2), init 1)
                        return x / sqrt(s)
                    }
                    """;
            compile(new Source("good.norm", program), Options.DEFAULT.withConstants(Map.of("a", decay)));
        }
    }

    /** Whether a statistic can be negative is proven by the checker alone. */
    @Test
    void provenStatisticsCompile() {
        List<String> statistics = List.of(
                "mean[N](abs(x))",
                "mean[N](x)^2",
                "mean[N](x) * mean[N](x)",
                "mean[N](x^100)",
                "floor(mean[N](x^2))",
                "tanh(sum[N](exp(x))) + atan(max[N](x^2)) + asinh(mean[N](x^-2)) + erf(mean[N](sigmoid(x)))",
                "clip(mean[N](x), 0, 1) + max(mean[N](x), 0) + min(mean[N](x^2), sqrt(mean[N](x^4)))",
                "mean[N](mean[D](x^2)) + mean[D, N](x^2) + mean[N, D](x^2)");
        for (String statistic : statistics) {
            compile("s = running[0.9](stop(" + statistic + "), init 1)", "return x / sqrt(s + 1)");
        }
    }

    /** In inference the statistic may be anything, since nobody moves the state. */
    @Test
    void stateHasTheAxesOfTraining() {
        Compilation compilation =
                compile("s = running[0.9](if train then mean[N](x^2) else 0, init 1)", "return x / sqrt(s)");
        for (boolean training : new boolean[] {true, false}) {
            Signature signature = compilation.variant(training).lowered().signature();
            List<List<String>> layouts = signature.states().stream()
                    .map(Initialised::tensor)
                    .map(tensor -> tensor.layout().stream().map(Axis::name).toList())
                    .toList();
            assertEquals(List.of(List.of("D"), List.of("D")), layouts);
        }
    }
}
