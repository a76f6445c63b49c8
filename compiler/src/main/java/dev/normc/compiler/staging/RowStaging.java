package dev.normc.compiler.staging;

import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Extent;
import dev.normc.compiler.loop.FreshNames;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Lets the sweeps of a row work on copies of the row: {@code xRow[d]} in the place of {@code x[n * D + d]}. HotSpot's
 * compiler turns a loop into vector instructions only if all its arrays are indexed alike, and a row in cache is copied
 * in a tenth of the time that this saves. No bit of a result changes.
 */
public final class RowStaging {

    private final FreshNames names;
    private final List<Buffer> buffers;
    private final Map<Buffer, Buffer> rows = new HashMap<>();
    private final Predicate<Buffer> staged;

    private RowStaging(Kernel kernel, Predicate<Buffer> staged) {
        this.staged = staged;
        this.names = new FreshNames(kernel);
        this.buffers = new ArrayList<>(kernel.buffers());
    }

    /** {@code kernel}, its sweeps on copies of rows. */
    public static Kernel stage(Kernel kernel) {
        return stage(kernel, buffer -> true);
    }

    /** {@code kernel}, its sweeps on copies of the rows of those buffers that are {@code staged}. */
    static Kernel stage(Kernel kernel, Predicate<Buffer> staged) {
        RowStaging staging = new RowStaging(kernel, staged);
        List<Statement> body = staging.stage(kernel.body());
        return new Kernel(staging.buffers, body, kernel.whenEmpty(), kernel.profile());
    }

    private List<Statement> stage(List<Statement> statements) {
        List<Statement> result = new ArrayList<>();
        for (Statement statement : statements) {
            if (statement instanceof Statement.Loop loop) {
                List<Statement> body = stageRow(stage(loop.body()));
                result.add(new Statement.Loop(loop.index(), loop.from(), loop.to(), loop.step(), body));
            } else if (statement instanceof Statement.Rows rows) {
                result.add(rows.withBody(stage(rows.body())));
            } else {
                result.add(statement);
            }
        }
        return result;
    }

    /** The body of a loop over rows, with what its sweeps read copied before and what they write copied after. */
    private List<Statement> stageRow(List<Statement> body) {
        Map<Buffer, List<Expression>> read = new LinkedHashMap<>();
        Map<Buffer, List<Expression>> written = new LinkedHashMap<>();
        for (Statement statement : body) {
            if (statement instanceof Statement.Sweep sweep) {
                sweep.body().forEach(inner -> collect(inner, sweep.index(), read, written));
            }
        }
        Set<Buffer> both = new LinkedHashSet<>(read.keySet());
        both.retainAll(written.keySet());
        read.keySet().removeAll(both);
        written.keySet().removeAll(both);

        List<Statement> result = new ArrayList<>();
        Set<Buffer> loaded = new LinkedHashSet<>();
        for (Statement statement : body) {
            if (!(statement instanceof Statement.Sweep sweep)) {
                result.add(statement);
                continue;
            }
            Map<Buffer, List<Expression>> readHere = new LinkedHashMap<>();
            Map<Buffer, List<Expression>> writtenHere = new LinkedHashMap<>();
            sweep.body().forEach(inner -> collect(inner, sweep.index(), readHere, writtenHere));
            readHere.keySet().retainAll(read.keySet());
            readHere.forEach((buffer, coordinates) -> {
                if (loaded.add(buffer)) {
                    result.add(new Statement.CopyRow(buffer, coordinates, row(buffer), true));
                }
            });
            result.add(rewritten(sweep, read.keySet(), written.keySet()));
            writtenHere.keySet().retainAll(written.keySet());
            writtenHere.forEach((buffer, coordinates) ->
                    result.add(new Statement.CopyRow(buffer, coordinates, row(buffer), false)));
        }
        return result;
    }

