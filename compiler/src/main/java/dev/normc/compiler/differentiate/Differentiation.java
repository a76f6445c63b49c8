package dev.normc.compiler.differentiate;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.JointGraph;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Partial;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Tensor;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.diagnostic.MeaningMessages;
import dev.normc.dsl.source.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Derives the backward of a forward: reverse-mode differentiation in one walk over the nodes, outputs first. */
public final class Differentiation {

    private final Graph forward;
    private final GraphBuilder builder;
    private final Set<Node> active = new HashSet<>();
    private final Map<Node, Adjoint> adjoints = new HashMap<>();
    private final List<Binding> updates = new ArrayList<>();

    /** The program's names, also of what backward blocks compute. */
    private final Map<Node, String> names;

    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private Differentiation(Graph forward) {
        this.forward = forward;
        this.builder = forward.builder();
        this.names = new LinkedHashMap<>(forward.names());
    }

    /**
     * The forward with its backward: one gradient per input and parameter, for one upstream gradient per output.
     *
     * @param source where the norm is written, for errors
     * @throws InvalidNormException if a gradient would have to pass an operator that has no derivative
     */
    public static JointGraph differentiate(Source source, Graph forward) {
        Differentiation differentiation = new Differentiation(forward);
        differentiation.walk();
        if (!differentiation.diagnostics.isEmpty()) {
            List<Diagnostic> inOrder = differentiation.diagnostics.stream()
                    .sorted(Comparator.comparing(diagnostic -> diagnostic.span().start()))
                    .toList();
            throw new InvalidNormException(source, inOrder);
        }
        List<Binding> gradients = differentiation.gradients();
        return new JointGraph(forward.withNames(differentiation.names), gradients, differentiation.updates);
    }

