package dev.normc.compiler.loop;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which buffers statements read before they have written to them. */
public final class FirstAccess {

    private final Set<Buffer> written = new HashSet<>();
    private final Set<Buffer> reads = new LinkedHashSet<>();

    private FirstAccess() {}

    public static FirstAccess of(List<Statement> statements) {
        FirstAccess access = new FirstAccess();
        statements.forEach(access::visit);
        return access;
    }

    /** The buffers whose first access is a read. */
    public Set<Buffer> reads() {
        return reads;
    }

    /** The buffers that {@code statement} itself writes; those inside of it are not asked. */
    public static List<Buffer> writes(Statement statement) {
        if (statement instanceof Statement.Store store) {
            return List.of(store.buffer());
        } else if (statement instanceof Statement.Fill fill) {
            return List.of(fill.buffer());
        } else if (statement instanceof Statement.CopyRow copy) {
            return List.of(copy.load() ? copy.row() : copy.whole());
        } else if (statement instanceof Statement.Copy copy) {
            return List.of(copy.to());
        } else if (statement instanceof Statement.Sweep sweep) {
            return sweep.accumulators().stream()
                    .flatMap(accumulator -> Stream.concat(accumulator.terms().stream(), Stream.of(accumulator.lanes())))
                    .toList();
        } else if (statement instanceof Statement.MergeChunks merge) {
            return List.of(merge.partial());
        }
        return statement instanceof Statement.MergeMoments merge
                ? List.of(merge.sums(), merge.deviations())
                : List.of();
    }

    private void visit(Statement statement) {
        statement.values().forEach(this::value);
        if (statement instanceof Statement.CopyRow copy && !copy.load()) {
            read(copy.row());
        } else if (statement instanceof Statement.Copy copy) {
            read(copy.from());
        } else if (statement instanceof Statement.MergeChunks || statement instanceof Statement.MergeMoments) {
            writes(statement).forEach(this::read);
        }
        // a sweep writes its lanes before anything inside of it could read them
        written.addAll(writes(statement));
        statement.inner().forEach(this::visit);
    }

    private void value(Expression value) {
        if (value instanceof Expression.Load load) {
            read(load.buffer());
        } else if (value instanceof Expression.Apply apply) {
            apply.operands().forEach(this::value);
        } else if (value instanceof Expression.Bits bits) {
            bits.operands().forEach(this::value);
        } else if (value instanceof Expression.Convert convert) {
            value(convert.value());
        }
    }

    private void read(Buffer buffer) {
        if (!written.contains(buffer)) {
            reads.add(buffer);
        }
    }
}
