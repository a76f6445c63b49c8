package dev.normc.compiler.graph;

import java.util.List;
import java.util.Map;

/**
 * What a norm takes, learns, keeps and gives: all that a caller must know of it.
 *
 * @param name the norm's name
 * @param documentation its {@code ///} lines
 * @param axes all axes in the order of the program
 * @param splits the axes of the program that are split into some of these
 * @param sized the axes whose sizes the program says, each after those that it depends on
 * @param inputs differentiable inputs
 * @param data inputs without a gradient
 * @param parameters learned values
 * @param states values kept between steps, those of {@code running} included
 * @param constants the constants with the values that this compilation uses, in the order of the program
 * @param outputs the results
 * @param fixed the sizes that axes have in all kernels of this compilation, by name; of the others the caller says them
 */
public record Signature(
        String name,
        String documentation,
        List<Axis> axes,
        List<SplitAxis> splits,
        List<SizedAxis> sized,
        List<Tensor> inputs,
        List<Initialised> data,
        List<Initialised> parameters,
        List<Initialised> states,
        Map<String, Double> constants,
        List<Tensor> outputs,
        Map<String, Integer> fixed) {

    /** A tensor with the value that fills it at the start, a uniform node; for data, the stand-in for a missing one. */
    public record Initialised(Tensor tensor, java.util.Optional<Node> initial) {}

    public Signature {
        axes = List.copyOf(axes);
        splits = List.copyOf(splits);
        sized = List.copyOf(sized);
        inputs = List.copyOf(inputs);
        data = List.copyOf(data);
        parameters = List.copyOf(parameters);
        states = List.copyOf(states);
        constants = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(constants));
        outputs = List.copyOf(outputs);
        fixed = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(fixed));
    }

    /** The same norm for these sizes alone: of the axes that {@code sizes} names, by name. */
    public Signature withFixed(Map<String, Integer> sizes) {
        return new Signature(
                name, documentation, axes, splits, sized, inputs, data, parameters, states, constants, outputs, sizes);
    }
}
