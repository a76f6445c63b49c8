package dev.normc.dsl.print;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.Const;
import dev.normc.dsl.ast.Statement.Data;
import dev.normc.dsl.ast.Statement.Let;
import dev.normc.dsl.ast.Statement.Output;
import dev.normc.dsl.ast.Statement.Param;
import dev.normc.dsl.ast.Statement.Return;
import dev.normc.dsl.ast.Statement.State;
import dev.normc.dsl.ast.Statement.Update;
import java.util.List;
import java.util.stream.Collectors;

/** A statement as one line of source, and a norm as such lines. */
public final class StatementPrinter {

    private StatementPrinter() {}

    /** The norm without its documentation, a statement a line. */
    public static String print(Norm norm) {
        String inputs = norm.inputs().stream()
                .map(input -> input.name().text() + axes(input.axes()))
                .collect(Collectors.joining(", "));
        String body = norm.body().stream()
                .map(statement -> "    " + print(statement) + "\n")
                .collect(Collectors.joining());
        return "norm " + norm.name().text() + "(" + inputs + ") {\n" + body + "}\n";
    }

    /** The source of {@code statement}. */
    public static String print(Statement statement) {
        if (statement instanceof Param param) {
            return "param " + param.name().text() + axes(param.axes()) + assign(param.initial());
        } else if (statement instanceof Const constant) {
            return "const " + constant.name().text() + assign(constant.value());
        } else if (statement instanceof Data data) {
            String standIn = data.standIn().map(StatementPrinter::assign).orElse("");
            return "data " + data.name().text() + axes(data.axes()) + standIn;
        } else if (statement instanceof State state) {
            return "state " + state.name().text() + axes(state.axes()) + assign(state.initial());
        } else if (statement instanceof Let let) {
            return let.name().text() + assign(let.value());
        } else if (statement instanceof Update update) {
            return "update " + update.state().text() + assign(update.value());
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

    private static String axes(List<Name> axes) {
        return axes.isEmpty() ? "" : axes.stream().map(Name::text).collect(Collectors.joining(", ", "[", "]"));
    }
}
