package dev.normc.runtime.gradcheck;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.graph.UniformValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Fresh random values for all that a norm reads: gradients that are never all ones, parameters near their initial
 * values, and states as some steps may leave them.
 */
public final class RandomArguments {

    private final Signature signature;
    private final Map<String, Integer> sizes;
    private final Random random;

    private RandomArguments(Signature signature, Map<String, Integer> sizes, long seed) {
        this.signature = signature;
        this.sizes = sizes;
        this.random = new Random(seed);
    }

    /** Values for inputs, data, parameters, states and upstream gradients, row-major. */
    public static Map<Tensor, double[]> of(Signature signature, Map<String, Integer> sizes, long seed) {
        return new RandomArguments(signature, sizes, seed).draw();
    }

    /** The same with inputs that are above 0, for norms of energies and the like. */
    static Map<Tensor, double[]> withPositiveInputs(Map<Tensor, double[]> values) {
        Map<Tensor, double[]> positive = new LinkedHashMap<>(values);
        positive.replaceAll((tensor, array) -> tensor.role() == Role.INPUT
                ? Arrays.stream(array).map(value -> Math.abs(value) + 0.1).toArray()
                : array);
        return positive;
    }

    private Map<Tensor, double[]> draw() {
        Map<Tensor, double[]> values = new LinkedHashMap<>();
        signature.inputs().forEach(input -> values.put(input, around(input, 0.3, 1.5)));
        signature.data().forEach(data -> values.put(data.tensor(), mask(data.tensor())));
        signature.parameters().forEach(parameter -> values.put(parameter.tensor(), parameter(parameter)));
        signature.states().forEach(state -> values.put(state.tensor(), state(state)));
        signature
                .outputs()
                .forEach(output ->
                        values.put(new Tensor(Role.UPSTREAM, output.name(), output.layout()), around(output, 0, 1)));
        return values;
    }

    private double[] around(Tensor tensor, double mean, double deviation) {
        double[] values = new double[length(tensor)];
        Arrays.setAll(values, i -> mean + deviation * random.nextGaussian());
        return values;
    }

    private double[] mask(Tensor tensor) {
        double[] values = new double[length(tensor)];
        Arrays.setAll(values, i -> i == 0 || random.nextInt(4) > 0 ? 1 : 0);
        return values;
    }

    /** One that starts positive stays so: the program may take its root. */
    private double[] parameter(Initialised parameter) {
        double initial = initial(parameter.initial());
        double[] values = new double[length(parameter.tensor())];
        Arrays.setAll(
                values,
                i -> initial > 0 ? initial * (0.5 + random.nextDouble()) : initial + 0.4 * random.nextGaussian());
        return values;
    }

    /**
     * One that starts at 0 or above stays there: it may be a sum of squares. A whole one without axes may count steps.
     */
    private double[] state(Initialised state) {
        double initial = initial(state.initial());
        double[] values = new double[length(state.tensor())];
        boolean mayCount = state.tensor().isCounter() && initial == Math.rint(initial);
        Arrays.setAll(values, i -> {
            if (mayCount) {
                return initial + 1 + random.nextInt(9);
            }
            return initial > 0
                    ? initial * (0.5 + random.nextDouble())
                    : initial + 0.2 * Math.abs(random.nextGaussian());
        });
        return values;
    }

    private double initial(Optional<dev.normc.compiler.graph.Node> initial) {
        return initial.map(node -> UniformValue.of(node, sizes)).orElse(0.0);
    }

    private int length(Tensor tensor) {
        return length(tensor.layout(), sizes);
    }

    static int length(List<Axis> layout, Map<String, Integer> sizes) {
        int length = 1;
        for (Axis axis : layout) {
            length *= sizes.getOrDefault(axis.name(), 0);
        }
        return length;
    }
}
