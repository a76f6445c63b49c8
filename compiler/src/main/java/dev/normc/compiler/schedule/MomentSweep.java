package dev.normc.compiler.schedule;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Reduction;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Type;
import dev.normc.compiler.schedule.Target.RowAccumulator;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers mean and squared deviations of a value in one pass over memory. The first block of each chunk of rows is read
 * twice: its plain mean c is the chunk's centre, and all blocks gather S, the sum of (v - c), and Q, that of (v - c)^2.
 * When a chunk is complete its n elements have
 *
 * <pre>sum = n*c + S        squared deviations = Q - S^2/n</pre>
 *
 * <p>The difference loses little: were all blocks but the first far from c, the deviations themselves would be as large
 * as Q but for a factor of 8, the blocks of a chunk (the shift of Chan, Golub and LeVeque 1983, section 3). Chunks are
 * merged by the formula of the same authors.
 */
final class MomentSweep {

    private final Scheduler scheduler;
    private final GraphBuilder builder;
    private final int level;
    private final Axis axis;
    private final Node node;
    private final Operation.Reduce reduce;
    private final Axes innerAxes;
    private final Axes kept;
    private final RowAccumulator plain;
    private final RowAccumulator shift;
    private final RowAccumulator square;
    private final Buffer centre;
    private final Buffer centres;

    MomentSweep(Scheduler scheduler, GraphBuilder builder, int level, Axis axis, Node node) {
        this.scheduler = scheduler;
        this.builder = builder;
        this.level = level;
        this.axis = axis;
        this.node = node;
        this.reduce = (Operation.Reduce) node.operation();
        this.innerAxes = reduce.over().minus(Axes.of(axis));
        this.kept = node.axes().intersection(scheduler.openAxes(level + 1));
        String name = scheduler.nameOf(node);

        this.centre = scheduler.scratch(name + "Centre", Type.NUMBER, Scheduler.along(kept));
        this.centres = RowSweep.perChunk(scheduler, level, axis, node, name + "Centres", Type.NUMBER);
        Node read = builder.read(new Tensor(Role.DATA, name + "Centre" + node.id(), kept.list()));
        scheduler.place(read, new Place.Stored(centre));
        Node deviation = builder.subtract(node.input(0), read);
        Buffer sums = RowSweep.partial(scheduler, level, axis, node, name + "Sum");
        Buffer deviations = RowSweep.partial(scheduler, level, axis, node, name + "Deviation");
        this.plain = accumulator(node.input(0), name + "Sum", sums);
        this.shift = accumulator(deviation, name + "Shift", sums);
        this.square = accumulator(builder.multiply(deviation, deviation), name + "Deviation", deviations);
    }

    private RowAccumulator accumulator(Node value, String name, Buffer partial) {
        Node total = builder.reduce(Reduction.SUM, perRow(value, name), Axes.of(axis), Axes.NONE);
        return RowSweep.accumulator(scheduler, level, total, name, partial);
    }

    /** The sum of one row over the inner axes, innermost first. */
    private Node perRow(Node value, String name) {
        Node sum = value;
        for (int i = innerAxes.size() - 1; i >= 0; i--) {
            Axis inner = innerAxes.list().get(i);
            sum = builder.sum(sum, Axes.of(inner));
            scheduler.name(sum, name + "Over" + inner.name());
        }
        return sum;
    }

    /** Whether {@code node} is the sum and not the squared deviation of its elements. */
    static boolean isSum(Node node) {
        return ((Operation.Reduce) node.operation()).reduction() == Reduction.MOMENT_SUM;
    }

    /** Whether {@code other} is a moment of the same elements. */
    boolean gathers(Node other) {
        return Scheduler.isMoment(other)
                && ((Operation.Reduce) other.operation()).over().equals(reduce.over())
                && other.input(0) == node.input(0);
    }

    /** Where the chunks of {@code moment}, one of those gathered here, are merged. */
    Buffer partial(Node moment) {
        return isSum(moment) ? shift.partial() : square.partial();
    }

    /** What every block adds to its chunk. */
    List<RowAccumulator> accumulators() {
        return List.of(shift, square);
    }

    /** Ahead of the rows of a block: if it is the first of its chunk, a pass over them for the centre. */
    List<Statement> findCentre(Local start, Local end, Local chunk) {
        Local row = scheduler.index(axis);
        Local first = scheduler.local(Scheduler.lower(axis) + "First", Type.INT);
        Expression firstEnd = inInt(Pointwise.ADD, rowsBefore(chunk), Expression.integer(Kernel.ROWS_PER_BLOCK));
        Expression count = new Expression.Convert(elements(inInt(Pointwise.SUBTRACT, end, start)), Type.NUMBER);
        List<Statement> body = new ArrayList<>();
        body.add(RowSweep.reset(plain));
        List<Target> targets =
                List.of(new Target.FoldRow(plain, plain.reduction().input(0)));
        List<Statement> rows = scheduler.inside(axis, row, () -> scheduler.schedule(level + 1, targets));
        body.add(new Statement.Loop(row, start, end, 1, rows));
        body.addAll(scheduler.nest(kept.list(), () -> keepCentre(chunk, count)));
        return List.of(
                new Statement.Comment("once, for the first block of a chunk"),
                new Statement.Loop(first, start, inInt(Pointwise.MIN, end, firstEnd), Kernel.ROWS_PER_BLOCK, body));
    }

