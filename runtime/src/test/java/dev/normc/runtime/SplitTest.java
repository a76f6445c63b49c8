package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Split axes: the sizes that a caller gives, and the memory that they go over. */
class SplitTest {

    private static final String GROUPS = """
            norm Groups(x[N, C = G*K, W]) {
                const G = 2
                return y = x - mean[K, W](x), c = index(C) + 0 * sum[N, W](x)
            }
            """;

    private static final String OPEN = "norm Open(x[N, C = G*K]) { return sum[K](x) }";

    private static CompiledNorm compile(String program) {
        return Programs.text(program).compile(Options.DEFAULT.withType(ScalarType.DOUBLE), JavaCompiler.JANINO);
    }

    @Test
    void thePartsLieBehindOneAnother() {
        Call call = Call.random(compile(GROUPS).bind(Map.of("N", 2, "C", 6, "W", 2), Mode.TRAINING), 3)
                .forward();
        double[] x = call.get(Role.INPUT, "x");
        double[] y = new double[24];
        for (int row = 0; row < 24; row += 6) { // each group is six elements side by side
            double mean = Arrays.stream(x, row, row + 6).sum() / 6;
            for (int i = row; i < row + 6; i++) {
                y[i] = x[i] - mean;
            }
        }
        assertArrayEquals(y, call.get(Role.OUTPUT, "y"), 1e-15);
        assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5}, call.get(Role.OUTPUT, "c"));
    }

    @Test
    void theOtherPartFollowsAndMayBeGiven() {
        CompiledNorm norm = compile(GROUPS);
        Map<String, Integer> sizes = Map.of("N", 1, "G", 2, "K", 3, "W", 1);
        assertEquals(
                sizes, norm.bind(Map.of("N", 1, "C", 6, "W", 1), Mode.TRAINING).sizes());
        assertEquals(
                sizes, norm.bind(Map.of("N", 1, "K", 3, "W", 1), Mode.TRAINING).sizes());
        assertEquals(
                sizes,
                norm.bind(Map.of("N", 1, "C", 6, "G", 2, "K", 3, "W", 1), Mode.TRAINING)
                        .sizes());
        CompiledNorm open = compile(OPEN);
        assertEquals(
                Map.of("N", 1, "G", 4, "K", 2),
                open.bind(Map.of("N", 1, "C", 8, "K", 2), Mode.TRAINING).sizes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7  | 0 | Groups: the size of C = G*K must be a multiple of 2, given 7",
                "6  | 2 | Groups: the size of C = G*K must be 4, given 6",
            })
    void sizesThatDoNotDivideAreRefused(int whole, int part, String message) {
        Map<String, Integer> sizes =
                part == 0 ? Map.of("N", 1, "C", whole, "W", 1) : Map.of("N", 1, "C", whole, "K", part, "W", 1);
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> compile(GROUPS).bind(sizes, Mode.TRAINING))
                        .getMessage());
    }

    @Test
    void sizesThatAreMissingOrContradictAConstantAreRefused() {
        CompiledNorm groups = compile(GROUPS);
        assertEquals(
                "Groups: expected a size for axis C, given {N=1}",
                assertThrows(IllegalArgumentException.class, () -> groups.bind(Map.of("N", 1), Mode.TRAINING))
                        .getMessage());
        assertEquals(
                "Groups: the constant G is 2, the size given for it 3",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> groups.bind(Map.of("N", 1, "C", 6, "G", 3, "W", 1), Mode.TRAINING))
                        .getMessage());
        Map<String, Integer> whole = Map.of("C", 8, "N", 1);
        assertThrows(IllegalArgumentException.class, () -> compile(OPEN).bind(whole, Mode.TRAINING));
    }

    @Test
    void theConstantThatDividesMayBeSetByTheUser() {
        Options options = Options.DEFAULT.withType(ScalarType.DOUBLE).withConstants(Map.of("G", 3.0));
        CompiledNorm norm = Programs.text(GROUPS).compile(options, JavaCompiler.JANINO);
        assertEquals(
                Map.of("N", 1, "G", 3, "K", 2, "W", 1),
                norm.bind(Map.of("N", 1, "C", 6, "W", 1), Mode.TRAINING).sizes());
    }
}
