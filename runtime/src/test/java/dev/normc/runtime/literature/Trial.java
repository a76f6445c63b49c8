package dev.normc.runtime.literature;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.graph.UniformValue;
import dev.normc.dsl.library.Library;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.JavaCompiler;
import dev.normc.runtime.KernelRun;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/** The steps of a norm's kernels beside those of its oracle, on the same random values. */
final class Trial {

    private static final Normc NORMC = new Normc(0);

    private final Entry entry;
    private final CompiledNorm norm;
    private final Signature signature;
    private final Map<String, Integer> sizes;
    private final Random random = new Random(20);
    private final Map<Tensor, double[]> states = new LinkedHashMap<>();
    private final Map<Role, Double> worst = new LinkedHashMap<>();
    private String where = "nothing compared";

    Trial(Entry entry) {
        this.entry = entry;
        Options options = Options.DEFAULT.withType(ScalarType.DOUBLE).withConstants(entry.constants());
        norm = NORMC.compile(Library.find(entry.norm()).orElseThrow(), Optional.empty(), options, JavaCompiler.JANINO);
        signature = norm.signature();
        sizes = Sizes.of(signature).complete(entry.sizes());
        List.of(Role.OUTPUT, Role.GRADIENT, Role.STATE).forEach(role -> worst.put(role, 0.0));
    }

    /** Steps in training; after each, one in inference, which leaves the states as they are. */
    void run() {
        signature.states().forEach(state -> states.put(state.tensor(), initial(state)));
        for (int i = 0; i < entry.steps(); i++) {
            step(Mode.TRAINING, "step " + (i + 1));
            step(Mode.INFERENCE, "inference after step " + (i + 1));
        }
    }

    private void step(Mode mode, String name) {
        Map<Tensor, double[]> values = values();
        KernelRun kernels = KernelRun.of(norm, sizes, mode, values);
        Step step = new Step(mode == Mode.TRAINING, sizes, signature.constants());
        Map<String, double[]> upstream = new HashMap<>();
        values.forEach((tensor, numbers) -> {
            if (tensor.role() == Role.UPSTREAM) {
                upstream.put(tensor.name(), numbers);
            } else {
                step.give(tensor.name(), numbers, shape(tensor));
            }
        });
        entry.oracle().run(step);
        step.outputs().forEach((output, grid) -> requireShape(output, grid.shape()));
        signature
                .outputs()
                .forEach(output -> compare(name, output, output(step, output).values(), kernels.get(output)));
        step.backward(upstream);
        for (Tensor tensor : norm.bind(sizes, mode).tensors()) {
            if (tensor.role() == Role.GRADIENT) {
                compare(name, tensor, step.gradient(tensor.name()), kernels.get(tensor));
            } else if (tensor.role() == Role.STATE) {
                double[] after = kernels.get(tensor);
                compare(name, tensor, step.stateAfter(tensor.name()), after);
                states.put(tensor, after);
            }
        }
    }

    private Grid output(Step step, Tensor output) {
        return Objects.requireNonNull(
                step.outputs().get(output.name()), () -> "the oracle has no output " + output.name());
    }

    private void requireShape(String output, int[] shape) {
        Tensor tensor = signature.outputs().stream()
                .filter(one -> one.name().equals(output))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the norm has no output " + output));
        if (!Arrays.equals(shape(tensor), shape)) {
            throw new AssertionError(tensor + " is " + Arrays.toString(shape(tensor)) + " in the kernels, "
                    + Arrays.toString(shape) + " in the oracle");
        }
    }

    private Map<Tensor, double[]> values() {
        Map<Tensor, double[]> values = new LinkedHashMap<>();
        signature.inputs().forEach(input -> values.put(input, draw(input, Draw.around(0.3, 1.5))));
        signature.data().forEach(data -> {
            double usual = initial(data)[0];
            values.put(data.tensor(), draw(data.tensor(), (random, i) -> usual));
        });
        for (Initialised parameter : signature.parameters()) {
            double initial = initial(parameter)[0];
            double deviation = initial == 0 ? 0.3 : 0.3 * Math.abs(initial);
            values.put(parameter.tensor(), draw(parameter.tensor(), Draw.around(initial, deviation)));
        }
        states.forEach((state, numbers) -> values.put(state, numbers.clone()));
        signature.outputs().forEach(output -> {
            Tensor upstream = new Tensor(Role.UPSTREAM, output.name(), output.layout());
            values.put(upstream, draw(upstream, Draw.around(0, 1)));
        });
        return values;
    }

    private double[] draw(Tensor tensor, Draw usual) {
        Draw draw = tensor.role() == Role.UPSTREAM ? usual : entry.draws().getOrDefault(tensor.name(), usual);
        double[] values = new double[length(tensor)];
        Arrays.setAll(values, i -> draw.at(random, i));
        return values;
    }

    private double[] initial(Initialised declared) {
        double[] values = new double[length(declared.tensor())];
        declared.initial().ifPresent(node -> Arrays.fill(values, UniformValue.of(node, sizes)));
        return values;
    }

    private int length(Tensor tensor) {
        return Arrays.stream(shape(tensor)).reduce(1, (a, b) -> a * b);
    }

    private int[] shape(Tensor tensor) {
        return tensor.layout().stream()
                .map(Axis::name)
                .mapToInt(axis -> Objects.requireNonNull(sizes.get(axis)))
                .toArray();
    }

    /** The error is relative to the larger of the element and the root mean square of all that are expected. */
    private void compare(String step, Tensor tensor, double[] expected, double[] actual) {
        double rms = Math.sqrt(Arrays.stream(expected).map(v -> v * v).average().orElse(0));
        // a gradient that cancels to nothing is measured by the upstream gradients, which are about one
        double floor = tensor.role() == Role.GRADIENT ? 1e-3 : 1e-300;
        for (int i = 0; i < expected.length; i++) {
            double error = expected[i] == actual[i]
                    ? 0
                    : Math.abs(expected[i] - actual[i]) / Math.max(Math.max(Math.abs(expected[i]), rms), floor);
            // NaN is an error without bound
            double bounded = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
            if (bounded >= worst()) {
                where = step + ", " + tensor + " at " + i + ": expected " + expected[i] + ", actual " + actual[i];
            }
            worst.merge(tensor.role(), bounded, Math::max);
        }
    }

    double worst() {
        return worst.values().stream().mapToDouble(Double::doubleValue).max().orElse(Double.POSITIVE_INFINITY);
    }

    /** The largest errors of outputs, gradients and states, and the place of the largest of all. */
    @Override
    public String toString() {
        return entry.norm() + ": " + worst + "; " + where;
    }
}
