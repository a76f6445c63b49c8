package dev.normc.compiler.schedule;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Extent;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Type;
import dev.normc.compiler.schedule.Target.RowAccumulator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One sweep along an axis that is not the innermost. Without reductions over it, a plain loop. With reductions: blocks of
 * 32 rows are summed in the kernel's type, blocks join the sum of their chunk of 256 rows in double, chunks are merged by a
 * fixed pairwise tree.
 */
final class RowSweep {

    private final Scheduler scheduler;
    private final GraphBuilder builder;
    private final int level;
    private final Axis axis;

    RowSweep(Scheduler scheduler, GraphBuilder builder, int level, Axis axis) {
        this.scheduler = scheduler;
        this.builder = builder;
        this.level = level;
        this.axis = axis;
    }

    List<Statement> statements(List<Target> targets, List<Node> reduced) {
        Local row = scheduler.local(Scheduler.lower(axis), Type.INT);
        if (reduced.isEmpty()) {
            List<Statement> body = scheduler.inside(axis, row, () -> scheduler.schedule(level + 1, targets));
            return List.of(new Statement.Loop(row, Expression.integer(0), new Expression.Size(axis), 1, body));
        }
        return blocks(row, targets, reduced);
    }

    private List<Statement> blocks(Local row, List<Target> targets, List<Node> reduced) {
        List<MomentSweep> moments = reduced.stream()
                .filter(Scheduler::isMoment)
                .map(node -> new MomentSweep(scheduler, builder, level, axis, node))
                .toList();
        List<RowAccumulator> sums = new ArrayList<>();
        Map<Node, Place> results = new HashMap<>();
        for (Node node : reduced) {
            Optional<MomentSweep> shared =
                    moments.stream().filter(moment -> moment.hasMeanOf(node)).findFirst();
            if (shared.isPresent()) {
                results.put(node, merged(node, shared.get().sums()));
            } else if (Scheduler.isMoment(node)) {
                continue;
            } else {
                RowAccumulator accumulator = accumulator(node);
                sums.add(accumulator);
                results.put(node, merged(node, accumulator.partial()));
            }
        }
        moments.forEach(moment -> results.put(moment.node(), merged(moment.node(), moment.deviations())));

        List<Statement> statements = new ArrayList<>();
        sums.forEach(sum -> statements.add(new Statement.Fill(sum.partial(), neutral(sum, Type.DOUBLE))));
        moments.forEach(moment -> statements.addAll(moment.start()));
        statements.add(blockLoop(row, targets, sums, moments));
        for (RowAccumulator sum : sums) {
            Operation.Reduce reduce = (Operation.Reduce) sum.reduction().operation();
            statements.add(new Statement.MergeChunks(reduce.reduction(), axis, sum.partial()));
        }
        moments.forEach(moment -> statements.add(moment.merge()));
        reduced.forEach(node -> scheduler.place(node, java.util.Objects.requireNonNull(results.get(node))));
        return statements;
    }

    private Place merged(Node node, Buffer partial) {
        return new Place.Merged(partial, scheduler.count(((Operation.Reduce) node.operation()).averaged()));
    }

