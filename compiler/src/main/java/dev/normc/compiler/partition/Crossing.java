package dev.normc.compiler.partition;

import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Type;

/** How a local lies in a buffer: numbers as they are, a truth value as 1 or 0. */
final class Crossing {

    private static final Expression ZERO = new Expression.Literal(0, Type.NUMBER);
    private static final Expression ONE = new Expression.Literal(1, Type.NUMBER);

    private Crossing() {}

    static Type typeInMemory(Local local) {
        return local.type() == Type.CONDITION ? Type.NUMBER : local.type();
    }

    static Expression toMemory(Local local) {
        return local.type() == Type.CONDITION
                ? Expression.apply(Pointwise.SELECT, Type.NUMBER, local, ONE, ZERO)
                : local;
    }

    static Expression fromMemory(Local local, Expression element) {
        return local.type() == Type.CONDITION
                ? Expression.apply(Pointwise.NOT_EQUAL, Type.CONDITION, element, ZERO)
                : element;
    }
}
