package dev.normc.compiler.functions;

import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Statement;
import java.util.List;

/**
 * A function as straight-line arithmetic: no loop, no branch, no table, and each operation rounded by itself, so that
 * scalars and vectors of any width give the same bits. Numbers are of type NUMBER, which is the type that the function
 * is for; the operators may be other functions of this package.
 *
 * @param name what the operator calls it
 * @param parameters what it is given
 * @param lets the steps, in order; none is mutable
 * @param result the value, in terms of the parameters and the steps
 * @param comment the mathematics and the error, for who reads the emitted text
 */
public record Function(
        String name, List<Local> parameters, List<Statement.Let> lets, Expression result, String comment) {
    public Function {
        parameters = List.copyOf(parameters);
        lets = List.copyOf(lets);
    }
}
