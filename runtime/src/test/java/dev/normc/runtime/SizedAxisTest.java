package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Sizes;
import dev.normc.dsl.diagnostic.InvalidNormException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Axes whose sizes the program says. */
class SizedAxisTest {

    private static final String HALVES = """
            norm Halves(x[N, D]) {
                const parts = 2
                axis H = D / parts
                axis K = 3
                param w[H, K] = 1
                return y = x + sum[K, H](w) + K + H
            }
            """;

    private static CompiledNorm compile(String program, Map<String, Double> constants, JavaCompiler compiler) {
        Options options = Options.DEFAULT.withType(ScalarType.DOUBLE).withConstants(constants);
        return Programs.text(program).compile(options, compiler);
    }

    private static CompiledNorm compile(String program) {
        return compile(program, Map.of(), JavaCompiler.JANINO);
    }

    @Test
    void theCallerGivesTheOtherSizes() {
        CompiledNorm norm = compile(HALVES);
        assertEquals(List.of("N", "D"), Sizes.of(norm.signature()).given());
        Map<String, Integer> sizes = Map.of("N", 2, "D", 8, "H", 4, "K", 3);
        assertEquals(sizes, norm.bind(Map.of("N", 2, "D", 8), Mode.TRAINING).sizes());
        assertEquals(sizes, norm.bind(sizes, Mode.TRAINING).sizes());
        assertTrue(norm.source().contains("Sizes: N, D."), norm.source());
    }

    @Test
    void aSizeFollowsFromAConstantThatGetsAnotherValue() {
        CompiledNorm norm = compile(HALVES, Map.of("parts", 4.0), JavaCompiler.JAVAC);
        assertEquals(2, norm.bind(Map.of("N", 2, "D", 8), Mode.TRAINING).sizes().get("H"));
    }

    @Test
    void aSizeThatIsNotWholeIsRefusedWhenSizesAreBoundAndByGeneratedSource() throws ReflectiveOperationException {
        CompiledNorm norm = compile(HALVES);
        assertRefused(
                "Halves: the size of H = D / 2 must be a whole number from 0 to 2147483647, but is 3.5",
                () -> norm.bind(Map.of("N", 2, "D", 7), Mode.TRAINING));
        assertRefused(
                "Halves: the size of H = D / 2 must be 4, given 5",
                () -> norm.bind(Map.of("N", 2, "D", 8, "H", 5), Mode.TRAINING));
        assertRefused(
                "Halves: expected a size for axis D, given {N=2}", () -> norm.bind(Map.of("N", 2), Mode.TRAINING));
        Class<?> workspace = ClassLoading.load(
                        norm.compilation().emitted().className(), norm.source(), JavaCompiler.JAVAC)
                .getDeclaredClasses()[0];
        Constructor<?> constructor = workspace.getConstructor(int.class, int.class);
        constructor.newInstance(2, 8);
        InvocationTargetException refused =
                assertThrows(InvocationTargetException.class, () -> constructor.newInstance(2, 7));
        assertEquals(
                "the size of H = D / 2 must be a whole number from 0 to 2147483647, but is 3.5",
                refused.getTargetException().getMessage());
    }

    @Test
    void aConstantThatMakesASizeImpossibleIsRefusedWhenTheNormIsCompiled() {
        String program = "norm Ring(x[N]) { const n = 2; axis K = n; param w[K] = 1; return x + sum[K](w) }";
        for (double slots : new double[] {2.5, 0, -1, 1e10}) {
            InvalidNormException refused = assertThrows(
                    InvalidNormException.class, () -> compile(program, Map.of("n", slots), JavaCompiler.JANINO));
            assertTrue(String.valueOf(refused.getMessage()).contains("the size of the axis `K`"), refused::toString);
        }
    }

    @Test
    void negativeAndHugeSizesAreRefused() {
        CompiledNorm less = compile("norm Less(x[N]) { axis H = N - 3; param w[H] = 1; return x + sum[H](w) }");
        assertRefused(
                "Less: the size of H = N - 3 must be a whole number from 0 to 2147483647, but is -1.0",
                () -> less.bind(Map.of("N", 2), Mode.TRAINING));
        CompiledNorm huge = compile("norm Huge(x[N]) { axis H = N * N; param w[H] = 1; return x + sum[H](w) }");
        assertRefused(
                "Huge: the size of H = N * N must be a whole number from 0 to 2147483647, but is 1.0E10",
                () -> huge.bind(Map.of("N", 100_000), Mode.TRAINING));
    }

    @Test
    void aValueMeetsItself() {
        CompiledNorm norm = compile("""
                norm Running(x[N, T]) {
                    axis S = T
                    return sum[S](rename[T, S](x) where index(S) <= index(T))
                }
                """);
        Call call = Call.random(norm.bind(Map.of("N", 2, "T", 3), Mode.TRAINING), 4)
                .forward()
                .backward();
        double[] x = call.get(Role.INPUT, "x");
        double[] dy = call.get(Role.UPSTREAM, "y");
        double[] sums = {x[0], x[0] + x[1], x[0] + x[1] + x[2], x[3], x[3] + x[4], x[3] + x[4] + x[5]};
        assertArrayEquals(sums, call.get(Role.OUTPUT, "y"), 1e-15);
        double[] gradients = {dy[0] + dy[1] + dy[2], dy[1] + dy[2], dy[2], dy[3] + dy[4] + dy[5], dy[4] + dy[5], dy[5]};
        assertArrayEquals(gradients, call.get(Role.GRADIENT, "x"), 1e-15);
    }

    @Test
    void anInitialValueMayReadTheSizeOfAnAxisThatIsDeclaredLater() {
        CompiledNorm norm = compile("norm Later(x[N]) { param a = 1 / E; param b[E] = 1; return a * x + sum[E](b) }");
        assertEquals(List.of("N", "E"), Sizes.of(norm.signature()).given());
    }

    private static void assertRefused(String message, org.junit.jupiter.api.function.Executable binding) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, binding).getMessage());
    }
}