    private Buffer row(Buffer whole) {
        return rows.computeIfAbsent(whole, key -> {
            int last = key.extents().size() - 1;
            List<Extent> extents = key.extents().subList(last, last + 1);
            Buffer row = new Buffer(
                    names.nameLike(key.name() + "Row"), Buffer.Kind.SCRATCH, key.type(), extents, Optional.empty());
            buffers.add(row);
            return row;
        });
    }

    private void collect(
            Statement statement,
            Local index,
            Map<Buffer, List<Expression>> read,
            Map<Buffer, List<Expression>> written) {
        statement.values().forEach(value -> collectLoads(value, index, read));
        if (statement instanceof Statement.Store store && isRow(store.buffer(), store.coordinates(), index)) {
            written.put(store.buffer(), start(store.coordinates()));
        }
    }

    private void collectLoads(Expression value, Local index, Map<Buffer, List<Expression>> read) {
        value.loads().stream()
                .filter(load -> isRow(load.buffer(), load.coordinates(), index))
                .forEach(load -> read.put(load.buffer(), start(load.coordinates())));
    }

    /** An element of a row of several: the sweep's index is the last coordinate and no other. */
    private boolean isRow(Buffer buffer, List<Expression> coordinates, Local index) {
        int last = coordinates.size() - 1;
        return staged.test(buffer)
                && buffer.type() == Type.NUMBER
                && last > 0
                && coordinates.get(last).equals(index)
                && !coordinates.subList(0, last).contains(index);
    }

    private static List<Expression> start(List<Expression> coordinates) {
        List<Expression> start = new ArrayList<>(coordinates);
        start.set(start.size() - 1, Expression.integer(0));
        return start;
    }

    private Statement.Sweep rewritten(Statement.Sweep sweep, Set<Buffer> read, Set<Buffer> written) {
        List<Statement> body = new ArrayList<>();
        for (Statement statement : sweep.body()) {
            if (statement instanceof Statement.Let let) {
                body.add(new Statement.Let(let.local(), onRow(let.value(), sweep.index(), read), let.mutable()));
            } else if (statement instanceof Statement.Assign assign) {
                body.add(new Statement.Assign(assign.local(), onRow(assign.value(), sweep.index(), read)));
            } else if (statement instanceof Statement.Accumulate accumulate) {
                Expression value = onRow(accumulate.value(), sweep.index(), read);
                body.add(new Statement.Accumulate(accumulate.accumulator(), value));
            } else if (statement instanceof Statement.Store store) {
                body.add(onRow(store, sweep.index(), read, written));
            } else {
                body.add(statement);
            }
        }
        return new Statement.Sweep(sweep.axis(), sweep.index(), sweep.accumulators(), body, sweep.lanes());
    }

    private Statement onRow(Statement.Store store, Local index, Set<Buffer> read, Set<Buffer> written) {
        Expression value = onRow(store.value(), index, read);
        boolean staged = written.contains(store.buffer()) && isRow(store.buffer(), store.coordinates(), index);
        return staged
                ? new Statement.Store(row(store.buffer()), List.of(index), value)
                : new Statement.Store(store.buffer(), store.coordinates(), value);
    }

    private List<Expression> onRow(List<Expression> values, Local index, Set<Buffer> read) {
        return values.stream().map(value -> onRow(value, index, read)).toList();
    }

    private Expression onRow(Expression value, Local index, Set<Buffer> read) {
        if (value instanceof Expression.Load load
                && read.contains(load.buffer())
                && isRow(load.buffer(), load.coordinates(), index)) {
            return new Expression.Load(row(load.buffer()), List.of(index));
        } else if (value instanceof Expression.Apply apply) {
            return new Expression.Apply(apply.operator(), onRow(apply.operands(), index, read), apply.type());
        } else if (value instanceof Expression.Bits bits) {
            return new Expression.Bits(bits.operation(), onRow(bits.operands(), index, read), bits.type());
        } else if (value instanceof Expression.Convert convert) {
            return new Expression.Convert(onRow(convert.value(), index, read), convert.type());
        }
        return value;
    }
}
