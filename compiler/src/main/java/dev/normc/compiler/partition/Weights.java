package dev.normc.compiler.partition;

import dev.normc.compiler.graph.JavaForm;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Type;
import dev.normc.compiler.loop.Uses;
import java.util.List;

/**
 * How much there is in statements: operations for a sweep, bytes of bytecode for a method. Bytes are counted as if
 * every local had a number above 255 and every constant stood in the second half of the constant pool.
 */
final class Weights {

    /** To read or write a local. */
    private static final int LOCAL = 4;

    /** The head of a loop: start, comparison, step, jump, and the condition at the end. */
    private static final int LOOP = 32;

    /** The call of a part: up to 32 arrays, some indices and the workspace. */
    private static final int CALL = 100;

    private Weights() {}

    /** Operations, loads and stores. */
    static int operations(List<Statement> statements) {
        int operations = 0;
        for (Statement statement : statements) {
            operations += statement instanceof Statement.Store || statement instanceof Statement.Accumulate ? 1 : 0;
            for (Expression value : statement.values()) {
                operations += operations(value);
            }
            operations += operations(statement.inner());
        }
        return operations;
    }

    private static int operations(Expression expression) {
        if (expression instanceof Expression.Apply apply) {
            return 1 + apply.operands().stream().mapToInt(Weights::operations).sum();
        } else if (expression instanceof Expression.Bits bits) {
            return 1 + bits.operands().stream().mapToInt(Weights::operations).sum();
        } else if (expression instanceof Expression.Convert convert) {
            return operations(convert.value());
        }
        return expression instanceof Expression.Load ? 1 : 0;
    }

    /** The bytes of a method of {@code statements}, with what fetches its arrays. */
    static int methodBytes(List<Statement> statements) {
        return statements.stream().mapToInt(Weights::bytes).sum()
                + Uses.outsideParts(statements).buffers().size() * arrayBytes();
    }

    /** The bytes to fetch one array. */
    static int arrayBytes() {
        return 3 * LOCAL;
    }

    static int bytes(List<Statement> statements) {
        return statements.stream().mapToInt(Weights::bytes).sum();
    }

    static int bytes(Statement statement) {
        if (statement instanceof Statement.Let let) {
            return LOCAL + bytes(let.value());
        } else if (statement instanceof Statement.Assign assign) {
            return LOCAL + bytes(assign.value());
        } else if (statement instanceof Statement.Store store) {
            return element(store.buffer(), store.coordinates()) + 2 + bytes(store.value());
        } else if (statement instanceof Statement.Accumulate accumulate) {
            return 2 * LOCAL + 2 + bytes(accumulate.value());
        } else if (statement instanceof Statement.Loop loop) {
            return LOOP + bytes(loop.from()) + bytes(loop.to()) + bytes(loop.body());
        } else if (statement instanceof Statement.Sweep sweep) {
            return sweep(sweep);
        } else if (statement instanceof Statement.Part) {
            return CALL;
        } else if (statement instanceof Statement.Rows rows) {
            return rows(rows);
        }
        return moved(statement);
    }

    /** A sweep by vectors stands in a method of its own. */
    private static int sweep(Statement.Sweep sweep) {
        int accumulators = 8 * LOCAL * sweep.accumulators().size();
        return accumulators + (sweep.lanes().isVector() ? CALL : LOOP + bytes(sweep.body()));
    }

    /** The rows at once by a call, or in pieces by an object that is made and called. */
    private static int rows(Statement.Rows rows) {
        int locals = Uses.of(List.of(rows)).free().size();
        return LOOP + 3 * CALL + 2 * LOCAL * (locals + rows.axesInside().size());
    }

    private static int moved(Statement statement) {
        if (statement instanceof Statement.Fill fill) {
            return LOCAL + bytes(fill.value()) + 3;
        } else if (statement instanceof Statement.CopyRow copy) {
            return element(copy.whole(), copy.coordinates()) + 2 * LOCAL + length(copy.row());
        } else if (statement instanceof Statement.Copy copy) {
            return 4 * LOCAL + length(copy.to());
        } else if (statement instanceof Statement.MergeChunks merge) {
            return 4 * LOCAL + length(merge.partial());
        } else if (statement instanceof Statement.MergeMoments merge) {
            return 6 * LOCAL + bytes(merge.elementsPerRow()) + length(merge.sums());
        }
        return 0;
    }

    private static int length(Buffer buffer) {
        return 16 * Math.max(1, buffer.extents().size());
    }

    /** An array and an offset into it. */
    private static int element(Buffer buffer, List<Expression> coordinates) {
        int bytes = LOCAL + 1;
        for (Expression coordinate : coordinates) {
            bytes += bytes(coordinate) + 2;
        }
        return bytes + 12 * Math.max(0, buffer.extents().size() - 1);
    }

    private static int bytes(Expression expression) {
        if (expression instanceof Expression.Apply apply) {
            int operands = apply.operands().stream().mapToInt(Weights::bytes).sum();
            return operands + operator(apply);
        } else if (expression instanceof Expression.Bits bits) {
            return bits.operands().stream().mapToInt(Weights::bytes).sum()
                    + call(bits.operands().size());
        } else if (expression instanceof Expression.Load load) {
            return element(load.buffer(), load.coordinates()) + 1;
        } else if (expression instanceof Expression.Convert convert) {
            return 2 + bytes(convert.value());
        }
        return LOCAL;
    }

    private static int operator(Expression.Apply apply) {
        JavaForm form = apply.operator().java();
        if (form instanceof JavaForm.Call || form instanceof JavaForm.Defined) {
            return call(apply.operands().size());
        }
        return apply.type() == Type.CONDITION ? 12 : form instanceof JavaForm.Choice ? 10 : 3;
    }

    private static int call(int operands) {
        return 4 + 2 * operands;
    }
}
