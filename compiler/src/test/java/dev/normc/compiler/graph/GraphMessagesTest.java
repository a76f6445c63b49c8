package dev.normc.compiler.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.normc.compiler.Compiler;
import dev.normc.compiler.Options;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.source.Source;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each message of the stages behind the checker has a program that earns it, and is read here as the user reads it. */
class GraphMessagesTest {

    /** A program of one to two lines, how it is compiled, and what the user sees of it. */
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
                new Case("a gradient through floor", """
                                return x * floor(2 * x)
                            """, Options.DEFAULT, "no-gradient", """
                            bad.norm:2:16: error: a gradient would have to pass `floor`, which has no derivative
                              2 |     return x * floor(2 * x)
                                |                ^^^^^^^^^^^^
                              hint: write `stop(floor(...))` if no gradient shall pass"""),
                new Case("a gradient through sign", """
                                s = sign(x)
                                return y = x + s, s
                            """, Options.DEFAULT, "no-gradient", """
                            bad.norm:2:9: error: a gradient would have to pass `sign`, which has no derivative
                              2 |     s = sign(x)
                                |         ^^^^^^^
                              hint: write `stop(sign(...))` if no gradient shall pass"""),
                new Case("a statistic of single elements", """
                                s = running[0.9](x^2, init 1)
                                return x / sqrt(s)
                            """, Options.DEFAULT, "statistic-without-reduction", """
                            bad.norm:2:22: error: a running statistic reduces over an axis, and this one does not
                              2 |     s = running[0.9](x^2, init 1)
                                |                      ^^^
                              hint: write a reduction such as `mean[N](x^2)`"""),
                new Case("two reductions of other sizes", """
                                s = running[0.9](mean[N](x^2) + mean[N, D](x^2), init 1)
                                return x / sqrt(s)
                            """, Options.DEFAULT, "statistic-counts-differ", """
                            bad.norm:2:22: error: the reductions of a running statistic must be over the same elements
                              2 |     s = running[0.9](mean[N](x^2) + mean[N, D](x^2), init 1)
                                |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                              hint: give each statistic its own `running`"""),
                new Case("a sign that only the graph knows", """
                                s = running[0.9](floor(mean[N](x^2)), init 1)
                                return x / sqrt(s)
                            """, Options.DEFAULT, "statistic-may-be-negative", """
                            bad.norm:2:22: error: a running statistic must not be negative, and this one may be
                              2 |     s = running[0.9](floor(mean[N](x^2)), init 1)
                                |                      ^^^^^^^^^^^^^^^^^^^
                              hint: take a mean of squares or of `abs`"""),
                new Case(
                        "an initial value from outside",
                        """
                                const v = 1
                                s = running[0.9](mean[N](x^2), init v)
                                return x / sqrt(s)
                            """,
                        Options.DEFAULT.withConstants(Map.of("v", 0.0)),
                        "running-initial-not-positive",
                        """
                            bad.norm:3:41: error: a running statistic must start above 0
                              3 |     s = running[0.9](mean[N](x^2), init v)
                                |                                         ^
                              hint: write `init 1`"""),
                new Case("a decay out of range", """
                                s = running[1.5](mean[N](x^2), init 1)
                                return x / sqrt(s)
                            """, Options.DEFAULT, "decay-out-of-range", """
                            bad.norm:2:17: error: the decay of `running` is 1.5; it must lie between 0 and 1
                              2 |     s = running[1.5](mean[N](x^2), init 1)
                                |                 ^^^
                              hint: the new value weighs 1 minus the decay: 0.9 is usual"""),
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

    private static void compile(Source source, Options options) {
        Compiler.compile(source, Dsl.read(source).norms().get(0), options);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void programGetsItsMessage(Case example) {
        InvalidNormException error =
                assertThrows(InvalidNormException.class, () -> compile(example.source(), example.options()));
        assertEquals(example.expected(), error.getMessage());
        assertEquals(example.code(), error.diagnostics().get(0).code());
    }

    @Test
    void everyMessageIsCovered() {
        long messages = Arrays.stream(GraphMessages.class.getDeclaredMethods())
                .filter(method ->
                        Modifier.isPublic(method.getModifiers()) && method.getReturnType() == Diagnostic.class)
                .count();
        assertEquals(messages, cases().map(Case::code).distinct().count());
    }

    /** What blocks a gradient is fine where no gradient has to pass. */
    @Test
    void floorAndSignOfWhatHasNoGradientAreFine() {
        Source source = new Source("good.norm", """
                norm Good(x[N, D]) {
                    data m[N] = 1
                    return stop(floor(x)) * x + sign(m) + sign(stop(x)) * x + (if sign(x) > 0 then x else 0)
                }
                """);
        compile(source, Options.DEFAULT);
    }

    @Test
    void decaysAtBothEndsAreFine() {
        for (double decay : new double[] {0, 1}) {
            Source source = new Source("good.norm", """
                    norm Good(x[N, D]) {
                        const a = 0.5
                        s = running[a](mean[N](x^2), init 1)
                        return x / sqrt(s)
                    }
                    """);
            compile(source, Options.DEFAULT.withConstants(Map.of("a", decay)));
        }
    }
}
