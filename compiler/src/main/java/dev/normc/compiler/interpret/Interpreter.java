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
            return scalar(Values.size(size.axis(), sizes));
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
        return new Values(Axes.NONE, new double[] {value});
    }

    private Values read(Tensor tensor) {
        double[] given = tensors.get(tensor);
        if (given == null) {
            throw new IllegalArgumentException("no value for " + tensor);
        }
        Values value = Values.empty(tensor.axes(), sizes);
        Walk walk = walk(value.layout(), List.of(tensor.layout()));
        for (int i = 0; i < value.data().length; i++) {
            value.data()[i] = given[walk.offset(0)];
            walk.next();
        }
        return value;
    }

    private Walk walk(List<Axis> axes, List<List<Axis>> layouts) {
        return new Walk(axes, layouts, sizes);
    }

    private Values apply(Node node, Operation.Apply apply) {
        List<Values> inputs = node.inputs().stream().map(this::get).toList();
        double[][] data = inputs.stream().map(Values::data).toArray(double[][]::new);
        Values result = Values.empty(node.axes(), sizes);
        Walk walk = walk(result.layout(), inputs.stream().map(Values::layout).toList());
        double[] operands = new double[data.length];
        for (int i = 0; i < result.data().length; i++) {
            for (int j = 0; j < operands.length; j++) {
                operands[j] = data[j][walk.offset(j)];
            }
            result.data()[i] = apply.operator().value(operands);
            walk.next();
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
        double[] operands = new double[2];
        Walk walk = walk(input.layout(), List.of(result.layout()));
        for (double value : input.data()) {
            int place = walk.offset(0);
            if (sum) {
                add(result.data(), lost, place, value);
            } else {
                operands[0] = result.data()[place];
                operands[1] = value;
                result.data()[place] = reduce.reduction().combine().value(operands);
            }
            walk.next();
        }
        double count = 1;
        for (Axis axis : reduce.averaged()) {
            count *= Values.size(axis, sizes);
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
        double[] result = Values.empty(tensor.axes(), sizes).data();
        Walk walk = walk(tensor.axes().list(), List.of(value.layout(), tensor.layout()));
        for (int i = 0; i < result.length; i++) {
            result[walk.offset(1)] = value.data()[walk.offset(0)];
            walk.next();
        }
        return result;
    }
}