    /** {@code for (start = 0; start < N; start += 32) { rows start to end; add the block to its chunk }}. */
    private Statement blockLoop(
            Local row, List<Target> targets, List<RowAccumulator> sums, List<MomentSweep> moments) {
        Local start = scheduler.local(Scheduler.lower(axis) + "Start", Type.INT);
        Local end = scheduler.local(Scheduler.lower(axis) + "End", Type.INT);
        Local chunk = scheduler.local("chunk", Type.INT);
        Expression size = new Expression.Size(axis);
        Expression next =
                Expression.apply(Pointwise.ADD, Type.INT, start, Expression.integer(Kernel.ROWS_PER_BLOCK));
        List<Statement> block = new ArrayList<>();
        block.add(new Statement.Let(end, Expression.apply(Pointwise.MIN, Type.INT, next, size), false));
        block.add(new Statement.Let(
                chunk,
                Expression.apply(Pointwise.DIVIDE, Type.INT, start, Expression.integer(Kernel.ROWS_PER_CHUNK)),
                false));
        sums.forEach(sum -> block.add(reset(sum)));
        moments.forEach(moment -> block.addAll(moment.reset()));

        List<Target> firstPass = new ArrayList<>();
        sums.forEach(
                sum -> firstPass.add(new Target.FoldRow(sum, sum.reduction().input(0))));
        moments.forEach(moment -> firstPass.add(moment.firstPass()));
        firstPass.addAll(targets);
        List<Statement> body = scheduler.inside(axis, row, () -> scheduler.schedule(level + 1, firstPass));
        block.add(new Statement.Loop(row, start, end, 1, body));
        moments.forEach(moment -> block.addAll(moment.secondPass(start, end)));
        sums.forEach(sum -> block.addAll(flush(sum, chunk)));
        moments.forEach(moment -> block.addAll(moment.flush(start, end, chunk)));
        return new Statement.Loop(start, Expression.integer(0), size, Kernel.ROWS_PER_BLOCK, block);
    }

    private RowAccumulator accumulator(Node node) {
        return accumulator(scheduler, level, axis, node, scheduler.nameOf(node));
    }

    static RowAccumulator accumulator(Scheduler scheduler, int level, Axis axis, Node node, String name) {
        Axes kept = node.axes().intersection(scheduler.openAxes(level + 1));
        List<Extent> extents = new ArrayList<>();
        extents.add(new Extent.Chunks(axis));
        extents.addAll(Scheduler.along(kept));
        Buffer partial = scheduler.scratch(name + "Partial", Type.DOUBLE, extents);
        return kept.isEmpty()
                ? new RowAccumulator(
                        node, Optional.of(scheduler.local(name + "Block", Type.NUMBER)), Optional.empty(), partial)
                : new RowAccumulator(
                        node,
                        Optional.empty(),
                        Optional.of(scheduler.scratch(name + "Block", Type.NUMBER, Scheduler.along(kept))),
                        partial);
    }

    static Expression neutral(RowAccumulator accumulator, Type type) {
        Operation.Reduce reduce = (Operation.Reduce) accumulator.reduction().operation();
        return new Expression.Literal(reduce.reduction().neutral(), type);
    }

    static Statement reset(RowAccumulator accumulator) {
        Expression neutral = neutral(accumulator, Type.NUMBER);
        return accumulator
                .local()
                .<Statement>map(local -> new Statement.Let(local, neutral, true))
                .orElseGet(() -> new Statement.Fill(accumulator.buffer().orElseThrow(), neutral));
    }

    /** The block's value at the current coordinates. */
    static Expression value(Scheduler scheduler, RowAccumulator accumulator) {
        return accumulator
                .local()
                .<Expression>map(local -> local)
                .orElseGet(() -> new Expression.Load(
                        accumulator.buffer().orElseThrow(),
                        scheduler.coordinatesOf(accumulator.buffer().orElseThrow())));
    }

    /** The place of {@code partial} for {@code chunk} at the current coordinates. */
    static List<Expression> inChunk(Scheduler scheduler, Buffer partial, Expression chunk) {
        List<Expression> place = new ArrayList<>(scheduler.coordinatesOf(partial));
        place.set(0, chunk);
        return place;
    }

    private List<Statement> flush(RowAccumulator accumulator, Local chunk) {
        Axes kept = accumulator.reduction().axes().intersection(scheduler.openAxes(level + 1));
        Pointwise combine =
                ((Operation.Reduce) accumulator.reduction().operation()).reduction().combine();
        return scheduler.nest(kept.list(), () -> {
            List<Expression> place = inChunk(scheduler, accumulator.partial(), chunk);
            Expression before = new Expression.Load(accumulator.partial(), place);
            Expression block = new Expression.Convert(value(scheduler, accumulator), Type.DOUBLE);
            return List.of(new Statement.Store(
                    accumulator.partial(), place, Expression.apply(combine, Type.DOUBLE, before, block)));
        });
    }
}
