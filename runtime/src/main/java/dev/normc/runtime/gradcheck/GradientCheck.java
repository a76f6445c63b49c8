package dev.normc.runtime.gradcheck;

import dev.normc.compiler.Compilation.Variant;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.interpret.Interpreter;
import dev.normc.runtime.Arguments;
import dev.normc.runtime.BoundNorm;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Workspace;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Checks the gradients of a norm. The loss is the sum of all outputs, each element weighed with its upstream gradient;
 * its derivative is taken by central differences of fourth order (Fornberg 1988) of the interpreted forward. States are
 * held fixed: a running value counts as the constant that the forward reads.
 */
public final class GradientCheck {

    private static final long MOST_ELEMENTS = 100_000;

    /** The default sizes have no more elements than these, if that is possible with two of each. */
    private static final long ENOUGH_ELEMENTS = 700;

    /** The same with the axes whose sizes the program says. */
    private static final long ENOUGH_PLACES = 2_000;

    private static final double STEP = 1e-3;

    /** Two steps that differ by less saw the same smooth function. */
    private static final double SMOOTH = 1e-9;

    /**
     * A gradient that is no further from the differences is the exact one, though it passes a stop, as softmax's does.
     */
    private static final double EXACT = 1e-6;

    /** What a few operations on an output round at, relative to it. */
    private static final double ROUNDING = 1e-15;

    private final CompiledNorm norm;
    private final Map<String, Integer> sizes;
    private final Mode mode;
    private final Variant variant;
    private final Map<Tensor, double[]> values;
    private final boolean positiveInputs;

    private GradientCheck(CompiledNorm norm, Map<String, Integer> sizes, Mode mode, long seed) {
        this.norm = norm;
        this.sizes = Sizes.of(norm.signature()).complete(sizes);
        this.mode = mode;
        this.variant = norm.compilation().variant(mode == Mode.TRAINING);
        Map<Tensor, double[]> any = RandomArguments.of(norm.signature(), this.sizes, seed);
        Map<Tensor, double[]> positive = RandomArguments.withPositiveInputs(any);
        this.positiveInputs = !isFinite(any) && isFinite(positive);
        this.values = positiveInputs ? positive : any;
    }

    /** Whether all outputs are numbers. */
    private boolean isFinite(Map<Tensor, double[]> given) {
        return Interpreter.evaluate(variant.derived().forward().outputs(), sizes, given).values().stream()
                .flatMapToDouble(Arrays::stream)
                .allMatch(Double::isFinite);
    }

