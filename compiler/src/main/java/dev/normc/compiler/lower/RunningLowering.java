package dev.normc.compiler.lower;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Reduction;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Sign;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Signs;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.graph.UniformValue;
import dev.normc.compiler.lower.ExpressionLowering.ReducedElements;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.MeaningMessages;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lowers {@code name = running[a](s, init v)}: a state {@code name} that the forward reads and then moves towards
 * {@code s}, and a state {@code name_adjoint} for the backward.
 */
final class RunningLowering {

    private final GraphBuilder builder;
    private final ExpressionLowering expressions;
    private final Optional<List<Initialised>> ofTraining;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    /** {@code ofTraining}: the states that the norm has in training, for inference. */
    RunningLowering(GraphBuilder builder, ExpressionLowering expressions, Optional<List<Initialised>> ofTraining) {
        this.builder = builder;
        this.expressions = expressions;
        this.ofTraining = ofTraining;
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** The value that {@code name} gets; its states and the update join {@code states} and {@code updates}. */
    Node lower(String name, Expression.Running written, List<Initialised> states, List<Binding> updates) {
        Node initial = expressions.number(written.initial());
        if (ofTraining.isPresent()) {
            builder.from(written.span());
            return builder.read(declare(name, layout(name, ofTraining.get()), initial, states)
                    .value());
        }
        Node statistic = expressions.number(written.statistic());
        double decay = decay(written);
        check(written, initial, decay);
        Declared declared = declare(name, statistic.axes().list(), initial, states);
        Tensor value = declared.value();
        Tensor adjoint = declared.adjoint();
        Node count = elements(statistic);

        builder.from(written.span());
        Node before = builder.read(value);
        Node after = builder.add(
                builder.multiply(builder.constant(decay), before),
                builder.multiply(builder.constant(1 - decay), statistic));
        updates.add(new Binding(value, after));
        return builder.make(new Operation.Running(adjoint, decay), List.of(before, statistic, count));
    }

    /** The decay is part of the kernel, which serves all sizes. */
    private double decay(Expression.Running written) {
        Node decay = expressions.number(written.decay());
        for (Node node : GraphBuilder.reachable(List.of(decay))) {
            if (node.operation() instanceof Operation.Size size) {
                Span span = written.decay().span();
                diagnostics.add(
                        MeaningMessages.decayNotConstant(span, size.axis().name()));
                return 0;
            }
        }
        return UniformValue.of(decay, Map.of());
    }

    private record Declared(Tensor value, Tensor adjoint) {}

    private Declared declare(String name, List<Axis> layout, Node initial, List<Initialised> states) {
        Tensor value = new Tensor(Role.STATE, name, layout);
        Tensor adjoint = new Tensor(Role.STATE, name + "_adjoint", layout);
        states.add(new Initialised(value, Optional.of(initial)));
        states.add(new Initialised(adjoint, Optional.of(builder.constant(0))));
        return new Declared(value, adjoint);
    }

    /** In inference the statistic may be another one, with other axes; the state is that of training. */
    private static List<Axis> layout(String name, List<Initialised> states) {
        return states.stream()
                .map(Initialised::tensor)
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow()
                .layout();
    }

    /** The number of elements that {@code statistic} reduces, which is the same on every path to a reduction. */
    private Node elements(Node statistic) {
        Map<Node, Set<Node>> counts = new HashMap<>();
        for (Node node : GraphBuilder.reachable(List.of(statistic))) {
            counts.put(node, counts(node, counts));
        }
        Set<Node> found = counts.getOrDefault(statistic, Set.of());
        if (found.isEmpty()) {
            throw new IllegalStateException("the checker let pass a statistic that reduces nothing");
        }
        return found.iterator().next();
    }

    private Set<Node> counts(Node node, Map<Node, Set<Node>> known) {
        Set<Node> counts = new LinkedHashSet<>();
        ReducedElements reduced = expressions.reductions().get(node);
        if (reduced == null) {
            node.inputs().forEach(input -> counts.addAll(known.getOrDefault(input, Set.of())));
            return counts;
        }
        Set<Node> inner = known.getOrDefault(reduced.value(), Set.of());
        inner.forEach(count -> counts.add(total(reduced, count)));
        if (inner.isEmpty()) {
            counts.add(reduced.count());
        }
        return counts;
    }

    /** How many elements there are in all, {@code count} of them in each that {@code reduced} goes over. */
    private Node total(ReducedElements reduced, Node count) {
        if (!count.axes().intersects(reduced.over())) {
            return builder.multiply(reduced.count(), count);
        }
        Node counted = reduced.mask()
                .map(mask -> builder.select(mask, count, builder.constant(0)))
                .orElse(count);
        return builder.reduceBroadcast(Reduction.SUM, counted, reduced.over(), Axes.NONE);
    }

    /** Constants may have been given other values than those that the checker has seen. */
    private void check(Expression.Running written, Node initial, double decay) {
        if (!(decay >= 0 && decay <= 1)) {
            diagnostics.add(MeaningMessages.decayOutOfRange(written.decay().span(), decay));
        }
        if (Signs.of(initial) != Sign.POSITIVE) {
            diagnostics.add(MeaningMessages.initialNotPositive(written.initial().span()));
        }
    }
}
