package dev.normc.runtime.cases;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.JointGraph;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.graph.UniformValue;
import dev.normc.compiler.interpret.Interpreter;
import dev.normc.runtime.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates the program and its derivative as they are written, before any rule has touched them. */
final class InterpretedExecutor implements StepExecutor {

    private final Compilation compilation;

    InterpretedExecutor(Compilation compilation) {
        this.compilation = compilation;
    }

    @Override
    public Signature signature() {
        return compilation.signature();
    }

    @Override
    public Map<Tensor, double[]> run(
            Mode mode, Map<String, Integer> sizes, Map<Tensor, double[]> given, boolean backward) {
        JointGraph joint = compilation.variant(mode == Mode.TRAINING).derived();
        List<Binding> wanted = new ArrayList<>(joint.forward().outputs());
        wanted.addAll(joint.forward().updates());
        Map<Tensor, double[]> read = new LinkedHashMap<>(given);
        for (Initialised data : signature().data()) {
            data.initial()
                    .ifPresent(standIn -> read.computeIfAbsent(
                            data.tensor(),
                            tensor -> filled(signature(), tensor, sizes, UniformValue.of(standIn, sizes))));
        }
        if (backward) {
            wanted.addAll(joint.gradients());
            wanted.addAll(joint.updates());
            for (Tensor output : signature().outputs()) {
                Tensor upstream = new Tensor(Role.UPSTREAM, output.name(), output.layout());
                read.computeIfAbsent(upstream, tensor -> filled(signature(), tensor, sizes, 0));
            }
        }
        Map<Tensor, double[]> results = new LinkedHashMap<>();
        given.forEach((tensor, values) -> {
            if (tensor.role() == Role.STATE) {
                results.put(tensor, values);
            }
        });
        results.putAll(Interpreter.evaluate(wanted, sizes, read));
        return results;
    }

    @Override
    public ScalarType type(Tensor tensor) {
        return ScalarType.DOUBLE;
    }

    @Override
    public Map<Tensor, Object> runOn(
            Mode mode, Map<String, Integer> sizes, Map<Tensor, Object> given, boolean backward) {
        Map<Tensor, double[]> read = new LinkedHashMap<>();
        given.forEach((tensor, array) -> read.put(tensor, (double[]) array));
        return new LinkedHashMap<>(run(mode, sizes, read, backward));
    }

    private static double[] filled(Signature signature, Tensor tensor, Map<String, Integer> sizes, double value) {
        int length = Shapes.of(signature, tensor, sizes).stream().reduce(1, (a, b) -> a * b);
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }
}
