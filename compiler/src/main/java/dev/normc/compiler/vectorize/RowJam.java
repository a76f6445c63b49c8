package dev.normc.compiler.vectorize;

import dev.normc.compiler.graph.JavaForm;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Load;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.FreshNames;
import dev.normc.compiler.loop.InlinedBytes;
import dev.normc.compiler.loop.Rewriter;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Statement.Loop;
import dev.normc.compiler.loop.Statement.Sweep;
import dev.normc.compiler.loop.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Several rows in one sweep. What rows add up in, one sum per column, is read and written once for all of them, and
 * what they share is read once. The terms of a sum join it row by row as before, so no bit changes.
 */
final class RowJam {

    /** Where rows are only read; more of them, a power of two apart, drive each other out of the cache. */
    private static final int MOST_ROWS_READ = 4;

    /** Where rows are written, too. */
    private static final int MOST_ROWS_WRITTEN = 2;

    private final Loop loop;
    private final Sweep sweep;
    private final FreshNames names;
    private final Map<Load, Local> written = new HashMap<>();
    private final Map<Load, Statement.Store> sums = new LinkedHashMap<>();
    private final List<Statement> before = new ArrayList<>();
    private final List<Statement> body = new ArrayList<>();

    private RowJam(Loop loop, FreshNames names) {
        this.loop = loop;
        this.sweep = (Sweep) loop.body().get(loop.body().size() - 1);
        this.names = names;
    }

    /**
     * Loops over the same rows, the first of which takes several at a time; none if {@code loop} is not that simple.
     */
    static Optional<List<Statement>> of(Loop loop, FreshNames names) {
        if (!isSimple(loop)) {
            return Optional.empty();
        }
        RowJam jam = new RowJam(loop, names);
        int rows = jam.rows();
        return rows < 2 || !jam.isIndependent() ? Optional.empty() : Optional.of(jam.loops(rows));
    }

    /** One sweep that sums nothing along itself, behind values that stand for its row. */
    private static boolean isSimple(Loop loop) {
        int last = loop.body().size() - 1;
        return loop.step() == 1
                && last >= 0
                && loop.body().get(last) instanceof Sweep sweep
                && sweep.accumulators().isEmpty()
                && loop.body().subList(0, last).stream()
                        .allMatch(statement -> statement instanceof Statement.Let let && !let.mutable());
    }

    /** As many rows as fit; one if they have no sums in common. */
    private int rows() {
        boolean writes = false;
        boolean sums = false;
        for (Statement statement : sweep.body()) {
            if (statement instanceof Statement.Store store) {
                boolean ofRow = isRow(store.coordinates());
                writes |= ofRow;
                sums |= !ofRow;
            }
        }
        int rows = !sums ? 1 : writes ? MOST_ROWS_WRITTEN : MOST_ROWS_READ;
        while (rows > 1 && bytes(rows) > InlinedBytes.MOST) {
            rows /= 2;
        }
        return rows;
    }

    /** What a step of {@code rows} rows takes: what all share is read once. */
    private int bytes(int rows) {
        Set<Load> shared = new HashSet<>();
        sweep.body().forEach(statement -> statement.values().forEach(value -> collectShared(value, shared)));
        int loads = shared.stream().mapToInt(InlinedBytes::of).sum();
        boolean calls = sweep.body().stream()
                .flatMap(statement -> statement.values().stream())
                .anyMatch(RowJam::calls);
        return calls ? Integer.MAX_VALUE : loads + rows * (InlinedBytes.of(sweep.body()) - loads);
    }

    private void collectShared(Expression value, Set<Load> shared) {
        if (value instanceof Load load && !isRow(load.coordinates())) {
            shared.add(load);
        } else if (value instanceof Expression.Apply apply) {
            apply.operands().forEach(operand -> collectShared(operand, shared));
        } else if (value instanceof Expression.Convert convert) {
            collectShared(convert.value(), shared);
        }
    }

    /** Whether a function is called, whose steps are many. */
    private static boolean calls(Expression value) {
        return value instanceof Expression.Apply apply
                && (apply.operator().java() instanceof JavaForm.Defined
                        || apply.operands().stream().anyMatch(RowJam::calls));
    }

