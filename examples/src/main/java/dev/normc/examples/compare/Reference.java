package dev.normc.examples.compare;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.JointGraph;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is right: the derived graph, which no rule has simplified, interpreted in double.
 *
 * @param forward outputs and the states that the forward moves
 * @param backward gradients and the states that the backward moves
 * @param longestSum the most elements that any of the graph's reductions takes together
 */
public record Reference(Map<Tensor, double[]> forward, Map<Tensor, double[]> backward, double longestSum) {

    public Reference {
        forward = Collections.unmodifiableMap(forward);
        backward = Collections.unmodifiableMap(backward);
    }

    /** What the norm gives for {@code problem}. */
    public static Reference of(Problem problem) {
        return of(problem, Perturbation.none());
    }

    /**
     * The same with every number that is read and every result of an operation off by up to half an ulp of float, at
     * random. What this changes is what no arithmetic in float can be blamed for.
     */
    public static Reference rounded(Problem problem, long seed) {
        return of(problem, Perturbation.random(seed));
    }

    private static Reference of(Problem problem, Perturbation perturbation) {
        JointGraph graph = problem.norm().compilation().variant(true).derived();
        Map<String, Integer> sizes = problem.sizes();
        Map<Tensor, double[]> given = new LinkedHashMap<>();
        problem.arrays().forEach((tensor, array) -> given.put(tensor, widened(array)));

        List<Binding> forward =
                joined(graph.forward().outputs(), graph.forward().updates());
        List<Binding> backward = joined(graph.gradients(), graph.updates());
        return new Reference(
                perturbation.evaluate(forward, sizes, given),
                perturbation.evaluate(backward, sizes, given),
                longestSum(joined(forward, backward), sizes));
    }

    /** What a pass writes. */
    public Map<Tensor, double[]> of(Pass pass) {
        return pass == Pass.FORWARD ? forward : backward;
    }

    private static double longestSum(List<Binding> bindings, Map<String, Integer> sizes) {
        double longest = 1;
        List<Node> roots = bindings.stream().map(Binding::value).toList();
        for (Node node : GraphBuilder.reachable(roots)) {
            if (node.operation() instanceof Operation.Reduce) {
                longest = Math.max(longest, elements(node.input(0).axes().minus(node.axes()), sizes));
            }
        }
        return longest;
    }

    private static double elements(Axes axes, Map<String, Integer> sizes) {
        double elements = 1;
        for (Axis axis : axes) {
            elements *= sizes.getOrDefault(axis.name(), 0);
        }
        return elements;
    }

    private static List<Binding> joined(List<Binding> first, List<Binding> second) {
        List<Binding> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    private static double[] widened(float[] array) {
        double[] widened = new double[array.length];
        for (int i = 0; i < array.length; i++) {
            widened[i] = array[i];
        }
        return widened;
    }
}
