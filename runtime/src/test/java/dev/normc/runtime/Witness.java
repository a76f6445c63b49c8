package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Compilation.Variant;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.interpret.Interpreter;
import dev.normc.runtime.gradcheck.GradientCheck;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** How two witnesses of a norm are held against each other: kernels and the interpreter, one compiler and the other. */
final class Witness {

    /** Elements of a value over all axes. */
    private static final int MOST_ELEMENTS = 60_000;

    private Witness() {}

    /** The modes that differ: a norm may have the same kernels in both. */
    static List<Mode> modes(CompiledNorm norm) {
        return norm.compilation().inference().isPresent() ? List.of(Mode.values()) : List.of(Mode.TRAINING);
    }

    /**
     * Small odd sizes; many rows, so that chunks are merged; a long row with a tail; single elements. As many and as
     * long as the interpreter, which keeps all values, has room for.
     */
    static List<Map<String, Integer>> sizes(CompiledNorm norm) {
        Sizes units = Sizes.of(norm.signature());
        Map<String, Integer> small = GradientCheck.defaultSizes(norm.signature());
        List<String> axes = List.copyOf(small.keySet());
        String first = axes.get(0);
        String last = axes.get(axes.size() - 1);
        boolean one = axes.size() == 1;
        Map<String, Integer> tall = largest(units, new int[] {1027, 300, 70, 35}, rows -> {
            Map<String, Integer> sizes = new LinkedHashMap<>(small);
            sizes.put(first, rows * units.unit(first));
            sizes.put(last, (one ? rows : 3) * units.unit(last));
            return sizes;
        });
        Map<String, Integer> wide = largest(units, new int[] {200, 70, 35}, length -> {
            Map<String, Integer> sizes = new LinkedHashMap<>(small);
            sizes.put(last, length * units.unit(last));
            sizes.put(first, (one ? length : 33) * units.unit(first));
            return sizes;
        });
        Map<String, Integer> single = Programs.fewest(norm, Mode.TRAINING, fewest -> {
            Map<String, Integer> elements = new LinkedHashMap<>();
            axes.forEach(axis -> elements.put(axis, (axis.equals(first) ? 2 : fewest) * units.unit(axis)));
            return elements;
        });
        return Stream.of(small, tall, wide, single)
                .map(units::complete)
                .distinct()
                .toList();
    }

    /** The first sizes whose value over all axes is not too large, else the last. */
    private static Map<String, Integer> largest(
            Sizes units, int[] candidates, IntFunction<Map<String, Integer>> sizes) {
        for (int candidate : candidates) {
            double elements = units.complete(sizes.apply(candidate)).values().stream()
                    .mapToDouble(Integer::doubleValue)
                    .reduce(1, (a, b) -> a * b);
            if (elements <= MOST_ELEMENTS) {
                return sizes.apply(candidate);
            }
        }
        return sizes.apply(candidates[candidates.length - 1]);
    }

    static void assertAgrees(CompiledNorm norm, Mode mode, Map<String, Integer> given, double tolerance) {
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

    static void assertSameBits(CompiledNorm expected, CompiledNorm actual, Mode mode, Map<String, Integer> given) {
        Map<String, Integer> sizes = Sizes.of(expected.signature()).complete(given);
        Map<Tensor, double[]> values = RandomArguments.of(expected.signature(), sizes, 5);
        assertSameBits(
                KernelRun.of(expected, sizes, mode, values).bits(),
                KernelRun.of(actual, sizes, mode, values).bits());
    }

    static void assertSameBits(Map<String, long[]> expected, Map<String, long[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, bits) -> assertArrayEquals(bits, Objects.requireNonNull(actual.get(name)), name));
    }
}
