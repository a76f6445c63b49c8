package dev.normc.compiler.loop;

import java.util.List;

/**
 * How much HotSpot inlines to make vector instructions of a sweep, in bytes of bytecode, as counted on JDK 17; a little
 * less than on JDK 25. Behind some 8,000 in one method, JDK 17 no longer sees of which class a vector is and makes an
 * object of each.
 */
public final class InlinedBytes {

    /** What a method may have, with room for its loops. */
    public static final int MOST = 7_500;

    private static final int LOAD = 180;
    private static final int STORE = 180;
    private static final int OPERATION = 410;
    private static final int COMPARISON = 210;
    private static final int BITS = 1_100;
    /** Of coordinates, whole numbers. */
    private static final int CONVERSION = 740;

    /** To make a vector of a number. */
    private static final int BROADCAST = 100;

    private InlinedBytes() {}

    /** What one step of a sweep by vectors takes; its operators have definitions no more. */
    public static int of(List<Statement> body) {
        int bytes = 0;
        for (Statement statement : body) {
            for (Expression value : statement.values()) {
                bytes += of(value);
            }
            if (statement instanceof Statement.Store) {
                bytes += STORE;
            } else if (statement instanceof Statement.Accumulate) {
                bytes += OPERATION;
            }
        }
        return bytes;
    }

    /** What a value takes. */
    public static int of(Expression value) {
        if (value instanceof Expression.Load) {
            return LOAD;
        } else if (value instanceof Expression.Literal) {
            return BROADCAST;
        } else if (value instanceof Expression.Convert convert) {
            return convert.value().type() == Type.INT ? CONVERSION : of(convert.value());
        } else if (value instanceof Expression.Bits bits) {
            return BITS + all(bits.operands());
        } else if (value instanceof Expression.Apply apply) {
            boolean cheap =
                    apply.type() == Type.CONDITION || apply.operands().get(0).type() == Type.CONDITION;
            return (cheap ? COMPARISON : OPERATION) + all(apply.operands());
        }
        return 0;
    }

    private static int all(List<Expression> operands) {
        return operands.stream().mapToInt(InlinedBytes::of).sum();
    }

    /** What accumulators take that are started, joined and stored once for each vector of a pass. */
    public static int ofAccumulators(int accumulators, int vectors) {
        return accumulators * vectors * (BROADCAST + STORE) + accumulators * (LOAD + STORE);
    }
}
