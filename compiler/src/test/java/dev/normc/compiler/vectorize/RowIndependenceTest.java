package dev.normc.compiler.vectorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Load;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Extent;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Statement.Loop;
import dev.normc.compiler.loop.Type;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each way in which one row may depend on another has a loop that goes this way alone. */
class RowIndependenceTest {

    private static final Axis ROWS = new Axis(0, "N");
    private static final Axis COLUMNS = new Axis(1, "D");
    private static final Buffer X = buffer("x", ROWS, COLUMNS);
    private static final Buffer Y = buffer("y", ROWS, COLUMNS);
    private static final Buffer SUMS = buffer("sums", COLUMNS);
    private static final Buffer MEANS = buffer("means", ROWS);
    private static final Local N = new Local("n", Type.INT);
    private static final Local D = new Local("d", Type.INT);
    private static final Local TOTAL = new Local("total", Type.NUMBER);
    private static final Local MINE = new Local("mine", Type.NUMBER);
    private static final Local PLACE = new Local("place", Type.INT);
    private static final Expression ONE = new Expression.Literal(1, Type.NUMBER);

    private static Buffer buffer(String name, Axis... axes) {
        List<Extent> extents =
                List.of(axes).stream().<Extent>map(Extent.Along::new).toList();
        return new Buffer(name, Buffer.Kind.SCRATCH, Type.NUMBER, extents, Optional.empty());
    }

    private static Load load(Buffer buffer, Expression... place) {
        return new Load(buffer, List.of(place));
    }

    private static Statement store(Buffer buffer, Expression value, Expression... place) {
        return new Statement.Store(buffer, List.of(place), value);
    }

    private static Statement sweep(Statement... body) {
        return new Statement.Sweep(COLUMNS, D, List.of(), List.of(body));
    }

    private static Statement let(Local local, Expression value) {
        return new Statement.Let(local, value, false);
    }

    private static Expression plus(Expression left, Expression right) {
        return Expression.apply(Pointwise.ADD, Type.NUMBER, left, right);
    }

    private static Loop loop(Statement... body) {
        return new Loop(N, Expression.integer(0), new Expression.Size(ROWS), 1, List.of(body));
    }

    private static void assertIndependent(Statement... body) {
        assertTrue(RowIndependence.holds(loop(body)));
    }

    private static void assertDependent(Statement... body) {
        assertFalse(RowIndependence.holds(loop(body)));
    }

    private static Statement adding() {
        return store(SUMS, plus(load(SUMS, D), load(X, N, D)), D);
    }

    private static Statement writing() {
        return store(Y, load(X, N, D), N, D);
    }

    @Test
    void rowsMayWriteThemselvesAndSumsPerColumn() {
        assertIndependent(let(MINE, load(MEANS, N)), sweep(adding(), writing()), sweep(store(X, ONE, N, D)));
    }

    @Test
    void aSumThatAnotherSweepReadsHasToBeComplete() {
        assertDependent(sweep(adding()), sweep(store(Y, load(SUMS, D), N, D)));
        assertDependent(sweep(store(Y, load(SUMS, D), N, D)), sweep(adding()));
    }

    @Test
    void aPlaceIsWrittenByOneStatement() {
        assertDependent(sweep(writing()), sweep(store(Y, ONE, N, D)));
    }

    @Test
    void noRowReadsWhatAnotherWrites() {
        Expression next = Expression.apply(Pointwise.ADD, Type.INT, N, Expression.integer(1));
        assertDependent(sweep(store(Y, plus(load(Y, next, D), ONE), N, D)));
    }

    @Test
    void aPlaceThatARowFindsByItselfMayBeThatOfAnother() {
        Expression block = Expression.apply(Pointwise.DIVIDE, Type.INT, N, Expression.integer(32));
        assertDependent(let(PLACE, block), sweep(store(Y, load(X, N, D), PLACE, D)));
    }

    @Test
    void aLocalFromAroundIsAssignedBetweenTwoSweeps() {
        assertIndependent(
                sweep(writing()),
                let(MINE, load(MEANS, N)),
                new Statement.Assign(TOTAL, plus(TOTAL, MINE)),
                sweep(adding()));
        assertDependent(new Statement.Assign(TOTAL, plus(TOTAL, ONE)), sweep(store(Y, TOTAL, N, D)));
        assertDependent(new Statement.Let(MINE, ONE, true), new Statement.Assign(MINE, plus(MINE, ONE)));
    }

    @Test
    void whatIsNotSimpleIsLeftAlone() {
        assertDependent(loop(sweep(writing())));
        assertDependent(new Statement.Fill(SUMS, ONE), sweep(writing()));
    }

    @Test
    void sweepsDivideALoopIntoGroups() {
        Statement first = sweep(adding());
        Statement between = let(MINE, load(MEANS, N));
        Statement second = sweep(writing());
        assertEquals(
                List.of(List.of(), List.of(first), List.of(between), List.of(second), List.of()),
                RowIndependence.groups(loop(first, between, second)));
    }
}
