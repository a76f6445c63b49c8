package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Compilation.Variant;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.interpret.Interpreter;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where NaN, infinities and badly scaled inputs go, and where they do not. */
class NonFiniteTest {

    private static final int ROWS = 4;
    private static final int COLUMNS = 70; // more than one round of lanes
    private static final int ROW = 2;

    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

    private static BoundNorm bound(String name, int rows, ScalarType type) {
        CompiledNorm norm = Programs.named(name).compile(type, JavaCompiler.JANINO);
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (Axis axis : norm.signature().axes()) {
            sizes.put(axis.name(), axis.name().equals("N") ? rows : COLUMNS);
        }
        return norm.bind(sizes, Mode.TRAINING);
    }

    /** Random values as a kernel of the type sees them. */
    private static Map<Tensor, double[]> values(BoundNorm bound, long seed) {
        Map<Tensor, double[]> values = RandomArguments.of(bound.norm().signature(), bound.sizes(), seed);
        if (bound.norm().type() == ScalarType.FLOAT) {
            values.values().forEach(array -> Arrays.setAll(array, i -> (float) array[i]));
        }
        return values;
    }

    private static double[] given(Map<Tensor, double[]> values, Role role, String name) {
        return values.entrySet().stream()
                .filter(entry ->
                        entry.getKey().role() == role && entry.getKey().name().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static Map<Tensor, double[]> interpreted(BoundNorm bound, Map<Tensor, double[]> values) {
        Variant variant = bound.norm().compilation().variant(bound.mode() == Mode.TRAINING);
        List<Binding> results = new ArrayList<>(variant.derived().forward().outputs());
        results.addAll(variant.derived().gradients());
        return Interpreter.evaluate(results, bound.sizes(), values);
    }

    /** NaN, infinity with its sign, or finite. */
    private static String kind(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) ? Double.toString(value) : "finite";
    }

    private static List<String> kinds(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).mapToObj(NonFiniteTest::kind).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LayerNorm", "RmsNorm", "DyT", "Softmax"})
    void whatIsNotFiniteStaysInItsRow(String name) {
        for (ScalarType type : ScalarType.values()) {
            BoundNorm bound = bound(name, ROWS, type);
            Call clean = Call.of(bound, values(bound, 1)).forward().backward();
            for (double special : SPECIAL) {
                for (int column : new int[] {0, 5, 64, COLUMNS - 1}) {
                    Map<Tensor, double[]> values = values(bound, 1);
                    given(values, Role.INPUT, "x")[ROW * COLUMNS + column] = special;
                    Call call = Call.of(bound, values).forward().backward();
                    String what = name + " " + type + " with " + special + " in column " + column;
                    assertOtherRowsKeepTheirBits(what + ": y", clean, call, Role.OUTPUT, "y");
                    assertOtherRowsKeepTheirBits(what + ": dx", clean, call, Role.GRADIENT, "x");
                    Map<Tensor, double[]> expected = interpreted(bound, values);
                    for (Tensor tensor : expected.keySet()) {
                        double[] numbers = Objects.requireNonNull(expected.get(tensor));
                        assertEquals(
                                kinds(numbers, 0, numbers.length),
                                kinds(call.get(tensor), 0, numbers.length),
                                what + ": " + tensor);
                    }
                }
            }
        }
    }

    private static void assertOtherRowsKeepTheirBits(String what, Call clean, Call call, Role role, String name) {
        double[] expected = clean.get(role, name);
        double[] actual = call.get(role, name);
        for (int row = 0; row < ROWS; row++) {
            if (row != ROW) {
                int from = row * COLUMNS;
                assertEquals(
                        Call.text(Arrays.copyOfRange(expected, from, from + COLUMNS)),
                        Call.text(Arrays.copyOfRange(actual, from, from + COLUMNS)),
                        what + ", row " + row);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MaskedBatch", "Masked"})
    void aMaskedOutRowHasNoInfluenceOnTheForwardOfOthersWhateverItHolds(String name) {
        BoundNorm bound = bound(name, ROWS, ScalarType.FLOAT);
        List<Call> calls = new ArrayList<>();
        for (double special : new double[] {1.5, -3, Double.NaN, Double.POSITIVE_INFINITY}) {
            Map<Tensor, double[]> values = values(bound, 2);
            double[] mask = given(values, Role.DATA, "mask");
            Arrays.setAll(mask, row -> row == ROW ? 0 : 1);
            Arrays.fill(given(values, Role.INPUT, "x"), ROW * COLUMNS, (ROW + 1) * COLUMNS, special);
            calls.add(Call.of(bound, values).forward());
        }
        for (Call call : calls) {
            String what = name + " with " + call.get(Role.INPUT, "x")[ROW * COLUMNS] + " in the masked row";
            assertOtherRowsKeepTheirBits(what + ": y", calls.get(0), call, Role.OUTPUT, "y");
            assertEquals(
                    calls.get(0).bits(tensor -> tensor.role() == Role.STATE),
                    call.bits(tensor -> tensor.role() == Role.STATE),
                    what);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LayerNorm, FLOAT",
        "RmsNorm, FLOAT",
        "DyT, FLOAT",
        "Softmax, FLOAT",
        "AddRmsNorm, FLOAT",
        "ScaleNorm, FLOAT",
        "LayerNorm, DOUBLE",
        "RmsNorm, DOUBLE",
        "DyT, DOUBLE",
        "Softmax, DOUBLE"
    })
    void aBatchInTwoCallsGivesTheSameBits(String name, ScalarType type) {
        int rows = 300; // more than a chunk of rows
        int first = 41;
        BoundNorm whole = bound(name, rows, type);
        Map<Tensor, double[]> values = values(whole, 3);
        Call call = Call.of(whole, values).forward().backward();
        BoundNorm top = bound(name, first, type);
        BoundNorm bottom = bound(name, rows - first, type);
        Call above = Call.of(top, rows(top, values, 0)).forward().backward();
        Call below = Call.of(bottom, rows(bottom, values, first)).forward().backward();
        for (Tensor tensor : whole.tensors()) {
            boolean isRowWise =
                    tensor.layout().stream().anyMatch(axis -> axis.name().equals("N"));
            if (isRowWise && KernelRun.isResult(tensor.role())) {
                double[] expected = call.get(tensor);
                assertEquals(
                        Call.text(Arrays.copyOf(expected, first * COLUMNS)),
                        Call.text(above.get(tensor)),
                        () -> name + " " + tensor + ", first rows");
                assertEquals(
                        Call.text(Arrays.copyOfRange(expected, first * COLUMNS, rows * COLUMNS)),
                        Call.text(below.get(tensor)),
                        () -> name + " " + tensor + ", last rows");
            }
        }
    }

    private static Map<Tensor, double[]> rows(BoundNorm bound, Map<Tensor, double[]> values, int from) {
        Map<Tensor, double[]> part = new LinkedHashMap<>();
        values.forEach((tensor, array) -> {
            int length = bound.length(tensor);
            boolean isRowWise =
                    tensor.layout().stream().anyMatch(axis -> axis.name().equals("N"));
            int start = isRowWise ? from * COLUMNS : 0;
            part.put(tensor, Arrays.copyOfRange(array, start, start + length));
        });
        return part;
    }

    /** Errors of y and of each gradient, relative to the largest element. */
    private static Map<String, Double> errors(String name, int rows, DoubleUnaryOperator xOfNoise) {
        BoundNorm bound = bound(name, rows, ScalarType.FLOAT);
        Map<Tensor, double[]> values = values(bound, 4);
        Random random = new Random(5);
        double[] x = given(values, Role.INPUT, "x");
        Arrays.setAll(x, i -> (float) xOfNoise.applyAsDouble(random.nextGaussian()));
        Call call = Call.of(bound, values).forward().backward();
        Map<String, Double> errors = new LinkedHashMap<>();
        interpreted(bound, values).forEach((tensor, expected) -> {
            double[] actual = call.get(tensor);
            double largest = 0;
            double worst = 0;
            for (int i = 0; i < expected.length; i++) {
                largest = Math.max(largest, Math.abs(expected[i]));
                worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
            }
            errors.put(tensor.label(), worst / largest);
        });
        return errors;
    }

    /**
     * Centring takes the mean away, whose relative error is then as many times larger as the mean is larger than the
     * deviation: offset / deviation. LayerNorm adds up a row of 70 with 7 roundings and divides with one more, which
     * come to about 3 halves of a unit of 2^-23, BatchNorm merges its rows in double and rounds the mean once; both
     * round x - mean once. Measured: 0.6e-3 at 1e4 + noise, 5.5e-3 at 1e4 + noise/10, 0.7e-3 at 1 + noise/1e4.
     */
    @ParameterizedTest
    @CsvSource({"LayerNorm, 3, 64", "LayerNorm, 3, 1000", "BatchNorm, 2, 64", "BatchNorm, 2, 1000"})
    void anOffsetCostsNoMoreDigitsThanTheMeanHasRoundings(String name, int roundings, int rows) {
        assertAll(
                () -> assertWithin(roundings, name, rows, 1e4, 1),
                () -> assertWithin(roundings, name, rows, 1e4, 0.1),
                () -> assertWithin(roundings, name, rows, 1, 1e-4),
                () -> assertWithin(4, name, rows, 1, 1));
    }

    private static void assertWithin(int roundings, String name, int rows, double offset, double deviation) {
        double bound = roundings * 0x1p-24 * offset / deviation;
        errors(name, rows, noise -> offset + deviation * noise)
                .forEach((tensor, error) -> assertTrue(
                        error <= bound,
                        () -> name + " of " + rows + " rows, " + offset + " + " + deviation + " noise: " + tensor
                                + " errs by " + error + " of the largest element, allowed " + bound));
    }
}
