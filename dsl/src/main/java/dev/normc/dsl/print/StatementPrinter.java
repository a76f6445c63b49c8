package dev.normc.dsl.print;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Norm.Split;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.AxisSize;
import dev.normc.dsl.ast.Statement.Backward;
import dev.normc.dsl.ast.Statement.Const;
import dev.normc.dsl.ast.Statement.Data;
import dev.normc.dsl.ast.Statement.Define;
import dev.normc.dsl.ast.Statement.Gradient;
import dev.normc.dsl.ast.Statement.Let;
import dev.normc.dsl.ast.Statement.Output;
import dev.normc.dsl.ast.Statement.Param;
import dev.normc.dsl.ast.Statement.Return;
import dev.normc.dsl.ast.Statement.State;
import dev.normc.dsl.ast.Statement.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Statements as source, and a norm as such lines. */
public final class StatementPrinter {

    private static final String INDENT = "    ";

    /** Splits that are still to be written, at the first place that declares their axis. */
    private final List<Split> splits;

    private StatementPrinter(List<Split> splits) {
        this.splits = new ArrayList<>(splits);
    }

    /** The norm without its documentation, a statement a line. */
    public static String print(Norm norm) {
        StatementPrinter printer = new StatementPrinter(norm.splits());
        String inputs = norm.inputs().stream()
                .map(input -> input.name().text() + printer.declared(input.axes()))
                .collect(Collectors.joining(", "));
        return "norm " + norm.name().text() + "(" + inputs + ") {\n" + printer.block(norm.body()) + "}\n";
    }

    /** The source of {@code statement}: one line, or those of its block. */
    public static String print(Statement statement) {
        return new StatementPrinter(List.of()).statement(statement);
    }

    /** The source of {@code definition}. */
    public static String print(Definition definition) {
        String parameters = definition.parameters().stream().map(Name::text).collect(Collectors.joining(", "));
        return "def " + definition.name().text() + axes(definition.axes()) + "(" + parameters + ")"
                + assign(definition.body());
    }

    private String block(List<Statement> body) {
        return body.stream()
                .map(this::statement)
                .flatMap(String::lines)
                .map(line -> INDENT + line + "\n")
                .collect(Collectors.joining());
    }

    private String statement(Statement statement) {
        if (statement instanceof Param param) {
            return "param " + param.name().text() + declared(param.axes()) + assign(param.initial());
        } else if (statement instanceof Const constant) {
            return "const " + constant.name().text() + assign(constant.value());
        } else if (statement instanceof Data data) {
            String standIn = data.standIn().map(StatementPrinter::assign).orElse("");
            return "data " + data.name().text() + declared(data.axes()) + standIn;
        } else if (statement instanceof State state) {
            return "state " + state.name().text() + declared(state.axes()) + assign(state.initial());
        } else if (statement instanceof AxisSize size) {
            return "axis " + size.axis().text() + assign(size.size());
        } else if (statement instanceof Let let) {
            return let.name().text() + assign(let.value());
        } else if (statement instanceof Update update) {
            return "update " + update.state().text() + assign(update.value());
        } else if (statement instanceof Define define) {
            return print(define.definition());
        } else if (statement instanceof Gradient gradient) {
            return "d" + gradient.target().text() + assign(gradient.value());
        } else if (statement instanceof Backward backward) {
            return "backward " + backward.value().text() + " {\n" + block(backward.body()) + "}";
        } else if (statement instanceof Return returned) {
            return "return "
                    + returned.outputs().stream().map(StatementPrinter::output).collect(Collectors.joining(", "));
        } else {
            throw new AssertionError("unknown statement " + statement);
        }
    }

    private static String output(Output output) {
        boolean unnamed = output.name().span().equals(output.value().span());
        String value = ExpressionPrinter.print(output.value());
        return unnamed ? value : output.name().text() + axes(output.axes()) + " = " + value;
    }

    private static String assign(Expression value) {
        return " = " + ExpressionPrinter.print(value);
    }

    /** The axes of a declaration, with the splits that have not been written yet. */
    private String declared(List<Name> axes) {
        return axes.isEmpty() ? "" : axes.stream().map(this::declared).collect(Collectors.joining(", ", "[", "]"));
    }

    private String declared(Name axis) {
        for (Split split : splits) {
            if (split.whole().text().equals(axis.text())) {
                splits.remove(split);
                return axis.text() + " = " + ExpressionPrinter.product(split.parts());
            }
        }
        return axis.text();
    }

    private static String axes(List<Name> axes) {
        return axes.isEmpty() ? "" : axes.stream().map(Name::text).collect(Collectors.joining(", ", "[", "]"));
    }
}
