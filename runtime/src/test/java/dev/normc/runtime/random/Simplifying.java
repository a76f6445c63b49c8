package dev.normc.runtime.random;

import dev.normc.compiler.differentiate.Differentiation;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.JointGraph;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.interpret.Interpreter;
import dev.normc.compiler.lower.Lowering;
import dev.normc.compiler.simplify.Exactness;
import dev.normc.compiler.simplify.Simplification;
import dev.normc.compiler.simplify.Simplification.Step;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One variant of a program on its way through the simplifier, step by step. */
final class Simplifying {

    /** Steps for each node that a rule may look at, numbers and sizes too: folding them is a step like any other. */
    private static final int MOST_STEPS_PER_NODE = 20;

    /** Roundings of the largest element that need no justification, and multiples of what is justified. */
    private static final double PLAIN = 1_000;

    private static final double SLACK = 200;

    private final Trial trial;
    private final List<Step> steps = new ArrayList<>();
    private final Graph lowered;
    private final Graph forward;
    private final JointGraph before;
    private final JointGraph after;

    Simplifying(Trial trial, boolean training) {
        this.trial = trial;
        this.lowered = Lowering.lower(trial.source(), trial.norm(), Map.of(), training);
        this.forward = Simplification.simplifyForward(lowered, steps::add);
        this.before = Simplification.eraseMarkers(Differentiation.differentiate(trial.source(), forward));
        this.after = Simplification.simplifyBackward(before, steps::add);
    }

    /** Each step keeps the value, within what its rule declares. */
    static Optional<Failure> everyStepKeepsTheValue(Trial trial) {
        return first(trial, Simplifying::changedValue);
    }

    /** A second time no rule fires, no node is made, and nothing changes. */
    static Optional<Failure> aSecondTimeNothingHappens(Trial trial) {
        return first(trial, Simplifying::secondTime);
    }

    /** The number of steps is bounded, and the result is hardly longer than what it was made of. */
    static Optional<Failure> theResultIsBounded(Trial trial) {
        return first(trial, Simplifying::growth);
    }

    private interface Check {
        Optional<Failure> failure(Simplifying simplifying);
    }

    private static Optional<Failure> first(Trial trial, Check check) {
        if (trial.subject().sizes().containsValue(0)) {
            return Optional.empty();
        }
        return check.failure(trial.simplifying(true)).or(() -> check.failure(trial.simplifying(false)));
    }

    private GraphBuilder builder() {
        return before.forward().builder();
    }

    private Optional<Failure> secondTime() {
        int made = builder().size();
        List<Step> again = new ArrayList<>();
        Graph sameForward = Simplification.simplifyForward(forward, again::add);
        JointGraph twice = Simplification.simplifyBackward(after, again::add);
        if (!again.isEmpty()) {
            Step step = again.get(0);
            return Optional.of(new Failure(
                    "fires again: " + step.rule(), step.rule() + ": " + step.before() + " -> " + step.after()));
        }
        boolean same = sameForward.roots().equals(forward.roots())
                && twice.backwardRoots().equals(after.backwardRoots());
        if (!same) {
            return Optional.of(
                    new Failure("changes without a rule", after.backwardRoots() + " -> " + twice.backwardRoots()));
        }
        return builder().size() == made
                ? Optional.empty()
                : Optional.of(new Failure("makes nodes for nothing", (builder().size() - made) + " of " + made));
    }

    private Optional<Failure> growth() {
        int simplified =
                GraphBuilder.reachable(lowered.roots()).size() + nodes(before).size();
        if (steps.size() > MOST_STEPS_PER_NODE * simplified) {
            return Optional.of(new Failure("many steps", steps.size() + " steps for " + simplified + " nodes"));
        }
        int nodes = size(before);
        return size(after) <= nodes + nodes / 4 + 4
                ? Optional.empty()
                : Optional.of(new Failure("grows", "from " + nodes + " to " + size(after) + " nodes"));
    }

    /** What a kernel has to compute for each element: numbers and sizes cost it nothing. */
    private static int size(JointGraph joint) {
        return (int) nodes(joint).stream().filter(node -> !node.uniform()).count();
    }

    private static List<Node> nodes(JointGraph joint) {
        List<Node> roots = new ArrayList<>(joint.forward().roots());
        roots.addAll(joint.backwardRoots());
        return GraphBuilder.reachable(roots);
    }

    private Optional<Failure> changedValue() {
        Map<String, Integer> sizes = trial.subject().sizes();
        Map<Tensor, double[]> values =
                RandomArguments.of(before.signature(), sizes, trial.subject().seed());
        List<Step> steps = this.steps.stream().filter(Simplifying::hasValue).toList();
        List<Binding> bindings = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            bindings.add(binding("before " + i, steps.get(i), steps.get(i).before()));
            bindings.add(binding("after " + i, steps.get(i), steps.get(i).after()));
        }
        Map<Tensor, double[]> results = Interpreter.evaluate(bindings, sizes, values);
        Map<Tensor, Double> moves = null;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Tensor tensor = bindings.get(2 * i).tensor();
            double[] expected = Objects.requireNonNull(results.get(tensor));
            double[] actual =
                    Objects.requireNonNull(results.get(bindings.get(2 * i + 1).tensor()));
            boolean exact = step.exactness() == Exactness.BITWISE;
            double bound = PLAIN * 0x1p-53 * Math.max(1e-290, Distance.largest(expected));
            boolean holds = exact ? sameBits(expected, actual) : Distance.between(expected, actual) <= bound;
            if (!holds && !exact) {
                moves = moves != null
                        ? moves
                        : Sensitivity.of(bindings, sizes, values, results, builder(), ScalarType.DOUBLE);
                bound += SLACK * Objects.requireNonNull(moves.get(tensor));
                holds = Distance.between(expected, actual) <= bound;
            }
            if (!holds) {
                return Optional.of(new Failure(
                        step.rule() + " changes a value",
                        step.before() + " = " + Distance.shown(expected) + "\n-> " + step.after() + " = "
                                + Distance.shown(actual)));
            }
        }
        return Optional.empty();
    }

    /**
     * A backward block rests on a gradient that differentiation alone knows; its formulas are simplified again there.
     */
    private static boolean hasValue(Step step) {
        return GraphBuilder.reachable(List.of(step.before(), step.after())).stream()
                .noneMatch(node -> node.operation() instanceof Operation.Adjoint);
    }

    private static Binding binding(String name, Step step, Node value) {
        return new Binding(new Tensor(Role.OUTPUT, name, step.before().axes().list()), value);
    }

    private static boolean sameBits(double[] expected, double[] actual) {
        return Arrays.equals(
                Arrays.stream(expected).mapToLong(Double::doubleToLongBits).toArray(),
                Arrays.stream(actual).mapToLong(Double::doubleToLongBits).toArray());
    }
}
