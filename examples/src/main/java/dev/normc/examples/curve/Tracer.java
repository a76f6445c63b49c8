package dev.normc.examples.curve;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.runtime.Arguments;
import dev.normc.runtime.BoundNorm;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Workspace;
import dev.normc.runtime.gradcheck.GradientCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Calls a norm place by place. */
final class Tracer {

    private final Line line;
    private final CompiledNorm norm;
    private final Mode mode;
    private final Tensor input;
    private final Tensor output;

    /** What every call starts from: all but outputs and gradients. */
    private final Map<Tensor, double[]> values = new LinkedHashMap<>();

    Tracer(Line line, CompiledNorm norm, Mode mode) {
        if (norm.type() != ScalarType.DOUBLE) {
            throw new IllegalArgumentException("a curve is taken in double; compile the norm as double");
        }
        this.line = line;
        this.norm = norm;
        this.mode = mode;
        this.input = line.inputOf(norm.signature());
        this.output = line.outputOf(norm.signature());
        BoundNorm training = norm.bind(line.sizes(), Mode.TRAINING);
        requireElements(training, input);
        requireElements(training, output);
        draw(training);
        train(training);
        double[] unit = new double[training.length(output)];
        unit[0] = 1;
        norm.signature().outputs().forEach(other -> values.put(upstream(other), new double[training.length(other)]));
        values.put(upstream(output), unit);
    }

    private void requireElements(BoundNorm bound, Tensor tensor) {
        if (bound.length(tensor) == 0) {
            throw new IllegalArgumentException(tensor + " has no elements for the sizes " + line.sizes());
        }
    }

    private void draw(BoundNorm bound) {
        Random random = new Random(line.seed());
        Signature signature = norm.signature();
        signature.inputs().forEach(tensor -> values.put(tensor, normal(random, bound.length(tensor))));
        signature.outputs().forEach(tensor -> values.put(upstream(tensor), normal(random, bound.length(tensor))));
        for (Initialised data : signature.data()) {
            if (data.initial().isEmpty()) {
                double[] ones = new double[bound.length(data.tensor())];
                Arrays.fill(ones, 1);
                values.put(data.tensor(), ones);
            }
        }
    }

    private static double[] normal(Random random, int length) {
        double[] normal = new double[length];
        Arrays.setAll(normal, i -> random.nextGaussian());
        return normal;
    }

    /** Lets the states become what the steps make of them. */
    private void train(BoundNorm bound) {
        Arguments arguments = arguments(bound);
        Workspace workspace = bound.newWorkspace();
        for (int step = 0; step < line.steps(); step++) {
            bound.forward(arguments, workspace);
            bound.backward(arguments, workspace);
        }
        for (Tensor tensor : bound.tensors()) {
            if (tensor.role() == Role.STATE) {
                values.put(tensor, array(arguments, tensor));
            }
        }
    }

    Curve trace() {
        BoundNorm bound = norm.bind(line.sizes(), mode);
        Workspace workspace = bound.newWorkspace();
        Tensor gradient = new Tensor(Role.GRADIENT, input.name(), input.layout());
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        List<Double> derivative = new ArrayList<>();
        for (int place = 0; place < Line.PLACES; place++) {
            Arguments arguments = arguments(bound);
            array(arguments, input)[0] = line.at(place);
            bound.forward(arguments, workspace);
            bound.backward(arguments, workspace);
            x.add(line.at(place));
            y.add(array(arguments, output)[0]);
            derivative.add(array(arguments, gradient)[0]);
        }
        boolean approximate = GradientCheck.approximate(norm, mode).contains(input);
        return new Curve(
                norm.signature().name(),
                mode,
                first(input),
                first(output),
                line.sizes(),
                line.seed(),
                line.steps(),
                approximate,
                x,
                y,
                derivative);
    }

    /** Fresh copies of all values, since the kernels move states; parameters and what is missing start as they do. */
    private Arguments arguments(BoundNorm bound) {
        Arguments arguments = bound.newArguments();
        values.forEach((tensor, array) -> arguments.set(tensor.role(), tensor.name(), array.clone()));
        return arguments.fillInitial();
    }

    /** The array of a tensor; of an input that no kernel reads, one that nobody sees. */
    private static double[] array(Arguments arguments, Tensor tensor) {
        Object array = arguments.get(tensor);
        return array == null ? new double[1] : (double[]) array;
    }

    private static Tensor upstream(Tensor output) {
        return new Tensor(Role.UPSTREAM, output.name(), output.layout());
    }

    /** {@code x[0, 0]}, or {@code x} for a single number; an axis that is split counts as one. */
    private String first(Tensor tensor) {
        int dimensions = Sizes.of(norm.signature()).dimensions(tensor).size();
        return dimensions == 0 ? tensor.name() : tensor.name() + Collections.nCopies(dimensions, 0);
    }
}
