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
 * Gathers mean and squared deviations of a value in one pass over memory. A block of rows is read twice while it is in
 * cache: its plain mean m first, then the sums of (v - m) and (v - m)^2, both small numbers. The block joins its chunk
 * in double by the formula of Chan, Golub and LeVeque (1983): with counts a and b, sums S and T and deviations P and Q,
 *
 * <pre>P + Q + (S/a - T/b)^2 * a*b/(a+b)</pre>
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
    private final Node center;
    private final Place centerPlace;

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

        Tensor block = new Tensor(Role.DATA, name + "BlockMean" + node.id(), kept.list());
        this.center = builder.read(block);
        Node deviation = builder.subtract(node.input(0), center);
        Buffer sums = RowSweep.partial(scheduler, level, axis, node, name + "Sum");
        Buffer deviations = RowSweep.partial(scheduler, level, axis, node, name + "Deviation");
        this.plain = accumulator(node.input(0), name + "Sum", sums);
        this.shift = accumulator(deviation, name + "Shift", sums);
        this.square = accumulator(builder.multiply(deviation, deviation), name + "Deviation", deviations);
        this.centerPlace = kept.isEmpty()
                ? new Place.Held(scheduler.local(name + "BlockMean", Type.NUMBER))
                : new Place.Stored(scheduler.scratch(name + "BlockMean", Type.NUMBER, Scheduler.along(kept)));
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
        return isSum(moment) ? plain.partial() : square.partial();
    }

    List<Statement> start() {
        Expression zero = new Expression.Literal(0, Type.DOUBLE);
        return List.of(new Statement.Fill(plain.partial(), zero), new Statement.Fill(square.partial(), zero));
    }

    List<Statement> reset() {
        return List.of(RowSweep.reset(plain), RowSweep.reset(shift), RowSweep.reset(square));
    }

    Target firstPass() {
        return new Target.FoldRow(plain, plain.reduction().input(0));
    }

    /** The block's plain mean, then a second pass over its rows. */
    List<Statement> secondPass(Local start, Local end) {
        List<Statement> statements = new ArrayList<>();
        Expression count = new Expression.Convert(inBlock(start, end), Type.NUMBER);
        statements.addAll(scheduler.nest(kept.list(), () -> {
            Expression mean = Expression.apply(Pointwise.DIVIDE, Type.NUMBER, RowSweep.value(scheduler, plain), count);
            return List.of(
                    centerPlace instanceof Place.Held held
                            ? new Statement.Let(held.local(), mean, false)
                            : store(((Place.Stored) centerPlace).buffer(), mean));
        }));
        scheduler.place(center, centerPlace);
        Local row = scheduler.index(axis);
        List<Target> targets = List.of(
                new Target.FoldRow(shift, shift.reduction().input(0)),
                new Target.FoldRow(square, square.reduction().input(0)));
        List<Statement> body = scheduler.inside(axis, row, () -> scheduler.schedule(level + 1, targets));
        statements.add(new Statement.Loop(row, start, end, 1, body));
        return statements;
    }

    private Statement store(Buffer buffer, Expression value) {
        return new Statement.Store(buffer, scheduler.coordinatesOf(buffer), value);
    }

    /** Elements in this block, in double. */
    private Expression inBlock(Local start, Local end) {
        return elements(Expression.apply(Pointwise.SUBTRACT, Type.INT, end, start));
    }

    private Expression elements(Expression rows) {
        Expression inDouble = new Expression.Convert(rows, Type.DOUBLE);
        return innerAxes.isEmpty()
                ? inDouble
                : Expression.apply(Pointwise.MULTIPLY, Type.DOUBLE, inDouble, scheduler.count(innerAxes));
    }

    List<Statement> flush(Local start, Local end, Local chunk) {
        Local inBlock = scheduler.local("inBlock", Type.DOUBLE);
        Local before = scheduler.local("before", Type.DOUBLE);
        Local weight = scheduler.local("weight", Type.DOUBLE);
        Expression chunkStart =
                Expression.apply(Pointwise.MULTIPLY, Type.INT, chunk, Expression.integer(Kernel.ROWS_PER_CHUNK));
        Expression rowsBefore = Expression.apply(Pointwise.SUBTRACT, Type.INT, start, chunkStart);
        Expression both = inDouble(Pointwise.ADD, before, inBlock);
        List<Statement> statements = new ArrayList<>();
        statements.add(new Statement.Let(inBlock, inBlock(start, end), false));
        statements.add(new Statement.Let(before, elements(rowsBefore), false));
        statements.add(new Statement.Let(
                weight, inDouble(Pointwise.DIVIDE, inDouble(Pointwise.MULTIPLY, before, inBlock), both), false));
        statements.addAll(scheduler.nest(kept.list(), () -> join(chunk, inBlock, before, weight)));
        return statements;
    }

    /** Joins the block to its chunk; an empty chunk has weight 0. */
    private List<Statement> join(Local chunk, Local inBlock, Local before, Local weight) {
        Local moved = scheduler.local("moved", Type.DOUBLE);
        Local sum = scheduler.local("sum", Type.DOUBLE);
        Local gap = scheduler.local("gap", Type.DOUBLE);
        Expression mean = centerPlace instanceof Place.Held held
                ? held.local()
                : new Expression.Load(
                        ((Place.Stored) centerPlace).buffer(),
                        scheduler.coordinatesOf(((Place.Stored) centerPlace).buffer()));
        Expression sums = load(plain.partial(), chunk);
        Expression deviations = load(square.partial(), chunk);
        Expression one = new Expression.Literal(1, Type.DOUBLE);
        Expression ownDeviation = inDouble(
                Pointwise.SUBTRACT,
                wide(RowSweep.value(scheduler, square)),
                inDouble(Pointwise.DIVIDE, inDouble(Pointwise.MULTIPLY, moved, moved), inBlock));
        // gap * (gap * weight): a weight of 0 must win against a gap whose square overflows
        Expression between = inDouble(Pointwise.MULTIPLY, gap, inDouble(Pointwise.MULTIPLY, gap, weight));
        return List.of(
                new Statement.Let(moved, finiteOrZero(RowSweep.value(scheduler, shift)), false),
                new Statement.Let(
                        sum, inDouble(Pointwise.ADD, inDouble(Pointwise.MULTIPLY, wide(mean), inBlock), moved), false),
                new Statement.Let(
                        gap,
                        inDouble(
                                Pointwise.SUBTRACT,
                                inDouble(Pointwise.DIVIDE, sums, inDouble(Pointwise.MAX, before, one)),
                                inDouble(Pointwise.DIVIDE, sum, inBlock)),
                        false),
                put(
                        square.partial(),
                        chunk,
                        inDouble(Pointwise.ADD, deviations, inDouble(Pointwise.ADD, ownDeviation, between))),
                put(plain.partial(), chunk, inDouble(Pointwise.ADD, sums, sum)));
    }

    /** Around an infinite mean the shift is NaN, and the mean is infinite all the same; a NaN mean stays NaN. */
    private static Expression finiteOrZero(Expression shift) {
        Expression known = Expression.apply(Pointwise.EQUAL, Type.CONDITION, shift, shift);
        return Expression.apply(
                Pointwise.SELECT, Type.DOUBLE, known, wide(shift), new Expression.Literal(0, Type.DOUBLE));
    }

    private Expression load(Buffer partial, Local chunk) {
        return new Expression.Load(partial, RowSweep.inChunk(scheduler, partial, chunk));
    }

    private Statement put(Buffer partial, Local chunk, Expression value) {
        return new Statement.Store(partial, RowSweep.inChunk(scheduler, partial, chunk), value);
    }

    private static Expression wide(Expression value) {
        return new Expression.Convert(value, Type.DOUBLE);
    }

    private static Expression inDouble(Pointwise operator, Expression left, Expression right) {
        return Expression.apply(operator, Type.DOUBLE, left, right);
    }

    Statement merge() {
        Expression perRow = innerAxes.isEmpty() ? new Expression.Literal(1, Type.DOUBLE) : scheduler.count(innerAxes);
        return new Statement.MergeMoments(axis, perRow, plain.partial(), square.partial());
    }
}
