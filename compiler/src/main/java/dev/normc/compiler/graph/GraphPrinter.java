package dev.normc.compiler.graph;

import dev.normc.dsl.print.Decimals;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints nodes as formulas of the language. */
public final class GraphPrinter {

    private static final int TIGHTEST = 20;

    /**
     * Operations that a formula shows; what is longer ends in dots. Without it a shared value would be printed often.
     */
    private static final int LONGEST = 400;

    /** How deep in one another: a chain of values would need a stack of its length. */
    private static final int DEEPEST = 150;

    private final Map<Node, String> names;
    private int shown;
    private int depth;

    /** Prints the nodes in {@code names} by their name where they occur inside another. */
    public GraphPrinter(Map<Node, String> names) {
        this.names = names;
    }

    /** The whole formula of {@code node}, down to the leaves; dots in the place of what would be too long to read. */
    public static String expression(Node node) {
        return new GraphPrinter(Map.of()).definition(node);
    }

    /** The formula of {@code node}, with named nodes inside it by name. */
    public String definition(Node node) {
        shown = 0;
        return operation(node, 0);
    }

    /** The name of {@code node}, or its formula if it has none. */
    public String reference(Node node) {
        shown = 0;
        return operand(node, 0);
    }

    private String operand(Node node, int precedence) {
        String name = names.get(node);
        if (name != null) {
            return name;
        } else if (depth == DEEPEST) {
            return "...";
        }
        depth++;
        String text = operation(node, precedence);
        depth--;
        return text;
    }

    private String operation(Node node, int precedence) {
        Operation operation = node.operation();
        if (++shown > LONGEST) {
            return "...";
        } else if (operation instanceof Operation.Constant constant) {
            return parenthesized(number(constant.value()), constant.value() < 0 && precedence > 0);
        } else if (operation instanceof Operation.Size size) {
            return size.axis().name();
        } else if (operation instanceof Operation.Read read) {
            return read.tensor().label();
        } else if (operation instanceof Operation.Reduce reduce) {
            return reduction(reduce) + reduce.over() + "(" + operand(node.input(0), 0) + ")" + quotient(reduce);
        } else if (operation instanceof Operation.Index index) {
            return "index(" + index.axis().name() + ")";
        } else if (operation instanceof Operation.Adjoint adjoint) {
            return "d" + adjoint.value();
        } else if (operation instanceof Operation.Custom custom) {
            return "custom[" + custom.value() + "]("
                    + node.inputs().stream().map(input -> operand(input, 0)).collect(Collectors.joining(", ")) + ")";
        } else if (operation instanceof Operation.Running running) {
            return "running[" + number(running.decay()) + "]("
                    + node.inputs().stream().map(input -> operand(input, 0)).collect(Collectors.joining(", ")) + ")";
        }
        return apply(((Operation.Apply) operation).operator(), node.inputs(), precedence);
    }

    private static String reduction(Operation.Reduce reduce) {
        return reduce.averaged().equals(reduce.over())
                ? reduce.reduction() == Reduction.SQUARED_DEVIATION ? "variance" : "mean"
                : reduce.reduction().symbol();
    }

    private static String quotient(Operation.Reduce reduce) {
        return reduce.averaged().isEmpty() || reduce.averaged().equals(reduce.over())
                ? ""
                : " / " + reduce.averaged().list().stream().map(Axis::name).collect(Collectors.joining(" / "));
    }

    private String apply(Pointwise operator, List<Node> inputs, int precedence) {
        JavaForm form = operator.java();
        if (operator == Pointwise.POWER) {
            String text = operand(inputs.get(0), TIGHTEST) + "^" + operand(inputs.get(1), TIGHTEST);
            return parenthesized(text, precedence >= TIGHTEST);
        } else if (form instanceof JavaForm.Infix infix) {
            String text = operand(inputs.get(0), infix.precedence()) + " " + operator.symbol() + " "
                    + operand(inputs.get(1), infix.precedence() + 1);
            return parenthesized(text, precedence > infix.precedence());
        } else if (form instanceof JavaForm.Prefix) {
            boolean word = Character.isLetter(operator.symbol().charAt(0));
            return parenthesized(operator.symbol() + (word ? " " : "") + operand(inputs.get(0), 13), precedence > 11);
        } else if (form instanceof JavaForm.Inverse) {
            return parenthesized("1 / " + operand(inputs.get(0), TIGHTEST), precedence > 12);
        } else if (form instanceof JavaForm.Choice) {
            String text = "if " + operand(inputs.get(0), 1) + " then " + operand(inputs.get(1), 1) + " else "
                    + operand(inputs.get(2), 0);
            return parenthesized(text, precedence > 0);
        }
        return operator.symbol()
                + inputs.stream().map(input -> operand(input, 0)).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String parenthesized(String text, boolean parentheses) {
        return parentheses ? "(" + text + ")" : text;
    }

    /** A number as a person writes it: whole numbers without a point. */
    public static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? (value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value))
                : Decimals.of(value).replace("E", "e");
    }
}
