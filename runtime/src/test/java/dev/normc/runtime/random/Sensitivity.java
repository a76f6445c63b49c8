package dev.normc.runtime.random;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Reduction;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.interpret.Interpreter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * How much the results of a graph move when every value in it is off by a little: each element of each operation that
 * rounds is multiplied by a random number near one (stochastic arithmetic; Vignes 1993). That is how far a kernel may
 * be from the interpreter, whatever the program does with the rounding errors; near a jump or a pole it is as much as
 * the jump.
 */
final class Sensitivity {

    /** How many steps of rounding the noise has. */
    private static final double STEPS = 64;

    private static final int SAMPLES = 2;

    /** These give exact results of exact operands, in every type. */
    private static final Set<Pointwise> EXACT = EnumSet.of(
            Pointwise.NEGATE,
            Pointwise.ABS,
            Pointwise.MIN,
            Pointwise.MAX,
            Pointwise.CLIP,
            Pointwise.SELECT,
            Pointwise.STOP,
            Pointwise.SIGN,
            Pointwise.FLOOR);

    private final double noise;
    private final Map<String, Integer> sizes;
    private final Map<Tensor, double[]> values;
    private final Random random;

    private Sensitivity(double noise, Map<String, Integer> sizes, Map<Tensor, double[]> values, long seed) {
        this.noise = noise;
        this.sizes = sizes;
        this.values = new LinkedHashMap<>(values);
        this.random = new Random(seed);
    }

    /** The unit of rounding of {@code type}. */
    static double rounding(ScalarType type) {
        return type == ScalarType.DOUBLE ? 0x1p-53 : 0x1p-24;
    }

    /**
     * For each result the largest distance that one rounding in each operation brings about, and infinity where a small
     * change leads to something that is not finite.
     *
     * @param expected the results without noise
     */
    static Map<Tensor, Double> of(
            List<Binding> bindings,
            Map<String, Integer> sizes,
            Map<Tensor, double[]> values,
            Map<Tensor, double[]> expected,
            GraphBuilder builder,
            ScalarType type) {
        Map<Tensor, Double> largest = new LinkedHashMap<>();
        for (int sample = 0; sample < SAMPLES; sample++) {
            Sensitivity noisy = new Sensitivity(STEPS * rounding(type), sizes, values, sample);
            Map<Tensor, double[]> results =
                    Interpreter.evaluate(noisy.bindings(bindings, builder), sizes, noisy.values);
            results.forEach((tensor, numbers) -> largest.merge(
                    tensor, distance(Objects.requireNonNull(expected.get(tensor)), numbers) / STEPS, Math::max));
        }
        return largest;
    }

    private static double distance(double[] expected, double[] actual) {
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            boolean same = Double.compare(expected[i], actual[i]) == 0;
            double distance = same ? 0 : Math.abs(expected[i] - actual[i]);
            largest = Math.max(largest, Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance);
        }
        return largest;
    }

    private List<Binding> bindings(List<Binding> bindings, GraphBuilder builder) {
        Map<Node, Node> noisy = new HashMap<>();
        for (Node node :
                GraphBuilder.reachable(bindings.stream().map(Binding::value).toList())) {
            List<Node> inputs = node.inputs().stream()
                    .map(input -> Objects.requireNonNull(noisy.get(input)))
                    .toList();
            Node same = builder.withInputs(node, inputs);
            noisy.put(node, rounds(node) ? builder.multiply(same, builder.read(noise(node))) : same);
        }
        return bindings.stream()
                .map(binding -> new Binding(binding.tensor(), Objects.requireNonNull(noisy.get(binding.value()))))
                .toList();
    }

    private static boolean rounds(Node node) {
        Operation operation = node.operation();
        if (operation instanceof Operation.Constant constant) {
            return (float) constant.value() != constant.value() && !Double.isNaN(constant.value());
        } else if (operation instanceof Operation.Reduce reduce) {
            return reduce.reduction() == Reduction.SUM;
        }
        return operation instanceof Operation.Apply apply && !node.isCondition() && !EXACT.contains(apply.operator());
    }

    private Tensor noise(Node node) {
        Axes axes = node.axes();
        Tensor tensor = new Tensor(Role.DATA, "noise " + node.id(), axes.list());
        int length = 1;
        for (var axis : axes) {
            length *= Objects.requireNonNull(sizes.get(axis.name()));
        }
        double[] factors = new double[length];
        Arrays.setAll(factors, i -> 1 + noise * (2 * random.nextDouble() - 1));
        values.put(tensor, factors);
        return tensor;
    }
}
