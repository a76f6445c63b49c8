package dev.normc.compiler.lower;

import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.GraphMessages;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Sign;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Signs;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.graph.UniformValue;
import dev.normc.compiler.lower.ExpressionLowering.ReducedElements;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.diagnostic.Diagnostic;
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
    private final boolean training;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    RunningLowering(GraphBuilder builder, ExpressionLowering expressions, boolean training) {
        this.builder = builder;
        this.expressions = expressions;
        this.training = training;
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** The value that {@code name} gets; its states and the update join {@code states} and {@code updates}. */
    Node lower(String name, Expression.Running written, List<Initialised> states, List<Binding> updates) {
        Node initial = expressions.number(written.initial());
        Node statistic = expressions.number(written.statistic());
        double decay = UniformValue.of(expressions.number(written.decay()), Map.of());
        Node count = elements(statistic, written.statistic().span());
        checkSigns(written, initial, statistic, decay);

        Tensor value = new Tensor(Role.STATE, name, statistic.axes().list());
        Tensor adjoint = new Tensor(Role.STATE, name + "_adjoint", value.layout());
        states.add(new Initialised(value, Optional.of(initial)));
        states.add(new Initialised(adjoint, Optional.of(builder.constant(0))));

        builder.from(written.span());
        Node before = builder.read(value);
        if (!training) {
            return before;
        }
        Node after = builder.add(
                builder.multiply(builder.constant(decay), before),
                builder.multiply(builder.constant(1 - decay), statistic));
        updates.add(new Binding(value, after));
        return builder.make(new Operation.Running(adjoint, decay), List.of(before, statistic, count));
    }

    /** The number of elements that {@code statistic} reduces, which must be the same on every path to a reduction. */
    private Node elements(Node statistic, Span span) {
        Map<Node, Set<Node>> counts = new HashMap<>();
        for (Node node : GraphBuilder.reachable(List.of(statistic))) {
            counts.put(node, counts(node, counts));
        }
        Set<Node> found = counts.getOrDefault(statistic, Set.of());
        if (found.size() == 1) {
            return found.iterator().next();
        }
        diagnostics.add(
                found.isEmpty()
                        ? GraphMessages.statisticWithoutReduction(span)
                        : GraphMessages.statisticCountsDiffer(span));
        return builder.constant(1);
    }

    private Set<Node> counts(Node node, Map<Node, Set<Node>> known) {
        Set<Node> counts = new LinkedHashSet<>();
        ReducedElements reduced = expressions.reductions().get(node);
        if (reduced == null) {
            node.inputs().forEach(input -> counts.addAll(known.getOrDefault(input, Set.of())));
            return counts;
        }
        Set<Node> inner = known.getOrDefault(reduced.value(), Set.of());
        inner.forEach(count -> counts.add(builder.multiply(reduced.count(), count)));
        if (inner.isEmpty()) {
            counts.add(reduced.count());
        }
        return counts;
    }

    private void checkSigns(Expression.Running written, Node initial, Node statistic, double decay) {
        if (!(decay >= 0 && decay <= 1)) {
            diagnostics.add(GraphMessages.decayOutOfRange(written.decay().span(), decay));
        }
        if (!Signs.of(statistic).isNotNegative()) {
            diagnostics.add(
                    GraphMessages.statisticMayBeNegative(written.statistic().span()));
        }
        if (Signs.of(initial) != Sign.POSITIVE) {
            diagnostics.add(GraphMessages.initialNotPositive(written.initial().span()));
        }
    }
}
