package dev.normc.examples.compare;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Reduction;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.interpret.Interpreter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * The interpreter, or the interpreter with the rounding of float imitated: each number that is read or that an
 * operation gives is multiplied by its own {@code 1 + u}, u uniform in [-2^-24, 2^-24]. What is read is among them
 * because an algorithm is as good as one can ask for if it gives the exact result for values that are off by a
 * rounding.
 */
final class Perturbation {

    private static final double HALF_ULP = 0x1p-24;

    private final Optional<Random> random;

    private Perturbation(Optional<Random> random) {
        this.random = random;
    }

    static Perturbation none() {
        return new Perturbation(Optional.empty());
    }

    static Perturbation random(long seed) {
        return new Perturbation(Optional.of(new Random(seed)));
    }

    Map<Tensor, double[]> evaluate(List<Binding> bindings, Map<String, Integer> sizes, Map<Tensor, double[]> given) {
        if (random.isEmpty()) {
            return Interpreter.evaluate(bindings, sizes, given);
        }
        GraphBuilder builder = new GraphBuilder();
        Map<Tensor, double[]> all = new LinkedHashMap<>(given);
        Map<Node, Node> rounded = new HashMap<>();
        for (Node node :
                GraphBuilder.reachable(bindings.stream().map(Binding::value).toList())) {
            List<Node> inputs = new ArrayList<>();
            node.inputs().forEach(input -> inputs.add(Objects.requireNonNull(rounded.get(input))));
            Node exact = builder.make(node.operation(), inputs);
            if (isRounded(node)) {
                // No program has a name with a blank, so this is no tensor of the norm.
                Tensor factor = new Tensor(
                        Role.DATA, "rounding " + rounded.size(), node.axes().list());
                all.put(factor, factors(factor, sizes, random.get()));
                rounded.put(node, builder.apply(Pointwise.MULTIPLY, exact, builder.read(factor)));
            } else {
                rounded.put(node, exact);
            }
        }
        List<Binding> results = bindings.stream()
                .map(binding -> new Binding(binding.tensor(), Objects.requireNonNull(rounded.get(binding.value()))))
                .toList();
        return Interpreter.evaluate(results, sizes, all);
    }

    /** Kernels compute what depends on constants and sizes alone in double, and a maximum is one of its inputs. */
    private static boolean isRounded(Node node) {
        if (node.inDouble() || node.uniform() || node.isCondition()) {
            return false;
        }
        return node.operation() instanceof Operation.Read
                || node.operation() instanceof Operation.Apply
                || (node.operation() instanceof Operation.Reduce reduce && reduce.reduction() == Reduction.SUM);
    }

    private static double[] factors(Tensor tensor, Map<String, Integer> sizes, Random random) {
        int length = 1;
        for (Axis axis : tensor.layout()) {
            length *= sizes.getOrDefault(axis.name(), 0);
        }
        double[] factors = new double[length];
        for (int i = 0; i < length; i++) {
            factors[i] = 1 + HALF_ULP * (2 * random.nextDouble() - 1);
        }
        return factors;
    }
}
