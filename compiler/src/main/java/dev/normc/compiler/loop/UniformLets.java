package dev.normc.compiler.loop;

import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.loop.Expression.Local;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Writes numbers of constants and sizes as expressions in double. What is long becomes a local: a formula of shared
 * parts, written out, can be of any length.
 */
public final class UniformLets {

    /** A longer expression is broken up. */
    private static final int LONGEST_EXPRESSION = 24;

    private final List<Statement> lets;
    private final Supplier<String> names;
    private final Map<Node, Expression> known = new HashMap<>();
    private final Map<Node, Integer> lengths = new HashMap<>();

    /**
     * Lets of parts join {@code lets} before the number that uses them is asked for; each takes one of {@code names}.
     */
    public UniformLets(List<Statement> lets, Supplier<String> names) {
        this.lets = lets;
        this.names = names;
    }

    /** The number {@code root} in double, or the truth value. */
    public Expression of(Node root) {
        for (Node node : GraphBuilder.reachable(List.of(root))) {
            if (!known.containsKey(node)) {
                add(node);
            }
        }
        return Objects.requireNonNull(known.get(root));
    }

    private void add(Node node) {
        int length = 1;
        for (Node input : node.inputs()) {
            length += lengths.getOrDefault(input, 1);
        }
        Expression expression = expression(node);
        if (length > LONGEST_EXPRESSION) {
            Local local = new Local(names.get(), expression.type());
            lets.add(new Statement.Let(local, expression, false));
            expression = local;
            length = 1;
        }
        known.put(node, expression);
        lengths.put(node, length);
    }

    private Expression expression(Node node) {
        if (node.operation() instanceof Operation.Constant constant) {
            return new Expression.Literal(constant.value(), Type.DOUBLE);
        } else if (node.operation() instanceof Operation.Size size) {
            return new Expression.Convert(new Expression.Size(size.axis()), Type.DOUBLE);
        }
        Operation.Apply apply = (Operation.Apply) node.operation();
        List<Expression> operands = node.inputs().stream()
                .map(input -> Objects.requireNonNull(known.get(input)))
                .toList();
        return new Expression.Apply(apply.operator(), operands, node.isCondition() ? Type.CONDITION : Type.DOUBLE);
    }
}