    /** No infinite centre: what is far from it would be infinite, too, and sums of both signs NaN. */
    private List<Statement> keepCentre(Local chunk, Expression count) {
        Local mean = scheduler.local("mean", Type.NUMBER);
        Local kept = scheduler.local("centre", Type.NUMBER);
        Expression zero = new Expression.Literal(0, Type.NUMBER);
        Expression nothing = Expression.apply(Pointwise.SUBTRACT, Type.NUMBER, mean, mean);
        Expression isFinite = Expression.apply(Pointwise.EQUAL, Type.CONDITION, nothing, zero);
        return List.of(
                new Statement.Let(
                        mean,
                        Expression.apply(Pointwise.DIVIDE, Type.NUMBER, RowSweep.value(scheduler, plain), count),
                        false),
                new Statement.Let(kept, Expression.apply(Pointwise.SELECT, Type.NUMBER, isFinite, mean, zero), false),
                new Statement.Store(centre, scheduler.coordinatesOf(centre), kept),
                put(centres, chunk, kept));
    }

    /** Behind all blocks: each chunk's sum and squared deviations; rounding makes none of these negative. */
    Statement complete() {
        Local chunk = scheduler.local(Scheduler.lower(axis) + "Chunk", Type.INT);
        Local count = scheduler.local("count", Type.DOUBLE);
        Expression whole = Expression.integer(Kernel.ROWS_PER_CHUNK);
        Expression size = new Expression.Size(axis);
        Expression rows = inInt(Pointwise.MIN, inInt(Pointwise.SUBTRACT, size, rowsBefore(chunk)), whole);
        Expression chunks = inInt(
                Pointwise.DIVIDE, inInt(Pointwise.ADD, size, Expression.integer(Kernel.ROWS_PER_CHUNK - 1)), whole);
        List<Statement> body = new ArrayList<>();
        body.add(new Statement.Let(count, elements(rows), false));
        body.addAll(scheduler.nest(kept.list(), () -> complete(chunk, count)));
        return new Statement.Loop(chunk, Expression.integer(0), chunks, 1, body);
    }

    private List<Statement> complete(Local chunk, Local count) {
        Local moved = scheduler.local("moved", Type.DOUBLE);
        Expression own = inDouble(
                Pointwise.SUBTRACT,
                load(square.partial(), chunk),
                inDouble(Pointwise.DIVIDE, inDouble(Pointwise.MULTIPLY, moved, moved), count));
        Expression zero = new Expression.Literal(0, Type.DOUBLE);
        Expression centred = new Expression.Convert(load(centres, chunk), Type.DOUBLE);
        return List.of(
                new Statement.Let(moved, load(shift.partial(), chunk), false),
                put(square.partial(), chunk, inDouble(Pointwise.MAX, own, zero)),
                put(
                        shift.partial(),
                        chunk,
                        inDouble(Pointwise.ADD, inDouble(Pointwise.MULTIPLY, centred, count), moved)));
    }

    private static Expression rowsBefore(Local chunk) {
        return inInt(Pointwise.MULTIPLY, chunk, Expression.integer(Kernel.ROWS_PER_CHUNK));
    }

    /** How many elements there are in so many rows, in double. */
    private Expression elements(Expression rows) {
        Expression inDouble = new Expression.Convert(rows, Type.DOUBLE);
        return innerAxes.isEmpty() ? inDouble : inDouble(Pointwise.MULTIPLY, inDouble, scheduler.count(innerAxes));
    }

    private Expression load(Buffer partial, Local chunk) {
        return new Expression.Load(partial, RowSweep.inChunk(scheduler, partial, chunk));
    }

    private Statement put(Buffer partial, Local chunk, Expression value) {
        return new Statement.Store(partial, RowSweep.inChunk(scheduler, partial, chunk), value);
    }

    private static Expression inInt(Pointwise operator, Expression left, Expression right) {
        return Expression.apply(operator, Type.INT, left, right);
    }

    private static Expression inDouble(Pointwise operator, Expression left, Expression right) {
        return Expression.apply(operator, Type.DOUBLE, left, right);
    }

    Statement merge() {
        Expression perRow = innerAxes.isEmpty() ? new Expression.Literal(1, Type.DOUBLE) : scheduler.count(innerAxes);
        return new Statement.MergeMoments(axis, perRow, shift.partial(), square.partial());
    }
}
