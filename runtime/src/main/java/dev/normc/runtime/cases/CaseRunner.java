package dev.normc.runtime.cases;

import dev.normc.compiler.Options;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.graph.UniformValue;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.Threads;
import dev.normc.runtime.WorkerPool;
import dev.normc.runtime.cases.CaseFile.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the steps of a case on one instance of a norm: states carry over from step to step. */
public final class CaseRunner {

    private final CaseFile file;
    private final StepExecutor executor;
    private final Signature signature;
    private final Map<String, Integer> sizes;
    private final StepTensors tensors;
    private final Map<Tensor, double[]> states = new LinkedHashMap<>();

    private CaseRunner(CaseFile file, StepExecutor executor, CaseOptions options) {
        this.file = file;
        this.executor = executor;
        this.signature = executor.signature();
        this.sizes = Shapes.sizes(signature, file);
        this.tensors = new StepTensors(signature, sizes, options.states());
    }

    /**
     * Runs {@code file}.
     *
     * @param source the program
     * @param norm which of its norms, if it has several
     * @throws CaseException if case and program do not fit together
     * @throws dev.normc.dsl.diagnostic.InvalidNormException if the program has errors
     * @throws IllegalArgumentException if the norm is not defined for the case's sizes
     */
    public static CaseResult run(CaseFile file, Source source, Optional<String> norm, CaseOptions options) {
        Norm chosen = Dsl.norm(Dsl.read(source), norm);
        Set<String> known = chosen.body().stream()
                .flatMap(statement -> statement instanceof Statement.Const constant
                        ? Stream.of(constant.name().text())
                        : Stream.empty())
                .collect(Collectors.toSet());
        Map<String, Double> constants = new LinkedHashMap<>();
        file.axes().forEach((name, size) -> constants.put(name, (double) size));
        constants.putAll(file.constants());
        constants.keySet().retainAll(known);
        constants.putAll(options.constants());
        Options plain = Options.DEFAULT
                .withType(options.type())
                .withConstants(constants)
                .withParallel(options.threads() > 1);
        Options compilation = options.target().map(plain::withTarget).orElse(plain);
        try (WorkerPool pool = new WorkerPool(options.threads())) {
            Optional<Threads> threads = options.threads() > 1 ? Optional.of(pool.threads()) : Optional.empty();
            StepExecutor executor = StepExecutor.of(options, source, norm, compilation, threads);
            CaseFile computed = new CaseRunner(file, executor, options).run();
            return new CaseResult(computed, notes(file, executor.signature(), known), CaseReport.of(file, computed));
        }
    }

    /** What the case says and the program does not know. */
    private static List<String> notes(CaseFile file, Signature signature, Set<String> constants) {
        Set<String> axes = signature.axes().stream().map(axis -> axis.name()).collect(Collectors.toSet());
        signature.splits().forEach(split -> axes.add(split.whole()));
        List<String> notes = new ArrayList<>();
        for (String axis : file.axes().keySet()) {
            if (!axes.contains(axis) && !constants.contains(axis)) {
                notes.add(signature.name() + " has no axis and no constant " + axis + "; the case's is ignored.");
            }
        }
        for (String constant : file.constants().keySet()) {
            if (!constants.contains(constant)) {
                notes.add(signature.name() + " has no constant " + constant + "; the case's is ignored.");
            }
        }
        return notes;
    }

    private CaseFile run() {
        for (Initialised state : signature.states()) {
            double[] values = new double[tensors.length(state.tensor())];
            double initial =
                    state.initial().map(node -> UniformValue.of(node, sizes)).orElse(0.0);
            Arrays.fill(values, initial);
            states.put(state.tensor(), values);
        }
        List<Step> steps = new ArrayList<>();
        for (Step step : file.steps()) {
            tensors.startStep(steps.size() + 1);
            Step computed = run(step);
            tensors.requireAll(step, computed);
            steps.add(computed);
        }
        return new CaseFile(file.description(), file.axes(), file.constants(), steps);
    }

    private Step run(Step step) {
        Map<Tensor, double[]> given = tensors.inputs(step);
        step.statesBefore().ifPresent(before -> states.putAll(tensors.states(before)));
        given.putAll(states);
        step.upstream().ifPresent(upstream -> given.putAll(tensors.upstream(upstream)));
        boolean backward = step.upstream().isPresent();
        Map<Tensor, double[]> results = executor.run(step.mode(), sizes, given, backward);
        states.replaceAll((state, before) -> results.getOrDefault(state, before));
        return new Step(
                step.mode(),
                step.inputs(),
                step.parameters(),
                Optional.of(named(results, Role.OUTPUT, step.outputs())),
                step.statesBefore(),
                step.upstream(),
                backward ? Optional.of(named(results, Role.GRADIENT, step.gradients())) : Optional.empty(),
                signature.states().isEmpty() ? Optional.empty() : Optional.of(statesAfter(step)));
    }

    private Map<String, CaseTensor> named(
            Map<Tensor, double[]> results, Role role, Optional<Map<String, CaseTensor>> expected) {
        Map<String, CaseTensor> named = new LinkedHashMap<>();
        results.forEach((tensor, values) -> {
            if (tensor.role() == role) {
                named.put(tensor.name(), tensors.result(tensor.name(), tensor, values, expected));
            }
        });
        return inOrderOf(expected, named);
    }

    private Map<String, CaseTensor> statesAfter(Step step) {
        Optional<Map<String, CaseTensor>> like = step.statesAfter().or(step::statesBefore);
        Map<String, CaseTensor> named = new LinkedHashMap<>();
        states.forEach((state, values) -> {
            StateMapping mapping = tensors.mapping(state);
            double[] scaled =
                    Arrays.stream(values).map(value -> mapping.factor() * value).toArray();
            named.put(mapping.inCase(), tensors.result(mapping.inCase(), state, scaled, like));
        });
        return inOrderOf(like, named);
    }

    private static Map<String, CaseTensor> inOrderOf(
            Optional<Map<String, CaseTensor>> expected, Map<String, CaseTensor> named) {
        Stream<String> first = expected.orElse(Map.of()).keySet().stream().filter(named::containsKey);
        return Stream.concat(first, named.keySet().stream())
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(), name -> value(named, name), (a, b) -> a, LinkedHashMap::new));
    }

    private static CaseTensor value(Map<String, CaseTensor> named, String name) {
        return java.util.Objects.requireNonNull(named.get(name));
    }
}
