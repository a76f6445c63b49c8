package dev.normc.runtime.literature;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.JavaCompiler;
import dev.normc.runtime.KernelRun;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import dev.normc.runtime.gradcheck.GradientCheck;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * The training kernels of a norm of the library at random values, with every eps at 0, to be asked what a change of its
 * inputs does.
 */
final class Probe {

    /** Relative to the largest element. */
    private static final double TOLERANCE = 1e-9;

    private static final Normc NORMC = new Normc(256);

    private final CompiledNorm norm;
    private final Map<String, Integer> sizes;
    private final Map<Tensor, double[]> values;

    Probe(String name) {
        Source source = Library.find(name).orElseThrow();
        Options options = Options.DEFAULT.withType(ScalarType.DOUBLE);
        Signature declared = compile(source, options).signature();
        Map<String, Double> constants = new HashMap<>();
        for (String constant : declared.constants().keySet()) {
            boolean part = declared.splits().stream()
                    .flatMap(split -> split.parts().stream())
                    .anyMatch(axis -> axis.name().equals(constant));
            if (part) {
                constants.put(constant, 3.0); // two centred numbers are always opposite: too few to see a gradient
            } else if (constant.matches("(.*_)?eps(_.*)?")) {
                constants.put(constant, 0.0);
            }
        }
        norm = compile(source, options.withConstants(constants));
        sizes = Sizes.of(norm.signature()).complete(GradientCheck.defaultSizes(norm.signature()));
        values = RandomArguments.of(norm.signature(), sizes, 7);
        if (!Arrays.stream(run(values).get(output())).allMatch(Double::isFinite)) {
            norm.signature().inputs().forEach(this::makePositive); // a norm of energies
        }
        Tensor first = norm.signature().outputs().get(0);
        values.forEach((tensor, numbers) -> {
            if (tensor.role() == Role.UPSTREAM && !tensor.name().equals(first.name())) {
                Arrays.fill(numbers, 0); // the question is about the first output
            }
        });
    }

    private void makePositive(Tensor input) {
        double[] numbers = get(values, input);
        Arrays.setAll(numbers, i -> Math.abs(numbers[i]) + 0.1);
    }

    private static CompiledNorm compile(Source source, Options options) {
        return NORMC.compile(source, Optional.empty(), options, JavaCompiler.JANINO);
    }

    /** The first input. */
    Tensor input() {
        return norm.signature().inputs().get(0);
    }

    /** The axes of the first input. */
    List<String> axes() {
        return input().layout().stream().map(axis -> axis.name()).toList();
    }

    /** The first output. */
    Tensor output() {
        return norm.signature().outputs().get(0);
    }

    /** The data input of that name. */
    Optional<Tensor> data(String name) {
        return norm.signature().data().stream()
                .map(data -> data.tensor())
                .filter(tensor -> tensor.name().equals(name))
                .findFirst();
    }

    /** A copy of what the norm is given. */
    Map<Tensor, double[]> values() {
        Map<Tensor, double[]> copy = new LinkedHashMap<>();
        values.forEach((tensor, numbers) -> copy.put(tensor, numbers.clone()));
        return copy;
    }

    KernelRun run(Map<Tensor, double[]> given) {
        return KernelRun.of(norm, sizes, Mode.TRAINING, given);
    }

    /** All that the kernels write. */
    List<Tensor> results() {
        return norm.bind(sizes, Mode.TRAINING).tensors().stream()
                .filter(tensor ->
                        tensor.role() == Role.OUTPUT || tensor.role() == Role.GRADIENT || tensor.role() == Role.STATE)
                .toList();
    }

    /**
     * Whether the first output stays when the input is multiplied by a positive number for each place along the axes.
     */
    boolean staysScaled(List<String> along) {
        double[] factors = numbers(along, 0.5, 2);
        Map<Tensor, double[]> moved = values();
        double[] x = get(moved, input());
        Arrays.setAll(x, i -> x[i] * factors[group(input(), along, i)]);
        return staysWith(moved);
    }

    /** Whether the first output stays when a number for each place along the axes is added to the input. */
    boolean staysShifted(List<String> along) {
        double[] terms = numbers(along, -1, 1);
        Map<Tensor, double[]> moved = values();
        double[] x = get(moved, input());
        Arrays.setAll(x, i -> x[i] + terms[group(input(), along, i)]);
        return staysWith(moved);
    }

    private boolean staysWith(Map<Tensor, double[]> moved) {
        return close(run(values).get(output()), run(moved).get(output()));
    }

    /** Whether the gradient of the input is that of the forward. */
    boolean hasExactGradient() {
        return !GradientCheck.approximate(norm, Mode.TRAINING).contains(input());
    }

    /** The gradient of the input, added up for each place along the axes, relative to its magnitudes. */
    double largestSum(List<String> along, boolean timesInput) {
        double[] x = get(values, input());
        double[] dx = run(values).get(new Tensor(Role.GRADIENT, input().name(), input().layout()));
        double[] sums = new double[length(along)];
        double magnitude = 0;
        for (int i = 0; i < x.length; i++) {
            double term = timesInput ? dx[i] * x[i] : dx[i];
            sums[group(input(), along, i)] += term;
            magnitude += Math.abs(term);
        }
        double largest = Arrays.stream(sums).map(Math::abs).max().orElse(0);
        return largest == 0 ? 0 : largest / magnitude;
    }

    /** The elements of a tensor with those along the axis moved on by one place. */
    double[] rotated(Tensor tensor, String axis, double[] numbers) {
        int at = names(tensor).indexOf(axis);
        if (at < 0) {
            return numbers;
        }
        int inner = length(names(tensor).subList(at + 1, tensor.layout().size()));
        int size = length(List.of(axis));
        double[] moved = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            int along = i / inner % size;
            moved[i + ((along + 1) % size - along) * inner] = numbers[i];
        }
        return moved;
    }

    /** The place along some axes of an element of a tensor, among all places along them. */
    int group(Tensor tensor, List<String> along, int offset) {
        int group = 0;
        int inner = 1;
        int rest = offset;
        for (int i = tensor.layout().size() - 1; i >= 0; i--) {
            String axis = names(tensor).get(i);
            int size = length(List.of(axis));
            if (along.contains(axis)) {
                group += rest % size * inner;
                inner *= size;
            }
            rest /= size;
        }
        return group;
    }

    static boolean close(double[] expected, double[] actual) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(expected[i] - actual[i]) <= TOLERANCE * largest)) {
                return false;
            }
        }
        return true;
    }

    static double[] get(Map<Tensor, double[]> given, Tensor tensor) {
        return Objects.requireNonNull(given.get(tensor), () -> "no " + tensor);
    }

    static List<String> names(Tensor tensor) {
        List<String> names = new ArrayList<>();
        tensor.layout().forEach(axis -> names.add(axis.name()));
        return names;
    }

    private double[] numbers(List<String> along, double low, double high) {
        return new Random(3).doubles(length(along), low, high).toArray();
    }

    private int length(List<String> along) {
        return along.stream()
                .mapToInt(axis -> Objects.requireNonNull(sizes.get(axis), axis))
                .reduce(1, (a, b) -> a * b);
    }
}