    private boolean isRow(List<Expression> coordinates) {
        return coordinates.contains(loop.index());
    }

    /** Whether no row reads what another writes, but for sums, each at one place. */
    private boolean isIndependent() {
        Map<Buffer, List<Expression>> places = new HashMap<>();
        for (Statement statement : sweep.body()) {
            if (statement instanceof Statement.Store store && places.put(store.buffer(), store.coordinates()) != null) {
                return false;
            }
        }
        return loop.body().stream()
                .flatMap(statement ->
                        statement instanceof Sweep inner ? inner.body().stream() : List.of(statement).stream())
                .flatMap(statement -> statement.values().stream())
                .allMatch(value -> readsAt(value, places));
    }

    private static boolean readsAt(Expression value, Map<Buffer, List<Expression>> places) {
        if (value instanceof Load load) {
            return load.coordinates().equals(places.getOrDefault(load.buffer(), load.coordinates()));
        } else if (value instanceof Expression.Apply apply) {
            return apply.operands().stream().allMatch(operand -> readsAt(operand, places));
        }
        if (value instanceof Expression.Bits bits) {
            return bits.operands().stream().allMatch(operand -> readsAt(operand, places));
        }
        return !(value instanceof Expression.Convert convert) || readsAt(convert.value(), places);
    }

    private List<Statement> loops(int rows) {
        Local wholeEnd = new Local(names.nameLike(loop.index().name() + "Whole"), Type.INT);
        Expression count = Expression.apply(Pointwise.SUBTRACT, Type.INT, loop.to(), loop.from());
        Expression whole = Expression.apply(
                Pointwise.MULTIPLY,
                Type.INT,
                Expression.apply(Pointwise.DIVIDE, Type.INT, count, Expression.integer(rows)),
                Expression.integer(rows));
        for (int row = 0; row < rows; row++) {
            add(row);
        }
        body.addAll(sums.values());
        List<Statement> jammed = new ArrayList<>(before);
        jammed.add(new Sweep(sweep.axis(), sweep.index(), List.of(), body));
        Loop rest = new Loop(loop.index(), wholeEnd, loop.to(), 1, loop.body());
        return List.of(
                new Statement.Let(wholeEnd, Expression.apply(Pointwise.ADD, Type.INT, loop.from(), whole), false),
                new Loop(loop.index(), loop.from(), wholeEnd, rows, jammed),
                rest);
    }

    /** The statements of one of the rows. */
    private void add(int row) {
        Copy copy = new Copy(row);
        for (Statement statement : loop.body().subList(0, loop.body().size() - 1)) {
            before.addAll(copy.rewritten(statement));
        }
        for (Statement statement : sweep.body()) {
            Statement own = copy.rewritten(statement).get(0);
            if (own instanceof Statement.Store store && !isRow(((Statement.Store) statement).coordinates())) {
                sum(store);
            } else {
                body.add(own);
            }
        }
    }

    /** The value so far stays in a local; the last row's is stored. */
    private void sum(Statement.Store store) {
        Load place = new Load(store.buffer(), store.coordinates());
        Local value = new Local(
                names.nameLike(store.buffer().name() + "Sum"), store.value().type());
        body.add(new Statement.Let(value, store.value(), false));
        written.put(place, value);
        sums.put(place, new Statement.Store(store.buffer(), store.coordinates(), value));
    }

    /** A row further on: its locals have names of their own, and sums are read where the row before left them. */
    private final class Copy extends Rewriter {
        private final int row;
        private final Map<Local, Local> own = new HashMap<>();

        Copy(int row) {
            this.row = row;
        }

        @Override
        protected Expression read(Local local) {
            if (row > 0 && local.equals(loop.index())) {
                return Expression.apply(Pointwise.ADD, Type.INT, local, Expression.integer(row));
            }
            return own.getOrDefault(local, local);
        }

        @Override
        protected Local declared(Local local) {
            Local copy = row == 0 ? local : new Local(names.nameLike(local.name()), local.type());
            own.put(local, copy);
            return copy;
        }

        @Override
        public Expression rewritten(Expression expression) {
            Local sum = expression instanceof Load load ? written.get(load) : null;
            return sum == null ? super.rewritten(expression) : sum;
        }
    }
}
