package dev.normc.compiler.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Load;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Extent;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Statement.Let;
import dev.normc.compiler.loop.Type;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreOrderTest {

    private static final Buffer X = buffer("x");
    private static final Buffer Y = buffer("y");
    private static final Buffer Z = buffer("z");
    private static final Local D = new Local("d", Type.INT);
    private static final Local A = new Local("a", Type.NUMBER);
    private static final Local B = new Local("b", Type.NUMBER);
    private static final Statement READ_X = let(A, load(X));
    private static final Statement READ_Y = let(B, load(Y));
    private static final Statement WORDS = new Statement.Comment("why");

    private static Buffer buffer(String name) {
        List<Extent> extents = List.of(new Extent.Along(new Axis(0, "D")));
        return new Buffer(name, Buffer.Kind.SCRATCH, Type.NUMBER, extents, Optional.empty());
    }

    private static Load load(Buffer buffer) {
        return new Load(buffer, List.of(D));
    }

    private static Statement let(Local local, Expression value) {
        return new Let(local, value, false);
    }

    private static Statement store(Buffer buffer, Expression value) {
        return new Statement.Store(buffer, List.of(D), value);
    }

    private static Expression plus(Expression left, Expression right) {
        return Expression.apply(Pointwise.ADD, Type.NUMBER, left, right);
    }

    @Test
    void valuesMoveToTheStoreThatNeedsThem() {
        Statement first = store(Z, A);
        Statement second = store(X, B);
        assertEquals(
                List.of(List.of(READ_X, first), List.of(WORDS, READ_Y, second)),
                StoreOrder.of(List.of(READ_X, WORDS, READ_Y, first, second)));
    }

    @Test
    void whatWasReadBeforeAStoreIsReadBeforeIt() {
        Statement first = store(Y, A);
        Statement second = store(Z, B);
        assertEquals(
                List.of(List.of(READ_Y, READ_X, first), List.of(second)),
                StoreOrder.of(List.of(READ_X, READ_Y, first, second)));
    }

    @Test
    void whatIsReadBehindAStoreStaysThere() {
        Statement first = store(Y, A);
        Statement second = store(Z, plus(A, B));
        assertEquals(
                List.of(List.of(READ_X, first), List.of(READ_Y, second)),
                StoreOrder.of(List.of(READ_X, first, READ_Y, second)));
    }
}