    private void walk() {
        List<Node> nodes = forward.nodes();
        nodes.stream().filter(this::isActive).forEach(active::add);
        for (Binding output : forward.outputs()) {
            Tensor upstream = new Tensor(
                    Role.UPSTREAM, output.tensor().name(), output.tensor().layout());
            send(output.value(), Adjoint.of(builder, builder.read(upstream)));
        }
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            builder.from(node.origin());
            if (node.operation() instanceof Operation.Running running) {
                passRunning(node, running);
            } else if (node.operation() instanceof Operation.Custom custom) {
                passCustom(node, custom);
            } else if (adjoints.containsKey(node)) {
                pass(node, java.util.Objects.requireNonNull(adjoints.get(node)));
            }
        }
    }

    /** Whether the value depends on an input or a parameter in a way that a gradient follows. */
    private boolean isActive(Node node) {
        Operation operation = node.operation();
        if (operation instanceof Operation.Read read) {
            return read.tensor().role() == Role.INPUT || read.tensor().role() == Role.PARAMETER;
        }
        for (int i = 0; i < node.inputs().size(); i++) {
            boolean blocked = operation instanceof Operation.Apply apply
                    && apply.operator().partial(i) instanceof Partial.Blocked;
            if (!blocked && active.contains(node.input(i))) {
                return true;
            }
        }
        return false;
    }

    private void pass(Node node, Adjoint adjoint) {
        Operation operation = node.operation();
        if (operation instanceof Operation.Reduce reduce) {
            passReduction(node, reduce, adjoint);
        } else if (operation instanceof Operation.Apply apply) {
            for (int i = 0; i < node.inputs().size(); i++) {
                if (active.contains(node.input(i))) {
                    passOperand(node, apply.operator().partial(i), node.input(i), adjoint);
                }
            }
        }
    }

    private void passOperand(Node node, Partial partial, Node input, Adjoint adjoint) {
        Axes broadcast = node.axes().minus(input.axes());
        if (partial instanceof Partial.Factor factor) {
            Node derivative = factor.derivative().of(builder, node.inputs(), node);
            send(input, adjoint.times(derivative).summed(broadcast));
        } else if (partial instanceof Partial.Branch branch) {
            Node condition = branch.condition().of(builder, node.inputs(), node);
            send(input, adjoint.where(condition).summed(broadcast));
        } else if (partial instanceof Partial.Undefined) {
            String operator = ((Operation.Apply) node.operation()).operator().symbol();
            diagnostics.add(MeaningMessages.noGradient(node.origin(), operator));
        }
    }

    private void passReduction(Node node, Operation.Reduce reduce, Adjoint adjoint) {
        Node input = node.input(0);
        if (!active.contains(input)) {
            return;
        }
        Node inverse = builder.reciprocal(builder.count(reduce.averaged()));
        Adjoint shared = reduce.averaged().isEmpty() ? adjoint : adjoint.times(inverse);
        send(input, shared.map(upstream -> reduce.reduction().adjoint(builder, input, node, reduce.over(), upstream)));
    }

    /**
     * The approximate gradient of a running value r of the statistic s over n elements, with the adjoint state L and
     * the decay a: the statistic gets (n/r) * L instead of the gradient that reaches r, and L moves towards this step's
     * lambda = r * rbar / n by L <- L * (1 - (1-a) * s/r) + (1-a) * lambda. For s = mean(x^2) and L = -nu/2 this is
     * Algorithm 2 of Shen et al. 2020.
     */
    private void passRunning(Node node, Operation.Running running) {
        Node value = node.input(0);
        Node statistic = node.input(1);
        Node count = node.input(2);
        Node adjointState = builder.readLate(running.adjoint());
        Node rate = builder.constant(1 - running.decay());

        Adjoint reached = adjoints.get(node);
        Node total = reached == null ? builder.constant(0) : reached.total();
        Node inverse = builder.reciprocal(value);
        Node lambda = builder.multiply(builder.multiply(value, total), builder.reciprocal(count));
        Node kept = builder.subtract(builder.constant(1), builder.multiply(rate, builder.multiply(statistic, inverse)));
        Node next = builder.add(builder.multiply(adjointState, kept), builder.multiply(rate, lambda));
        updates.add(new Binding(running.adjoint(), next));

        if (active.contains(statistic)) {
            send(statistic, Adjoint.of(builder, builder.multiply(builder.multiply(count, inverse), adjointState)));
        }
    }

    /** The gradients that the program gives in the place of those that would be derived. */
    private void passCustom(Node node, Operation.Custom custom) {
        Adjoint reached = adjoints.get(node);
        Node total = reached == null ? builder.constant(0) : reached.total();
        Operation.Adjoint placeholder =
                new Operation.Adjoint(custom.value(), node.input(0).axes());
        Map<Node, Node> replaced = new HashMap<>();
        int targets = custom.targets();
        for (int i = 1; i <= targets; i++) {
            Node gradient = substituted(node.input(targets + i), placeholder, total, replaced);
            send(node.input(i), Adjoint.of(builder, gradient));
        }
        for (int i = 0; i < custom.states().size(); i++) {
            Node next = substituted(node.input(1 + 2 * targets + i), placeholder, total, replaced);
            updates.add(new Binding(custom.states().get(i), next));
        }
    }

    private Node substituted(Node root, Operation.Adjoint placeholder, Node total, Map<Node, Node> replaced) {
        for (Node node : GraphBuilder.reachable(List.of(root))) {
            if (node.operation().equals(placeholder)) {
                replaced.put(node, total);
            } else if (!replaced.containsKey(node)) {
                List<Node> inputs = node.inputs().stream()
                        .map(input -> replaced.getOrDefault(input, input))
                        .toList();
                Node substitute = builder.withInputs(node, inputs);
                replaced.put(node, substitute);
                Optional.ofNullable(forward.names().get(node)).ifPresent(name -> names.putIfAbsent(substitute, name));
            }
        }
        return replaced.getOrDefault(root, root);
    }

    private void send(Node node, Adjoint adjoint) {
        if (active.contains(node)) {
            adjoints.merge(node, adjoint, Adjoint::plus);
        }
    }

    private List<Binding> gradients() {
        List<Binding> gradients = new ArrayList<>();
        forward.signature().inputs().forEach(tensor -> gradients.add(gradient(tensor)));
        forward.signature().parameters().stream()
                .map(Initialised::tensor)
                .forEach(tensor -> gradients.add(gradient(tensor)));
        return gradients;
    }

    private Binding gradient(Tensor tensor) {
        Adjoint adjoint = adjoints.get(builder.read(tensor));
        Node value = adjoint == null ? builder.constant(0) : adjoint.total();
        return new Binding(new Tensor(Role.GRADIENT, tensor.name(), tensor.layout()), value);
    }
}
