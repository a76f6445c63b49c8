package dev.normc.dsl.print;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Application;
import dev.normc.dsl.ast.Expression.AxisArgument;
import dev.normc.dsl.ast.Expression.Binary;
import dev.normc.dsl.ast.Expression.BinaryOperator;
import dev.normc.dsl.ast.Expression.Call;
import dev.normc.dsl.ast.Expression.Conditional;
import dev.normc.dsl.ast.Expression.Index;
import dev.normc.dsl.ast.Expression.Iterated;
import dev.normc.dsl.ast.Expression.Literal;
import dev.normc.dsl.ast.Expression.NamedArgument;
import dev.normc.dsl.ast.Expression.Reduction;
import dev.normc.dsl.ast.Expression.Reference;
import dev.normc.dsl.ast.Expression.Running;
import dev.normc.dsl.ast.Expression.Unary;
import dev.normc.dsl.ast.Expression.UnaryOperator;
import dev.normc.dsl.ast.Name;
import java.util.List;
import java.util.stream.Collectors;

/** An expression as one line of source. */
public final class ExpressionPrinter {

    private final StringBuilder text = new StringBuilder();

    private ExpressionPrinter() {}

    /** The source of {@code expression}, with parentheses only where the grammar needs them. */
    public static String print(Expression expression) {
        ExpressionPrinter printer = new ExpressionPrinter();
        printer.append(expression);
        return printer.text.toString();
    }

    private void append(Expression expression) {
        if (expression instanceof Literal literal) {
            text.append(number(literal));
        } else if (expression instanceof Reference reference) {
            text.append(reference.name().text());
        } else if (expression instanceof Unary unary) {
            text.append(unary.operator() == UnaryOperator.NEGATE ? "-" : "not ");
            append(unary.operand(), Strength.stands(unary));
        } else if (expression instanceof Binary binary) {
            appendChain(binary);
        } else if (expression instanceof Conditional conditional) {
            appendConditional(conditional);
        } else if (expression instanceof Call call) {
            text.append(call.function().text()).append('(');
            appendList(call.arguments());
            text.append(')');
        } else if (expression instanceof Reduction reduction) {
            appendReduction(reduction);
        } else if (expression instanceof Running running) {
            appendRunning(running);
        } else if (expression instanceof Iterated iterated) {
            text.append("iterate[");
            append(iterated.count());
            text.append("](");
            append(iterated.step());
            text.append(')');
        } else if (expression instanceof Index index) {
            text.append("index(").append(index.axis().text()).append(')');
        } else if (expression instanceof Application application) {
            appendApplication(application);
        }
    }

    private void append(Expression expression, boolean alone) {
        if (alone) {
            append(expression);
        } else {
            text.append('(');
            append(expression);
            text.append(')');
        }
    }

    /** From the left end of the chain on, so that a long one does not nest; the left operands stay within it. */
    private void appendChain(Binary end) {
        List<Binary> links = end.leftSpine();
        int first = links.size() - 1;
        while (first > 0 && Strength.standsLeft(links.get(first - 1), links.get(first))) {
            first--;
        }
        Expression start = links.get(first).left();
        append(start, Strength.standsLeft(start, links.get(first)));
        for (Binary link : links.subList(first, links.size())) {
            text.append(symbol(link.operator()));
            append(link.right(), Strength.standsRight(link.right(), link));
        }
    }

    private void appendConditional(Conditional conditional) {
        text.append("if ");
        append(conditional.condition());
        text.append(" then ");
        append(conditional.consequence());
        text.append(" else ");
        append(conditional.alternative());
    }

    private void appendReduction(Reduction reduction) {
        String axes = reduction.axes().stream().map(Name::text).collect(Collectors.joining(", "));
        text.append(reduction.kind().text()).append('[').append(axes).append("](");
        append(reduction.value());
        reduction.where().ifPresent(where -> {
            text.append(" where ");
            append(where);
        });
        text.append(')');
    }

    private void appendRunning(Running running) {
        text.append("running[");
        append(running.decay());
        text.append("](");
        append(running.statistic());
        text.append(", init ");
        append(running.initial());
        text.append(')');
    }

    private void appendApplication(Application application) {
        text.append(application.callee().text());
        if (!application.axes().isEmpty()) {
            text.append(application.axes().stream()
                    .map(ExpressionPrinter::axis)
                    .collect(Collectors.joining(", ", "[", "]")));
        }
        text.append('(');
        appendList(application.values());
        String separator = application.values().isEmpty() ? "" : ", ";
        for (NamedArgument argument : application.named()) {
            text.append(separator).append(argument.name().text()).append(" = ");
            append(argument.value());
            separator = ", ";
        }
        text.append(')');
    }

    private static String axis(AxisArgument axis) {
        return axis.meaning().isEmpty() ? axis.name().text() : axis.name().text() + " = " + product(axis.meaning());
    }

    /** {@code G*K}. */
    static String product(List<Name> parts) {
        return parts.stream().map(Name::text).collect(Collectors.joining("*"));
    }

    private void appendList(List<Expression> expressions) {
        String separator = "";
        for (Expression expression : expressions) {
            text.append(separator);
            append(expression);
            separator = ", ";
        }
    }

    private static String symbol(BinaryOperator operator) {
        return switch (operator) {
            case ADD -> " + ";
            case SUBTRACT -> " - ";
            case MULTIPLY -> " * ";
            case DIVIDE -> " / ";
            case POWER -> "^";
            case LESS -> " < ";
            case LESS_OR_EQUAL -> " <= ";
            case GREATER -> " > ";
            case GREATER_OR_EQUAL -> " >= ";
            case EQUAL -> " == ";
            case NOT_EQUAL -> " != ";
            case AND -> " and ";
            case OR -> " or ";
        };
    }

    /** The shortest digits that give the same double: {@code 1}, {@code 0.1}, {@code 1e-5}. */
    private static String number(Literal literal) {
        if (literal.isUnreadable()) {
            return "?";
        }
        return Decimals.of(literal.value())
                .replace(".0E", "e")
                .replace('E', 'e')
                .replaceAll("\\.0$", "");
    }
}
