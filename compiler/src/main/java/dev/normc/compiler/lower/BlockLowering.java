package dev.normc.compiler.lower;

import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Tensor;
import dev.normc.dsl.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lowers {@code backward z { ... }}: z gets the gradients that the block gives, instead of the derived ones. */
final class BlockLowering {

    private final GraphBuilder builder;
    private final Scope scope;
    private final ExpressionLowering expressions;
    private final Map<Node, String> names;
    private final List<Node> targets = new ArrayList<>();
    private final List<Node> gradients = new ArrayList<>();
    private final List<Tensor> states = new ArrayList<>();
    private final List<Node> updates = new ArrayList<>();

    BlockLowering(GraphBuilder builder, Scope scope, ExpressionLowering expressions, Map<Node, String> names) {
        this.builder = builder;
        this.scope = scope;
        this.expressions = expressions;
        this.names = names;
    }

    /** The value with its own backward; what the block defines is forgotten. */
    Node lower(Statement.Backward block) {
        String name = block.value().text();
        Node value = scope.value(name);
        Map<String, Node> before = scope.values();
        builder.from(block.span());
        scope.define("d" + name, builder.make(new Operation.Adjoint(name, value.axes()), List.of()));
        for (Statement statement : block.body()) {
            if (statement instanceof Statement.Update update) {
                // the states that the block moves are read as they are when the backward starts
                String state = update.state().text();
                scope.define(state, builder.readLate(scope.state(state)));
            }
        }
        block.body().forEach(statement -> lower(statement, before));
        scope.restore(before);
        List<Node> inputs = new ArrayList<>(List.of(value));
        inputs.addAll(targets);
        inputs.addAll(gradients);
        inputs.addAll(updates);
        builder.from(block.span());
        return builder.make(new Operation.Custom(name, targets.size(), states), inputs);
    }

    private void lower(Statement statement, Map<String, Node> before) {
        builder.from(statement.span());
        if (statement instanceof Statement.Let let) {
            String name = let.name().text();
            if (expressions.isCondition(let.value())) {
                scope.define(name, expressions.condition(let.value()));
                return;
            }
            Node value = expressions.number(let.value());
            scope.define(name, value);
            names.putIfAbsent(value, name);
        } else if (statement instanceof Statement.Gradient gradient) {
            String target = gradient.target().text();
            Node value = before.get(target);
            if (value == null) {
                throw new IllegalStateException("the checker let a gradient of " + target + " pass");
            }
            targets.add(value);
            gradients.add(expressions.number(gradient.value()));
        } else if (statement instanceof Statement.Update update) {
            states.add(scope.state(update.state().text()));
            updates.add(expressions.number(update.value()));
        }
    }
}
