package dev.normc.compiler.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.Expression.Load;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Statement.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each way in which a piece of a loop may depend on another has a loop that goes this way alone. */
class RowAccessTest {

    private static final Axis ROWS = new Axis(0, "N");
    private static final Axis OTHERS = new Axis(1, "M");
    private static final Axis COLUMNS = new Axis(2, "D");
    private static final Buffer X = buffer("x", Buffer.Kind.ARGUMENT, new Extent.Along(ROWS));
    private static final Buffer Y = buffer("y", Buffer.Kind.ARGUMENT, new Extent.Along(ROWS));
    private static final Buffer ROW = buffer("row", Buffer.Kind.SCRATCH, new Extent.Along(COLUMNS));
    private static final Buffer SAVED = buffer("saved", Buffer.Kind.SAVED, new Extent.Along(COLUMNS));
    private static final Buffer PARTIAL = buffer("partial", Buffer.Kind.SCRATCH, new Extent.Chunks(ROWS));
    private static final Local FROM = index("from");
    private static final Local TO = index("to");
    private static final Local N = index("n");
    private static final Local M = index("m");
    private static final Local D = index("d");
    private static final Local CHUNK = index("chunk");
    private static final Local SUM = new Local("sum", Type.NUMBER);
    private static final Expression ONE = new Expression.Literal(1, Type.NUMBER);

    private static Buffer buffer(String name, Buffer.Kind kind, Extent extent) {
        return new Buffer(name, kind, Type.NUMBER, List.of(extent), Optional.empty());
    }

    private static Local index(String name) {
        return new Local(name, Type.INT);
    }

    private static Rows rows(int unit, Statement... body) {
        Statement loop = new Statement.Loop(N, FROM, TO, 1, List.of(body));
        return new Rows(ROWS, FROM, TO, unit, List.of(COLUMNS), List.of(loop));
    }

    private static Load load(Buffer buffer, Expression place) {
        return new Load(buffer, List.of(place));
    }

    private static Statement store(Buffer buffer, Expression place, Expression value) {
        return new Statement.Store(buffer, List.of(place), value);
    }

    private static Statement sweep(Statement body) {
        return new Statement.Sweep(COLUMNS, D, List.of(), List.of(body));
    }

    private static Expression next() {
        return Expression.apply(Pointwise.ADD, Type.INT, N, Expression.integer(1));
    }

    private static Statement chunk() {
        Expression number = Expression.apply(Pointwise.DIVIDE, Type.INT, N, Expression.integer(Kernel.ROWS_PER_CHUNK));
        return new Statement.Let(CHUNK, number, false);
    }

    private static List<String> violations(Statement... body) {
        return RowAccess.violations(List.of(body));
    }

    private static List<String> because(String reason) {
        return List.of("rows of N: " + reason);
    }

    @Test
    void rowsThatKeepToThemselvesDependOnNothing() {
        Rows rows = rows(1, sweep(store(ROW, D, load(X, N))), sweep(store(Y, N, load(ROW, D))));
        assertEquals(List.of(), violations(rows));
        assertEquals(List.of(ROW), RowAccess.own(rows));
    }

    @Test
    void aPassMayTakeSeveralRowsOfItsPiece() {
        assertEquals(List.of(), violations(rows(1, store(Y, N, ONE), store(Y, next(), load(Y, next())))));
    }

    @Test
    void aChunkIsWrittenByWholeChunksAlone() {
        Statement add = store(PARTIAL, CHUNK, load(PARTIAL, CHUNK));
        assertEquals(List.of(), violations(rows(Kernel.ROWS_PER_CHUNK, chunk(), add)));
        assertEquals(
                because("partial is written at no place of the row"),
                violations(rows(1, chunk(), add)).stream().distinct().toList());
    }

    @Test
    void noRowReadsWhatAnotherWrites() {
        Statement others = new Statement.Loop(
                M, Expression.integer(0), new Expression.Size(OTHERS), 1, List.of(store(X, N, load(Y, M))));
        assertEquals(because("y is written at no place of the row"), violations(rows(1, store(Y, N, ONE), others)));
    }

    @Test
    void scratchMemoryStartsAnewInEveryPiece() {
        assertEquals(
                because("row goes on from one row to the next"),
                violations(rows(1, sweep(store(ROW, D, load(ROW, D))))));
    }

    @Test
    void nothingBehindTheLoopReadsScratchMemoryOfThreads() {
        Rows rows = rows(1, sweep(store(ROW, D, ONE)));
        assertEquals(
                because("row goes on from one row to the next"),
                violations(rows, sweep(store(SAVED, D, load(ROW, D)))));
        assertEquals(List.of(), violations(rows, sweep(store(ROW, D, ONE)), sweep(store(SAVED, D, load(ROW, D)))));
    }

    @Test
    void oneLoopDoesNotReadWhatThreadsHaveOfTheirOwnForAnother() {
        List<String> found = violations(
                sweep(store(ROW, D, ONE)), rows(1, store(Y, N, load(ROW, D))), rows(1, sweep(store(ROW, D, ONE))));
        assertEquals(List.of("each thread has a row of its own, which none has filled"), found);
    }

    @Test
    void whatLivesBehindTheCallIsNotWrittenByAllRows() {
        assertEquals(
                because("saved is written at no place of the row"), violations(rows(1, sweep(store(SAVED, D, ONE)))));
        assertEquals(because("y is written as a whole"), violations(rows(1, new Statement.Fill(Y, ONE))));
    }

    @Test
    void aLocalDoesNotGoOnFromRowToRow() {
        assertEquals(
                because("sum goes on from one row to the next"),
                violations(new Statement.Let(SUM, ONE, true), rows(1, new Statement.Assign(SUM, ONE))));
    }

    @Test
    void partsAreLookedInto() {
        Statement part = new Statement.Part(List.of(rows(1, sweep(store(ROW, D, ONE)))));
        assertEquals(1, RowAccess.loops(List.of(part)).size());
        assertEquals(
                because("row goes on from one row to the next"),
                violations(part, sweep(store(SAVED, D, load(ROW, D)))));
    }

    @Test
    void aLoopInPiecesStandsInNoOther() {
        Statement inside = new Statement.Loop(
                M, Expression.integer(0), new Expression.Size(OTHERS), 1, List.of(rows(1, store(Y, N, ONE))));
        List<String> found = new ArrayList<>(LoopVerifier.violations(new Kernel(
                List.of(X, Y), List.of(inside), List.of(), new Profile(0, 0, List.of(), List.of(), List.of()))));
        assertTrue(found.contains("the rows of N in pieces stand inside of a loop"), found.toString());
    }
}
