package dev.normc.runtime;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.runtime.Programs.Program;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A kernel over [N, C] called step by step on states that it keeps. */
final class RunningKernels {
    final CompiledNorm norm;
    final String state;
    final Mode mode;
    final double[] gamma = {0.7, -1.2, 1.4, 0.3};
    final double[] beta = {0.1, 0.2, -0.3, 0};
    final double[] running;
    final double[] adjoint = new double[RunningTest.CHANNELS];

    RunningKernels(String program, String state, Mode mode) {
        Program found = Programs.named(program);
        this.norm = found.compile(ScalarType.DOUBLE, JavaCompiler.JANINO);
        this.state = state;
        this.mode = mode;
        boolean learned = norm.signature().parameters().stream()
                .anyMatch(parameter -> parameter.tensor().name().equals("gamma"));
        if (!learned) {
            Arrays.fill(gamma, 1);
        }
        BoundNorm bound = norm.bind(Map.of("N", 1, "C", RunningTest.CHANNELS), Mode.TRAINING);
        Arguments initial = bound.newArguments().fillInitial();
        Tensor tensor = Call.random(bound, 0).tensor(Role.STATE, state);
        this.running = (double[]) java.util.Objects.requireNonNull(initial.get(tensor));
    }

    Call call(CompiledNorm compiled, RunningStep step) {
        BoundNorm bound = compiled.bind(Map.of("N", step.rows, "C", RunningTest.CHANNELS), mode);
        Map<String, double[]> given = new LinkedHashMap<>();
        given.put("INPUT x", step.x);
        given.put("UPSTREAM y", step.dy);
        given.put("DATA mask", step.mask);
        given.put("PARAMETER gamma", gamma);
        given.put("PARAMETER beta", beta);
        given.put("STATE " + state, running);
        given.put("STATE " + state + "_adjoint", adjoint);
        Call call = Call.random(bound, 0);
        for (Tensor tensor : bound.tensors()) {
            double[] array = given.get(tensor.role() + " " + tensor.name());
            if (array != null) {
                call.put(tensor, array);
            }
        }
        return call;
    }

    RunningResult step(RunningStep step) {
        Call call = call(norm, step).forward().backward();
        boolean hasGamma = call.bound().tensors().stream()
                .anyMatch(tensor ->
                        tensor.role() == Role.GRADIENT && tensor.name().equals("gamma"));
        return new RunningResult(
                call.get(Role.OUTPUT, "y"),
                call.get(Role.GRADIENT, "x"),
                hasGamma ? call.get(Role.GRADIENT, "gamma") : new double[0],
                running.clone(),
                adjoint.clone());
    }
}
