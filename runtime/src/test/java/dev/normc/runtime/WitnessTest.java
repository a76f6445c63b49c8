package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Compilation.Variant;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.interpret.Interpreter;
import dev.normc.compiler.planning.SavePolicy;
import dev.normc.runtime.Programs.Program;
import dev.normc.runtime.gradcheck.GradientCheck;
import dev.normc.runtime.gradcheck.GradientReport;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Interpreter, central differences, Janino and javac agree on every program. */
class WitnessTest {

    /** Central differences lose digits where a branch of Kinks has a large fifth derivative. */
    private static final Map<String, Double> DIFFERENCES = Map.of("Kinks", 1e-4);

    /** Elements along an axis that a norm needs at least: this one divides by D - 1. */
    private static final Map<String, Integer> FEWEST = Map.of("AdaNorm", 2);

    /** Repetitions of a long program: enough for several parts in both kernels, few enough for the interpreter. */
    private static final int REPETITIONS = 150;

    static Stream<Program> programs() {
        return Programs.all();
    }

    @ParameterizedTest
    @EnumSource
    void longKernelsComputeWhatTheInterpreterComputes(LongPrograms program) {
        Program shortened = program.program(REPETITIONS);
        CompiledNorm janino = shortened.compile(ScalarType.DOUBLE, JavaCompiler.JANINO);
        CompiledNorm javac = shortened.compile(ScalarType.DOUBLE, JavaCompiler.JAVAC);
        for (Map<String, Integer> sizes : List.of(Map.of("N", 3, "D", 70), Map.of("N", 300, "D", 2))) {
            assertAgrees(janino, Mode.TRAINING, sizes, 1e-9);
            assertSameBits(janino, javac, Mode.TRAINING, sizes);
        }
        CompiledNorm single = shortened.compile(ScalarType.FLOAT, JavaCompiler.JANINO);
        assertAgrees(single, Mode.TRAINING, Map.of("N", 3, "D", 70), 1e-3);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void kernelsComputeWhatTheInterpreterComputes(Program program) {
        for (JavaCompiler compiler : JavaCompiler.values()) {
            CompiledNorm norm = program.compile(ScalarType.DOUBLE, compiler);
            for (Mode mode : Mode.values()) {
                for (Map<String, Integer> sizes : sizes(norm)) {
                    assertAgrees(norm, mode, sizes, 1e-12);
                }
            }
        }
    }

    /**
     * Float rounds at 6e-8; a reduction of n terms and a cancellation of a few bits leave 1e-4 of the largest element.
     */
    @ParameterizedTest
    @MethodSource("programs")
    void floatKernelsAreWithinTheirRounding(Program program) {
        CompiledNorm norm = program.compile(ScalarType.FLOAT, JavaCompiler.JANINO);
        for (Mode mode : Mode.values()) {
            for (Map<String, Integer> sizes : sizes(norm)) {
                assertAgrees(norm, mode, sizes, 1e-4);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void janinoAndJavacGiveTheSameBits(Program program) {
        for (ScalarType type : ScalarType.values()) {
            CompiledNorm janino = program.compile(type, JavaCompiler.JANINO);
            CompiledNorm javac = program.compile(type, JavaCompiler.JAVAC);
            for (Mode mode : Mode.values()) {
                for (Map<String, Integer> sizes : sizes(janino)) {
                    assertSameBits(janino, javac, mode, sizes);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void savingOrRecomputingMakesNoBitOfDifference(Program program) {
        CompiledNorm balanced = program.compile(ScalarType.DOUBLE, JavaCompiler.JANINO);
        for (SavePolicy policy : List.of(SavePolicy.SAVE_ALL, SavePolicy.RECOMPUTE_ALL)) {
            Options options = Options.DEFAULT.withType(ScalarType.DOUBLE).withSavePolicy(policy);
            CompiledNorm other = program.compile(options, JavaCompiler.JANINO);
            for (Mode mode : Mode.values()) {
                Map<String, Integer> sizes = sizes(balanced).get(0);
                Map<Tensor, double[]> values = RandomArguments.of(balanced.signature(), sizes, 6);
                assertSameBits(
                        KernelRun.of(balanced, sizes, mode, values).bits(),
                        KernelRun.of(other, sizes, mode, values).bits());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void gradientsAreTheCentralDifferencesOfTheForward(Program program) {
        CompiledNorm norm = program.compile(ScalarType.DOUBLE, JavaCompiler.JANINO);
        double tolerance = DIFFERENCES.getOrDefault(program.norm(), 1e-8);
        for (Mode mode : Mode.values()) {
            GradientReport report = GradientCheck.check(norm, GradientCheck.defaultSizes(norm.signature()), mode, 42);
            assertTrue(report.holds(tolerance), () -> program + " in " + mode + ": " + report);
        }
    }

    /** Small odd sizes; many rows, so that chunks are merged; a long row with a tail; single elements. */
    private static List<Map<String, Integer>> sizes(CompiledNorm norm) {
        Sizes units = Sizes.of(norm.signature());
        Map<String, Integer> small = GradientCheck.defaultSizes(norm.signature());
        List<String> axes = List.copyOf(small.keySet());
        String first = axes.get(0);
        String last = axes.get(axes.size() - 1);
        Map<String, Integer> tall = new LinkedHashMap<>(small);
        tall.put(first, 1027 * units.unit(first));
        tall.put(last, (axes.size() == 1 ? 1027 : 3) * units.unit(last));
        Map<String, Integer> wide = new LinkedHashMap<>(small);
        wide.put(last, 200 * units.unit(last));
        wide.put(first, (axes.size() == 1 ? 200 : 33) * units.unit(first));
        Map<String, Integer> single = new LinkedHashMap<>(small);
        int fewest = FEWEST.getOrDefault(norm.signature().name(), 1);
        axes.forEach(axis -> single.put(axis, (axis.equals(first) ? 2 : fewest) * units.unit(axis)));
        return Stream.of(small, tall, wide, single).map(units::complete).toList();
    }

    private static void assertAgrees(CompiledNorm norm, Mode mode, Map<String, Integer> given, double tolerance) {
        Map<String, Integer> sizes = Sizes.of(norm.signature()).complete(given);
        Map<Tensor, double[]> values = RandomArguments.of(norm.signature(), sizes, 11);
        if (norm.type() == ScalarType.FLOAT) {
            values.values().forEach(array -> Arrays.setAll(array, i -> (float) array[i]));
        }
        KernelRun run = KernelRun.of(norm, sizes, mode, values);
        Variant variant = norm.compilation().variant(mode == Mode.TRAINING);
        List<Binding> expected = new ArrayList<>(variant.derived().forward().outputs());
        expected.addAll(variant.derived().gradients());
        expected.addAll(variant.derived().forward().updates());
        expected.addAll(variant.derived().updates());
        Map<Tensor, double[]> reference = Interpreter.evaluate(expected, sizes, values);
        reference.forEach((tensor, numbers) -> assertClose(
                norm.signature().name() + " " + mode + " " + sizes + " " + tensor,
                numbers,
                run.get(tensor),
                tolerance * scale(norm, tensor, values, numbers)));
        norm.signature().states().stream()
                .map(state -> state.tensor())
                .filter(state -> !reference.containsKey(state))
                .filter(state -> values.containsKey(state) && hasState(norm, mode, sizes, state))
                .forEach(state -> assertArrayEquals(values.get(state), run.get(state), "an untouched state"));
    }

    private static boolean hasState(CompiledNorm norm, Mode mode, Map<String, Integer> sizes, Tensor state) {
        return norm.bind(sizes, mode).tensors().contains(state);
    }

    /** The largest element; for a gradient at least that of the upstream, from which it may have cancelled. */
    private static double scale(CompiledNorm norm, Tensor tensor, Map<Tensor, double[]> values, double[] numbers) {
        double largest = largest(numbers);
        if (tensor.role() == Role.GRADIENT) {
            for (Map.Entry<Tensor, double[]> entry : values.entrySet()) {
                if (entry.getKey().role() == Role.UPSTREAM) {
                    largest = Math.max(largest, largest(entry.getValue()));
                }
            }
        }
        return Math.max(largest, norm.type() == ScalarType.FLOAT ? 1 : 1e-3);
    }

    private static double largest(double[] numbers) {
        return Arrays.stream(numbers)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    private static void assertClose(String what, double[] expected, double[] actual, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            double error = Math.abs(expected[i] - actual[i]);
            boolean same = Double.compare(expected[i], actual[i]) == 0 || error <= tolerance;
            int place = i;
            assertTrue(
                    same,
                    () -> what + "[" + place + "]: expected " + expected[place] + ", actual " + actual[place]
                            + ", tolerance " + tolerance);
        }
    }

    private static void assertSameBits(
            CompiledNorm expected, CompiledNorm actual, Mode mode, Map<String, Integer> given) {
        Map<String, Integer> sizes = Sizes.of(expected.signature()).complete(given);
        Map<Tensor, double[]> values = RandomArguments.of(expected.signature(), sizes, 5);
        assertSameBits(
                KernelRun.of(expected, sizes, mode, values).bits(),
                KernelRun.of(actual, sizes, mode, values).bits());
    }

    private static void assertSameBits(Map<String, long[]> expected, Map<String, long[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, bits) -> assertArrayEquals(bits, Objects.requireNonNull(actual.get(name)), name));
    }
}
