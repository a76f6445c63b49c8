package dev.normc.compiler.vectorize;

import dev.normc.compiler.graph.JavaForm;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Load;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.FreshNames;
import dev.normc.compiler.loop.InlinedBytes;
import dev.normc.compiler.loop.Rewriter;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Statement.LaneAccumulator;
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
 * Several rows at a time, sweep by sweep. What rows add up in, one sum per column, is read and written once for all of
 * them, what they share is read once, and one row's work hides how long another's sums take. The terms of a sum join it
 * row by row as before, so no bit changes.
 */
final class RowJam {

    /** Where rows are only read; more of them, a power of two apart, drive each other out of the cache. */
    private static final int MOST_ROWS_READ = 4;

    /** Where rows are written or summed, too. */
    private static final int MOST_ROWS_WRITTEN = 2;

    private final Loop loop;
    private final List<List<Statement>> groups;
    private final FreshNames names;
    private final Map<Load, Local> written = new HashMap<>();

    private RowJam(Loop loop, FreshNames names) {
        this.loop = loop;
        this.groups = RowIndependence.groups(loop);
        this.names = names;
    }

    /**
     * Loops over the same rows, the first of which takes several at a time; none if {@code loop} is not that simple.
     */
    static Optional<List<Statement>> of(Loop loop, FreshNames names) {
        if (!RowIndependence.holds(loop)) {
            return Optional.empty();
        }
        RowJam jam = new RowJam(loop, names);
        int rows = jam.rows();
        return rows < 2 ? Optional.empty() : Optional.of(jam.loops(rows));
    }

    /** As many rows as fit; one if they have nothing in common. */
    private int rows() {
        int rows = 1;
        boolean reads = true;
        for (Sweep sweep : sweeps()) {
            boolean sums = !sweep.accumulators().isEmpty();
            boolean shares = !shared(sweep).isEmpty();
            for (Statement statement : sweep.body()) {
                if (statement instanceof Statement.Store store) {
                    boolean ofRow = isRow(store.coordinates());
                    reads &= !ofRow;
                    sums |= !ofRow;
                }
            }
            reads &= sweep.accumulators().isEmpty();
            rows = sums || shares ? MOST_ROWS_READ : rows;
        }
        rows = Math.min(rows, reads ? MOST_ROWS_READ : MOST_ROWS_WRITTEN);
        while (rows > 1 && !fits(rows)) {
            rows /= 2;
        }
        return rows;
    }

    private List<Sweep> sweeps() {
        return loop.body().stream()
                .filter(Sweep.class::isInstance)
                .map(Sweep.class::cast)
                .toList();
    }

    private boolean fits(int rows) {
        return sweeps().stream().allMatch(sweep -> !calls(sweep) && bytes(sweep, rows) <= InlinedBytes.MOST);
    }

    /** What a step of {@code rows} rows takes: what all share is read once. */
    private int bytes(Sweep sweep, int rows) {
        int loads = shared(sweep).stream().mapToInt(InlinedBytes::of).sum();
        return loads
                + rows * (InlinedBytes.of(sweep.body()) - loads)
                + InlinedBytes.ofAccumulators(rows * sweep.accumulators().size(), 1);
    }

    private Set<Load> shared(Sweep sweep) {
        Set<Load> shared = new HashSet<>();
        sweep.body().forEach(statement -> statement.values().forEach(value -> collect(value, shared)));
        shared.removeIf(load -> isRow(load.coordinates()));
        return shared;
    }

    private static void collect(Expression value, Set<Load> loads) {
        if (value instanceof Load load) {
            loads.add(load);
        } else if (value instanceof Expression.Apply apply) {
            apply.operands().forEach(operand -> collect(operand, loads));
        } else if (value instanceof Expression.Convert convert) {
            collect(convert.value(), loads);
        }
    }

    /** Whether a function is called, whose steps are many. */
    private static boolean calls(Sweep sweep) {
        return sweep.body().stream()
                .flatMap(statement -> statement.values().stream())
                .anyMatch(RowJam::calls);
    }

    private static boolean calls(Expression value) {
        return value instanceof Expression.Apply apply
                && (apply.operator().java() instanceof JavaForm.Defined
                        || apply.operands().stream().anyMatch(RowJam::calls));
    }

    private boolean isRow(List<Expression> coordinates) {
        return coordinates.contains(loop.index());
    }

    private List<Statement> loops(int rows) {
        Local wholeEnd = new Local(names.nameLike(loop.index().name() + "Whole"), Type.INT);
        Expression count = Expression.apply(Pointwise.SUBTRACT, Type.INT, loop.to(), loop.from());
        Expression whole = Expression.apply(
                Pointwise.MULTIPLY,
                Type.INT,
                Expression.apply(Pointwise.DIVIDE, Type.INT, count, Expression.integer(rows)),
                Expression.integer(rows));
        List<Statement> jammed = jammed(rows);
        Loop rest = new Loop(loop.index(), wholeEnd, loop.to(), 1, loop.body());
        return List.of(
                new Statement.Let(wholeEnd, Expression.apply(Pointwise.ADD, Type.INT, loop.from(), whole), false),
                new Loop(loop.index(), loop.from(), wholeEnd, rows, jammed),
                rest);
    }

    private List<Statement> jammed(int rows) {
        List<Copy> copies = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            copies.add(new Copy(row));
        }
        List<Statement> jammed = new ArrayList<>();
        for (List<Statement> group : groups) {
            if (group.size() == 1 && group.get(0) instanceof Sweep sweep) {
                jammed.add(jammed(sweep, copies));
            } else {
                copies.forEach(copy -> jammed.addAll(copy.rewritten(group)));
            }
        }
        return jammed;
    }

    /** All rows are read before one of them is written: an output may be the same array as an input. */
    private Sweep jammed(Sweep sweep, List<Copy> copies) {
        List<LaneAccumulator> accumulators = new ArrayList<>();
        List<Statement> body = new ArrayList<>();
        Map<Load, Statement.Store> stores = new LinkedHashMap<>();
        for (Copy copy : copies) {
            for (LaneAccumulator own : sweep.accumulators()) {
                accumulators.add(
                        new LaneAccumulator(copy.declared(own.result()), own.terms(), own.lanes(), own.reduction()));
            }
            for (Statement statement : sweep.body()) {
                Statement own = copy.rewritten(statement).get(0);
                if (own instanceof Statement.Store store) {
                    stores.put(new Load(store.buffer(), store.coordinates()), held(store, body));
                } else {
                    body.add(own);
                }
            }
        }
        body.addAll(stores.values());
        written.clear();
        return new Sweep(sweep.axis(), sweep.index(), accumulators, body);
    }

    /** The store of a local that holds the value, for rows to come as well; only the last store at a place happens. */
    private Statement.Store held(Statement.Store store, List<Statement> body) {
        Local value = new Local(
                names.nameLike(store.buffer().name() + "Next"), store.value().type());
        body.add(new Statement.Let(value, store.value(), false));
        written.put(new Load(store.buffer(), store.coordinates()), value);
        return new Statement.Store(store.buffer(), store.coordinates(), value);
    }

    /** A row further on: its locals have names of their own, and what is written is read where it is held. */
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
            Expression own = super.rewritten(expression);
            Local value = own instanceof Load load ? written.get(load) : null;
            return value == null ? own : value;
        }
    }
}
