package dev.normc.compiler.graph;

import java.util.List;

/** What a legal node is: arity, kinds and axes of each operation. */
final class GraphRules {

    private GraphRules() {}

    /** The axes of {@code operation} on {@code inputs}; throws on an illegal node. */
    static Axes axesOf(Operation operation, List<Node> inputs) {
        if (operation instanceof Operation.Apply apply) {
            checkOperands(apply.operator(), inputs);
            return union(inputs);
        }
        if (operation instanceof Operation.Reduce reduce) {
            require(inputs.size() == 1, "a reduction has one input", operation);
            Node input = inputs.get(0);
            require(!input.isCondition(), "a reduction takes a number", operation);
            require(!reduce.over().isEmpty(), "a reduction has axes", operation);
            require(input.axes().containsAll(reduce.over()), "the input varies over the reduced axes", operation);
            require(
                    reduce.averaged().isEmpty() || reduce.averaged().containsAll(reduce.over()),
                    "a mean averages over what it reduces",
                    operation);
            return input.axes().minus(reduce.over());
        }
        if (operation instanceof Operation.Running) {
            require(inputs.size() == 3, "a running value has state, statistic and count", operation);
            require(inputs.get(0).axes().containsAll(union(inputs)), "a running value has its state's axes", operation);
            return inputs.get(0).axes();
        }
        if (operation instanceof Operation.Custom custom) {
            int expected = 1 + 2 * custom.targets() + custom.states().size();
            require(inputs.size() == expected, "each target of a custom backward has one gradient", operation);
            return inputs.get(0).axes();
        }
        require(inputs.isEmpty(), "a leaf has no inputs", operation);
        return ofLeaf(operation);
    }

    private static Axes ofLeaf(Operation operation) {
        if (operation instanceof Operation.Read read) {
            return read.tensor().axes();
        } else if (operation instanceof Operation.Index index) {
            return Axes.of(index.axis());
        }
        return operation instanceof Operation.Adjoint adjoint ? adjoint.axes() : Axes.NONE;
    }

    private static void checkOperands(Pointwise operator, List<Node> inputs) {
        require(inputs.size() == operator.arity(), "the arity of the operator", operator);
        for (int i = 0; i < inputs.size(); i++) {
            require(
                    inputs.get(i).isCondition() == operator.takesCondition(i),
                    "input " + i + " is of the operator's kind",
                    operator);
        }
    }

    private static Axes union(List<Node> inputs) {
        return inputs.stream().map(Node::axes).reduce(Axes.NONE, Axes::union);
    }

    private static void require(boolean holds, String rule, Object culprit) {
        if (!holds) {
            throw new IllegalArgumentException("illegal node, broken rule: " + rule + ": " + culprit);
        }
    }
}
