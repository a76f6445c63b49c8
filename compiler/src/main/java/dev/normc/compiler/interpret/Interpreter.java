package dev.normc.compiler.interpret;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Reduction;
import dev.normc.compiler.graph.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Evaluates nodes for given sizes and tensors. */
public final class Interpreter {

    private final Map<String, Integer> sizes;
    private final Map<Tensor, double[]> tensors;
    private final Map<Node, Values> values = new HashMap<>();

    private Interpreter(Map<String, Integer> sizes, Map<Tensor, double[]> tensors) {
        this.sizes = sizes;
        this.tensors = tensors;
    }

    /**
     * The values of {@code bindings}, row-major in the layout of their tensors.
     *
     * @param bindings what to evaluate
     * @param sizes the size of every axis, by name
     * @param tensors the values of all tensors that are read, row-major in their layout
     */
    public static Map<Tensor, double[]> evaluate(
            List<Binding> bindings, Map<String, Integer> sizes, Map<Tensor, double[]> tensors) {
        Interpreter interpreter = new Interpreter(sizes, tensors);
        for (Node node :
                GraphBuilder.reachable(bindings.stream().map(Binding::value).toList())) {
            interpreter.values.put(node, interpreter.value(node));
        }
        Map<Tensor, double[]> results = new LinkedHashMap<>();
        bindings.forEach(binding -> results.put(binding.tensor(), interpreter.result(binding)));
        return results;
    }

    private Values get(Node node) {
        return Objects.requireNonNull(values.get(node));
    }

    private Values value(Node node) {
        Operation operation = node.operation();
        if (operation instanceof Operation.Constant constant) {
            return scalar(constant.value());
        } else if (operation instanceof Operation.Size size) {
            return scalar(Objects.requireNonNull(sizes.get(size.axis().name())));
        } else if (operation instanceof Operation.Read read) {
            return read(read.tensor());
        } else if (operation instanceof Operation.Reduce reduce) {
            return reduce(node, reduce);
        } else if (operation instanceof Operation.Index) {
            Values coordinates = Values.empty(node.axes(), sizes);
            Arrays.setAll(coordinates.data(), i -> i);
            return coordinates;
        } else if (operation instanceof Operation.Running || operation instanceof Operation.Custom) {
            return get(node.input(0));
        } else if (operation instanceof Operation.Adjoint adjoint) {
            throw new IllegalArgumentException("no gradient is known to reach " + adjoint.value());
        }
        return apply(node, (Operation.Apply) operation);
    }

    private static Values scalar(double value) {
        return new Values(Axes.NONE, new int[0], new double[] {value});
    }

    private Values read(Tensor tensor) {
        double[] given = tensors.get(tensor);
        if (given == null) {
            throw new IllegalArgumentException("no value for " + tensor);
        }
        Values value = Values.empty(tensor.axes(), sizes);
        int[] place = new int[tensor.layout().size()];
        for (int i = 0; i < value.data().length; i++) {
            int[] coordinates = value.coordinates(i);
            for (int j = 0; j < place.length; j++) {
                place[j] =
                        coordinates[value.axes().list().indexOf(tensor.layout().get(j))];
            }
            value.data()[i] = given[offset(tensor, place)];
        }
        return value;
    }

    private int offset(Tensor tensor, int[] place) {
        int offset = 0;
        for (int i = 0; i < place.length; i++) {
            offset = offset * size(tensor.layout().get(i)) + place[i];
        }
        return offset;
    }

    private int size(Axis axis) {
        return Objects.requireNonNull(sizes.get(axis.name()));
    }

    private Values apply(Node node, Operation.Apply apply) {
        Values result = Values.empty(node.axes(), sizes);
        double[] operands = new double[node.inputs().size()];
        for (int i = 0; i < result.data().length; i++) {
            int[] coordinates = result.coordinates(i);
            for (int j = 0; j < operands.length; j++) {
                operands[j] = get(node.input(j)).at(node.axes(), coordinates);
            }
            result.data()[i] = apply.operator().value(operands);
        }
        return result;
    }

    private Values reduce(Node node, Operation.Reduce reduce) {
        Values input = get(node.input(0));
        Values result = Values.empty(node.axes(), sizes);
        boolean sum = reduce.reduction() == Reduction.SUM;
        if (reduce.reduction().isMoment()) {
            throw new IllegalArgumentException("a moment is no part of a program");
        }
        Arrays.fill(result.data(), reduce.reduction().neutral());
        double[] lost = new double[result.data().length];
        for (int i = 0; i < input.data().length; i++) {
            int place = result.index(input.axes(), input.coordinates(i));
            double value = input.data()[i];
            if (sum) {
                add(result.data(), lost, place, value);
            } else {
                result.data()[place] = reduce.reduction().combine().value(new double[] {result.data()[place], value});
            }
        }
        double count = 1;
        for (Axis axis : reduce.averaged()) {
            count *= size(axis);
        }
        for (int i = 0; i < lost.length; i++) {
            double total = result.data()[i] + (Double.isNaN(lost[i]) ? 0 : lost[i]);
            result.data()[i] = reduce.averaged().isEmpty() ? total : total / count;
        }
        return result;
    }

    /** Neumaier's compensated sum. */
    private static void add(double[] sums, double[] lost, int place, double value) {
        double sum = sums[place] + value;
        lost[place] +=
                Math.abs(sums[place]) >= Math.abs(value) ? (sums[place] - sum) + value : (value - sum) + sums[place];
        sums[place] = sum;
    }

    private double[] result(Binding binding) {
        Tensor tensor = binding.tensor();
        Values value = get(binding.value());
        Values place = Values.empty(tensor.axes(), sizes);
        double[] result = new double[place.data().length];
        int[] inLayout = new int[tensor.layout().size()];
        for (int i = 0; i < result.length; i++) {
            int[] coordinates = place.coordinates(i);
            for (int j = 0; j < inLayout.length; j++) {
                inLayout[j] =
                        coordinates[place.axes().list().indexOf(tensor.layout().get(j))];
            }
            result[offset(tensor, inLayout)] = value.at(place.axes(), coordinates);
        }
        return result;
    }
}
