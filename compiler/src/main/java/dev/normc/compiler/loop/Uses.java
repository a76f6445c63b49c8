package dev.normc.compiler.loop;

import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Statement.LaneAccumulator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which buffers and locals statements name, each in the order of its first use. */
public final class Uses {

    private final boolean intoParts;
    private final Set<Buffer> buffers = new LinkedHashSet<>();
    private final Set<Local> read = new LinkedHashSet<>();
    private final Set<Local> assigned = new LinkedHashSet<>();
    private final Set<Local> defined = new LinkedHashSet<>();
    private final Set<Double> numbers = new LinkedHashSet<>();
    private int parts;
    private int rows;

    private Uses(boolean intoParts) {
        this.intoParts = intoParts;
    }

    /** What {@code statements} use, parts within them included. */
    public static Uses of(List<Statement> statements) {
        Uses uses = new Uses(true);
        statements.forEach(uses::add);
        return uses;
    }

    /**
     * What {@code statements} use in the method in which they stand: parts are not looked into, and of a loop over rows
     * in pieces the locals count, which its method is given.
     */
    public static Uses outsideParts(List<Statement> statements) {
        Uses uses = new Uses(false);
        statements.forEach(uses::add);
        return uses;
    }

    /** The buffers that are read or written. */
    public Set<Buffer> buffers() {
        return buffers;
    }

    /** The locals that are read. */
    public Set<Local> read() {
        return read;
    }

    /** The locals that are given another value after their first. */
    public Set<Local> assigned() {
        return assigned;
    }

    /** The locals that are declared: lets, loop indices, results of accumulators. */
    public Set<Local> defined() {
        return defined;
    }

    /** The numbers that are written out. */
    public Set<Double> numbers() {
        return numbers;
    }

    /** How many parts there are. */
    public int parts() {
        return parts;
    }

    /** The locals that are read and declared elsewhere. */
    public List<Local> free() {
        return read.stream().filter(local -> !defined.contains(local)).toList();
    }

    /** The locals of type {@code INT} that are read and declared elsewhere. */
    public List<Local> freeIndices() {
        return free().stream().filter(local -> local.type() == Type.INT).toList();
    }

    private void add(Statement statement) {
        statement.values().forEach(this::add);
        if (statement instanceof Statement.Let let) {
            defined.add(let.local());
        } else if (statement instanceof Statement.Assign assign) {
            assigned.add(assign.local());
        } else if (statement instanceof Statement.Store store) {
            addBuffer(store.buffer());
            store.coordinates().forEach(this::add);
        } else if (statement instanceof Statement.Loop loop) {
            add(loop.from());
            add(loop.to());
            defined.add(loop.index());
            loop.body().forEach(this::add);
        } else if (statement instanceof Statement.Sweep sweep) {
            defined.add(sweep.index());
            sweep.body().forEach(this::add);
            sweep.accumulators().forEach(this::add);
        } else if (statement instanceof Statement.Part part) {
            parts++;
            if (intoParts) {
                part.body().forEach(this::add);
            }
        } else if (statement instanceof Statement.Rows loop) {
            defined.add(loop.from());
            defined.add(loop.to());
            rows++;
            loop.body().forEach(this::add);
            rows--;
        } else {
            addMoved(statement);
        }
    }

    private void add(LaneAccumulator accumulator) {
        defined.add(accumulator.result());
        accumulator.terms().ifPresent(this::addBuffer);
        addBuffer(accumulator.lanes());
    }

    private void addBuffer(Buffer buffer) {
        if (intoParts || rows == 0) {
            buffers.add(buffer);
        }
    }

    private void addMoved(Statement statement) {
        if (statement instanceof Statement.Fill fill) {
            addBuffer(fill.buffer());
            add(fill.value());
        } else if (statement instanceof Statement.CopyRow copy) {
            addBuffer(copy.whole());
            addBuffer(copy.row());
            copy.coordinates().forEach(this::add);
        } else if (statement instanceof Statement.Copy copy) {
            addBuffer(copy.from());
            addBuffer(copy.to());
        } else if (statement instanceof Statement.MergeChunks merge) {
            addBuffer(merge.partial());
        } else if (statement instanceof Statement.MergeMoments merge) {
            addBuffer(merge.sums());
            addBuffer(merge.deviations());
            add(merge.elementsPerRow());
        } else if (statement instanceof Statement.Accumulate accumulate) {
            accumulate.accumulator().terms().ifPresent(this::addBuffer);
        }
    }

    private void add(Expression expression) {
        if (expression instanceof Local local) {
            read.add(local);
        } else if (expression instanceof Expression.Load load) {
            addBuffer(load.buffer());
            load.coordinates().forEach(this::add);
        } else if (expression instanceof Expression.Apply apply) {
            apply.operands().forEach(this::add);
        } else if (expression instanceof Expression.Bits bits) {
            bits.operands().forEach(this::add);
        } else if (expression instanceof Expression.Convert convert) {
            add(convert.value());
        } else if (expression instanceof Expression.Literal literal) {
            numbers.add(literal.value());
        }
    }
}