    /** Small sizes, all different and no powers of two. */
    public static Map<String, Integer> defaultSizes(Signature signature) {
        int[] choices = {5, 7, 3, 6, 9};
        Sizes sizes = Sizes.of(signature);
        Map<String, Integer> units = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String axis : sizes.given()) {
            units.put(axis, sizes.unit(axis));
            counts.put(axis, choices[counts.size() % choices.length]);
        }
        while ((elements(units.values()) * elements(counts.values()) > ENOUGH_ELEMENTS
                        || places(sizes, units, counts) > ENOUGH_PLACES)
                && Collections.max(counts.values()) > 2) {
            String longest = Collections.max(counts.entrySet(), Map.Entry.comparingByValue())
                    .getKey();
            counts.merge(longest, -1, Integer::sum);
        }
        counts.replaceAll((axis, count) -> count * units.getOrDefault(axis, 1));
        return counts;
    }

    /** The elements of a value over all axes; for sizes that the program refuses it is as if there were few. */
    private static long places(Sizes sizes, Map<String, Integer> units, Map<String, Integer> counts) {
        Map<String, Integer> given = new LinkedHashMap<>(counts);
        given.replaceAll((axis, count) -> count * units.getOrDefault(axis, 1));
        try {
            return elements(sizes.complete(given).values());
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    private static long elements(Collection<Integer> sizes) {
        return sizes.stream().mapToLong(size -> size).reduce(1, (a, b) -> a * b);
    }

    /**
     * Checks all gradients at random values.
     *
     * @param norm compiled as double
     * @param sizes small ones: the time grows with the square of the number of elements
     * @throws IllegalArgumentException if the norm is not of type double or the sizes are too large
     */
    public static GradientReport check(CompiledNorm norm, Map<String, Integer> sizes, Mode mode, long seed) {
        if (norm.type() != ScalarType.DOUBLE) {
            throw new IllegalArgumentException("gradients are checked in double; compile the norm as double");
        }
        long elements = 1;
        for (int size : Sizes.of(norm.signature()).complete(sizes).values()) {
            elements = size > 0 && elements > MOST_ELEMENTS / size ? MOST_ELEMENTS + 1 : elements * size;
        }
        if (elements > MOST_ELEMENTS) {
            throw new IllegalArgumentException("the sizes " + sizes + " are too large: gradients are checked element by"
                    + " element, at most " + MOST_ELEMENTS + " of them");
        }
        return new GradientCheck(norm, sizes, mode, seed).run();
    }

    /**
     * The inputs and parameters whose gradient the program defines otherwise than the exact one: it would pass a
     * running statistic, a backward block or a stop.
     */
    public static Set<Tensor> approximate(CompiledNorm norm, Mode mode) {
        return approximate(norm.compilation().variant(mode == Mode.TRAINING).lowered());
    }

    private GradientReport run() {
        Map<Tensor, double[]> fromKernels = kernelGradients();
        Map<Tensor, double[]> interpreted =
                Interpreter.evaluate(variant.derived().gradients(), sizes, values);
        Set<Tensor> approximate = approximate(variant.lowered());
        List<GradientReport.Row> rows = variant.derived().gradients().stream()
                .map(Binding::tensor)
                .map(gradient -> row(
                        gradient,
                        approximate,
                        Objects.requireNonNull(fromKernels.get(gradient)),
                        Objects.requireNonNull(interpreted.get(gradient))))
                .toList();
        return new GradientReport(rows, positiveInputs);
    }

    private GradientReport.Row row(
            Tensor gradient, Set<Tensor> approximate, double[] fromKernel, double[] interpreted) {
        Tensor source = values.keySet().stream()
                .filter(tensor -> tensor.name().equals(gradient.name())
                        && (tensor.role() == Role.INPUT || tensor.role() == Role.PARAMETER))
                .findFirst()
                .orElseThrow();
        double[] differences = differences(source);
        double[] errors = errors(fromKernel, differences);
        int worst = 0;
        for (int i = 1; i < errors.length; i++) {
            worst = errors[i] > errors[worst] || Double.isNaN(errors[i]) ? i : worst;
        }
        double againstDifferences = errors.length == 0 ? 0 : errors[worst];
        double againstInterpreter =
                Arrays.stream(errors(fromKernel, interpreted)).max().orElse(0);
        return new GradientReport.Row(
                gradient.name(),
                approximate.contains(source) && againstDifferences > EXACT,
                againstDifferences,
                place(source, worst),
                againstInterpreter);
    }

    /** Distances relative to the largest expected element; NaN against a number is infinitely far. */
    private static double[] errors(double[] actual, double[] expected) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        double scale = largest > 0 ? largest : 1;
        double[] errors = new double[expected.length];
        Arrays.setAll(errors, i -> {
            double error = Math.abs(actual[i] - expected[i]) / scale;
            return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
        });
        return errors;
    }

    private Map<Tensor, double[]> kernelGradients() {
        BoundNorm bound = norm.bind(sizes, mode);
        Arguments arguments = bound.newArguments();
        Map<Tensor, double[]> gradients = new LinkedHashMap<>();
        for (Tensor tensor : bound.tensors()) {
            double[] given = values.get(tensor);
            double[] array = given == null ? new double[bound.length(tensor)] : given.clone();
            if (given == null) {
                Arrays.fill(array, Double.NaN); // what a kernel does not write must not pass for a zero
            }
            arguments.set(tensor.role(), tensor.name(), array);
            if (tensor.role() == Role.GRADIENT) {
                gradients.put(tensor, array);
            }
        }
        Workspace workspace = bound.newWorkspace();
        bound.forward(arguments, workspace);
        bound.backward(arguments, workspace);
        return gradients;
    }

    /**
     * One difference per element. Where two steps disagree by more than rounding, a kink or a steep place lies between:
     * there the smallest step counts, which loses digits and not the side.
     */
    private double[] differences(Tensor source) {
        double[] point = Objects.requireNonNull(values.get(source));
        double[] result = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            Difference wide = difference(point, i, STEP);
            Difference narrow = difference(point, i, STEP / 8);
            double allowed = SMOOTH * Math.max(1, Math.abs(wide.value)) + narrow.rounding;
            boolean smooth = Math.abs(wide.value - narrow.value) <= allowed;
            result[i] = smooth ? wide.value : difference(point, i, STEP / 4096).value;
        }
        return result;
    }

    /** A difference of the loss, and how far the rounding of outputs may have moved it. */
    private record Difference(double value, double rounding) {}

    /** (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h, output by output, so that those that stay add nothing. */
    private Difference difference(double[] point, int i, double step) {
        double at = point[i];
        Map<Tensor, double[]> ahead = moved(point, i, at + step);
        Map<Tensor, double[]> behind = moved(point, i, at - step);
        Map<Tensor, double[]> farAhead = moved(point, i, at + 2 * step);
        Map<Tensor, double[]> farBehind = moved(point, i, at - 2 * step);
        point[i] = at;
        double difference = 0;
        double magnitude = 0;
        for (Map.Entry<Tensor, double[]> entry : ahead.entrySet()) {
            Tensor output = entry.getKey();
            double[] upstream = of(values, new Tensor(Role.UPSTREAM, output.name(), output.layout()));
            double[] near = minus(entry.getValue(), of(behind, output));
            double[] far = minus(of(farAhead, output), of(farBehind, output));
            for (int j = 0; j < upstream.length; j++) {
                difference += upstream[j] * (8 * near[j] - far[j]);
                boolean stays = near[j] == 0 && far[j] == 0;
                magnitude += stays ? 0 : Math.abs(upstream[j] * entry.getValue()[j]);
            }
        }
        return new Difference(difference / (12 * step), ROUNDING * magnitude / step);
    }

    private static double[] of(Map<Tensor, double[]> numbers, Tensor tensor) {
        return Objects.requireNonNull(numbers.get(tensor), () -> "no numbers of " + tensor);
    }

    private static double[] minus(double[] left, double[] right) {
        double[] difference = new double[left.length];
        Arrays.setAll(difference, j -> left[j] - right[j]);
        return difference;
    }

    private Map<Tensor, double[]> moved(double[] point, int i, double value) {
        point[i] = value;
        return Interpreter.evaluate(variant.derived().forward().outputs(), sizes, values);
    }

    private static Set<Tensor> approximate(Graph lowered) {
        Set<Tensor> found = new HashSet<>();
        for (Node node : lowered.nodes()) {
            boolean running = node.operation() instanceof Operation.Running;
            if (node.operation() instanceof Operation.Custom custom) {
                // the targets as well: what the value does not depend on may get a gradient all the same
                addReads(node.inputs().subList(0, 1 + custom.targets()), found);
            } else if (running || node.is(Pointwise.STOP)) {
                addReads(List.of(node.input(running ? 1 : 0)), found);
            }
        }
        return found;
    }

    private static void addReads(List<Node> roots, Set<Tensor> found) {
        for (Node below : GraphBuilder.reachable(roots)) {
            if (below.operation() instanceof Operation.Read read) {
                found.add(read.tensor());
            }
        }
    }

    private List<Integer> place(Tensor tensor, int index) {
        int[] place = new int[tensor.layout().size()];
        int rest = index;
        for (int i = place.length - 1; i >= 0; i--) {
            int size = sizes.getOrDefault(tensor.layout().get(i).name(), 1);
            place[i] = size == 0 ? 0 : rest % size;
            rest = size == 0 ? 0 : rest / size;
        }
        return Arrays.stream(place).boxed().toList();
    }
}
