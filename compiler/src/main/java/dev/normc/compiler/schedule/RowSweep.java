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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One sweep along an axis that is not the innermost. Without reductions over it, a plain loop. With reductions: blocks
 * of 32 rows are summed in the kernel's type, blocks join the sum of their chunk of 256 rows in double, chunks are
 * merged by a fixed pairwise tree.
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
        Local row = scheduler.index(axis);
        if (reduced.isEmpty()) {
            List<Statement> body = scheduler.inside(axis, row, () -> scheduler.schedule(level + 1, targets));
            return List.of(new Statement.Loop(row, Expression.integer(0), new Expression.Size(axis), 1, body));
        }
        return blocks(row, targets, reduced);
    }

    private List<Statement> blocks(Local row, List<Target> targets, List<Node> reduced) {
        List<MomentSweep> moments = moments(reduced);
        List<RowAccumulator> sums = new ArrayList<>();
        Map<Node, Place> results = new HashMap<>();
        for (Node node : reduced) {
            Optional<MomentSweep> moment =
                    moments.stream().filter(sweep -> sweep.gathers(node)).findFirst();
            if (moment.isPresent()) {
                results.put(node, merged(node, moment.get().partial(node)));
            } else {
                RowAccumulator accumulator = accumulator(node);
                sums.add(accumulator);
                results.put(node, merged(node, accumulator.partial()));
            }
        }

        List<RowAccumulator> all = new ArrayList<>(sums);
        moments.forEach(moment -> all.addAll(moment.accumulators()));
        List<Statement> statements = new ArrayList<>();
        all.forEach(sum -> statements.add(new Statement.Fill(sum.partial(), neutral(sum, Type.DOUBLE))));
        statements.add(blockLoop(row, targets, all, moments));
        for (RowAccumulator sum : sums) {
            Operation.Reduce reduce = (Operation.Reduce) sum.reduction().operation();
            statements.add(new Statement.MergeChunks(reduce.reduction(), axis, sum.partial()));
        }
        for (MomentSweep moment : moments) {
            statements.add(moment.complete());
            statements.add(moment.merge());
        }
        reduced.forEach(node -> scheduler.place(node, Objects.requireNonNull(results.get(node))));
        return statements;
    }

    /** One for all moments of the same elements. */
    private List<MomentSweep> moments(List<Node> reduced) {
        List<MomentSweep> moments = new ArrayList<>();
        reduced.stream()
                .filter(Scheduler::isMoment)
                .sorted(Comparator.comparing(MomentSweep::isSum)) // named after the squared deviation if there is one
                .forEach(node -> {
                    if (moments.stream().noneMatch(moment -> moment.gathers(node))) {
                        moments.add(new MomentSweep(scheduler, builder, level, axis, node));
                    }
                });
        return moments;
    }

    private Place merged(Node node, Buffer partial) {
        return new Place.Merged(partial, scheduler.count(((Operation.Reduce) node.operation()).averaged()));
    }

    /** {@code for (start = 0; start < N; start += 32) { rows start to end; add the block to its chunk }}. */
    private Statement blockLoop(Local row, List<Target> targets, List<RowAccumulator> sums, List<MomentSweep> moments) {
        Local start = scheduler.local(Scheduler.lower(axis) + "Start", Type.INT);
        Local end = scheduler.local(Scheduler.lower(axis) + "End", Type.INT);
        Local chunk = scheduler.local(Scheduler.lower(axis) + "Chunk", Type.INT);
        Expression size = new Expression.Size(axis);
        Expression next = Expression.apply(Pointwise.ADD, Type.INT, start, Expression.integer(Kernel.ROWS_PER_BLOCK));
        List<Statement> block = new ArrayList<>();
        block.add(new Statement.Let(end, Expression.apply(Pointwise.MIN, Type.INT, next, size), false));
        block.add(new Statement.Let(
                chunk,
                Expression.apply(Pointwise.DIVIDE, Type.INT, start, Expression.integer(Kernel.ROWS_PER_CHUNK)),
                false));
        sums.forEach(sum -> block.add(reset(sum)));
        moments.forEach(moment -> block.addAll(moment.findCentre(start, end, chunk)));

        List<Target> all = new ArrayList<>();
        sums.forEach(sum -> all.add(new Target.FoldRow(sum, sum.reduction().input(0))));
        all.addAll(targets);
        List<Statement> body = scheduler.inside(axis, row, () -> scheduler.schedule(level + 1, all));
        block.add(new Statement.Loop(row, start, end, 1, body));
        block.addAll(flush(sums, chunk));
        return new Statement.Loop(start, Expression.integer(0), size, Kernel.ROWS_PER_BLOCK, block);
    }

    private RowAccumulator accumulator(Node node) {
        String name = scheduler.nameOf(node);
        return accumulator(scheduler, level, node, name, partial(scheduler, level, axis, node, name));
    }

    /** Memory for the sum of each chunk, over the axes that the reduction keeps. */
    static Buffer partial(Scheduler scheduler, int level, Axis axis, Node node, String name) {
        return perChunk(scheduler, level, axis, node, name + "Partial", Type.DOUBLE);
    }

    /** Memory for each chunk of {@code axis}, over the axes that the reduction keeps. */
    static Buffer perChunk(Scheduler scheduler, int level, Axis axis, Node node, String name, Type type) {
        List<Extent> extents = new ArrayList<>();
        extents.add(new Extent.Chunks(axis));
        extents.addAll(Scheduler.along(node.axes().intersection(scheduler.openAxes(level + 1))));
        return scheduler.scratch(name, type, extents);
    }

    static RowAccumulator accumulator(Scheduler scheduler, int level, Node node, String name, Buffer partial) {
        Axes kept = node.axes().intersection(scheduler.openAxes(level + 1));
        if (kept.isEmpty()) {
            Local local = scheduler.local(name + "Block", Type.NUMBER);
            return new RowAccumulator(node, Optional.of(local), Optional.empty(), partial);
        }
        Buffer block = scheduler.scratch(name + "Block", Type.NUMBER, Scheduler.along(kept));
        return new RowAccumulator(node, Optional.empty(), Optional.of(block), partial);
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

    /** Adds the block to its chunk: one loop for all sums that keep the same axes. */
    private List<Statement> flush(List<RowAccumulator> sums, Local chunk) {
        Map<Axes, List<RowAccumulator>> byAxes = new LinkedHashMap<>();
        sums.forEach(sum -> byAxes.computeIfAbsent(
                        sum.reduction().axes().intersection(scheduler.openAxes(level + 1)), axes -> new ArrayList<>())
                .add(sum));
        List<Statement> statements = new ArrayList<>();
        byAxes.forEach((kept, group) -> statements.addAll(scheduler.nest(
                kept.list(), () -> group.stream().map(sum -> flush(sum, chunk)).toList())));
        return statements;
    }

    private Statement flush(RowAccumulator sum, Local chunk) {
        Pointwise combine =
                ((Operation.Reduce) sum.reduction().operation()).reduction().combine();
        List<Expression> place = inChunk(scheduler, sum.partial(), chunk);
        Expression before = new Expression.Load(sum.partial(), place);
        Expression block = new Expression.Convert(value(scheduler, sum), Type.DOUBLE);
        return new Statement.Store(sum.partial(), place, Expression.apply(combine, Type.DOUBLE, before, block));
    }
}
