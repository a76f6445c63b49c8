package dev.normc.compiler.partition;

import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.InlinedBytes;
import dev.normc.compiler.loop.Rewriter;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Statement.LaneAccumulator;
import dev.normc.compiler.loop.Statement.Let;
import dev.normc.compiler.loop.Uses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides the body of a long sweep among several: HotSpot makes vector instructions of a loop as long as it does not
 * run out of registers and nodes. What one sweep computes and a later one needs goes through a scratch row; what was
 * merely read is read again. No element depends on another, so the order of what happens to one does not change.
 */
final class SweepDivision {

    /** Operations, loads and stores of a sweep that HotSpot still turns into vector instructions. */
    private static final int MOST_OPERATIONS = 64;

    /**
     * The same in a sweep with the steps of a function, which read and write rows that others hand on: found by trying
     * it with tanh. Of 28 operations one sweep is left without vectors, which takes seven times as long as all others.
     */
    private static final int MOST_OPERATIONS_WITH_STEPS = 20;

    /** With room for what pieces hand to one another. */
    private static final int MOST_INLINED_IN_PIECE = 6_500;

    private final Memory memory;
    private final boolean inFloat;

    /** {@code inFloat} tells the type of numbers, double otherwise. */
    SweepDivision(Memory memory, boolean inFloat) {
        this.memory = memory;
        this.inFloat = inFloat;
    }

    static boolean hasLongSweep(List<Statement> statements, boolean inFloat) {
        return statements.stream()
                .anyMatch(statement -> statement instanceof Statement.Sweep sweep
                        ? isLong(sweep) || hasSteps(sweep, inFloat)
                        : hasLongSweep(statement.inner(), inFloat));
    }

    /** Whether the sweep calls a function of many steps that HotSpot makes vector instructions of. */
    private static boolean hasSteps(Statement.Sweep sweep, boolean inFloat) {
        return !sweep.lanes().isVector()
                && Uses.of(sweep.body()).assigned().isEmpty()
                && Calls.areIn(sweep.body(), inFloat);
    }

    private static boolean isLong(Statement.Sweep sweep) {
        int most = sweep.lanes().isVector() ? InlinedBytes.MOST : MOST_OPERATIONS;
        return weight(sweep, sweep.body()) > most
                && Uses.of(sweep.body()).assigned().isEmpty();
    }

    /** Operations where HotSpot finds vectors by itself, else what it inlines to make them. */
    private static int weight(Statement.Sweep sweep, List<Statement> statements) {
        return sweep.lanes().isVector() ? InlinedBytes.of(statements) : Weights.operations(statements);
    }

    private static int mostInPiece(Statement.Sweep sweep) {
        return sweep.lanes().isVector() ? MOST_INLINED_IN_PIECE : MOST_OPERATIONS;
    }

    List<Statement> divide(List<Statement> statements) {
        List<Statement> result = new ArrayList<>();
        for (Statement statement : statements) {
            if (statement instanceof Statement.Loop loop) {
                result.add(new Statement.Loop(loop.index(), loop.from(), loop.to(), loop.step(), divide(loop.body())));
            } else if (statement instanceof Statement.Rows rows) {
                result.add(rows.withBody(divide(rows.body())));
            } else if (statement instanceof Statement.Sweep sweep && hasSteps(sweep, inFloat)) {
                List<Statement> body = new Calls(memory, inFloat).expanded(sweep.body());
                Statement.Sweep expanded =
                        new Statement.Sweep(sweep.axis(), sweep.index(), sweep.accumulators(), body, sweep.lanes());
                result.addAll(new Division(expanded, MOST_OPERATIONS_WITH_STEPS).sweeps());
            } else if (statement instanceof Statement.Sweep sweep && isLong(sweep)) {
                result.addAll(new Division(sweep, mostInPiece(sweep)).sweeps());
            } else {
                result.add(statement);
            }
        }
        return result;
    }

    /** One sweep in pieces. */
    private final class Division {
        private final Statement.Sweep sweep;
        private final int most;
        private final List<List<Statement>> pieces = new ArrayList<>();
        private final Map<Local, Let> lets = new HashMap<>();
        private final Map<Local, Integer> definedIn = new HashMap<>();
        private final Map<Local, Integer> lastReadIn = new HashMap<>();
        private final Map<Local, Buffer> rows = new LinkedHashMap<>();
        private final Map<Buffer, Integer> storedIn = new HashMap<>();
        private List<Statement> piece = new ArrayList<>();

        Division(Statement.Sweep sweep, int most) {
            this.sweep = sweep;
            this.most = most;
            for (List<Statement> group : StoreOrder.of(sweep.body())) {
                cutIfFull(group);
                for (Statement statement : group) {
                    cutIfFull(List.of(statement));
                    piece.add(statement);
                    note(statement, pieces.size());
                }
            }
            pieces.add(piece);
        }

        /** Ends the piece if {@code more} does not fit in it but might in the next one. */
        private void cutIfFull(List<Statement> more) {
            int together = weight(sweep, piece) + weight(sweep, more);
            if (together > most && !piece.isEmpty()) {
                pieces.add(piece);
                piece = new ArrayList<>();
            }
        }

        private void note(Statement statement, int piece) {
            Uses.of(List.of(statement)).read().forEach(local -> lastReadIn.put(local, piece));
            if (statement instanceof Let let) {
                lets.put(let.local(), let);
                definedIn.put(let.local(), piece);
            } else if (statement instanceof Statement.Store store) {
                storedIn.putIfAbsent(store.buffer(), piece);
            }
        }

        List<Statement> sweeps() {
            List<Statement> sweeps = new ArrayList<>();
            for (int i = 0; i < pieces.size(); i++) {
                Statement.Sweep part = sweep(pieces.get(i), i);
                if (!part.body().stream().allMatch(statement -> statement instanceof Let)) {
                    sweeps.add(part); // else those who need what it read read it again
                }
                release(i);
            }
            return sweeps;
        }

        private Statement.Sweep sweep(List<Statement> piece, int number) {
            Map<Local, Local> own = new HashMap<>();
            List<Statement> body = new ArrayList<>();
            for (Local local : Uses.of(piece).read()) {
                if (definedIn.getOrDefault(local, number) < number) {
                    Local copy = memory.local(local);
                    own.put(local, copy);
                    body.add(new Let(copy, handed(local), false));
                }
            }
            Rewriter renaming = new Renaming(own);
            for (Statement statement : piece) {
                body.addAll(renaming.rewritten(statement));
                if (statement instanceof Let let && isHanded(let.local(), number)) {
                    Buffer row = memory.row(sweep.axis(), Crossing.typeInMemory(let.local()));
                    rows.put(let.local(), row);
                    body.add(new Statement.Store(row, List.of(sweep.index()), Crossing.toMemory(let.local())));
                }
            }
            return new Statement.Sweep(sweep.axis(), sweep.index(), accumulators(piece), body, sweep.lanes());
        }

        /** The value of a local of an earlier piece. */
        private Expression handed(Local local) {
            Buffer row = rows.get(local);
            return row == null
                    ? java.util.Objects.requireNonNull(lets.get(local)).value()
                    : Crossing.fromMemory(local, new Expression.Load(row, List.of(sweep.index())));
        }

        private boolean isHanded(Local local, int number) {
            return lastReadIn.getOrDefault(local, number) > number && !isReadAgain(local);
        }

        /**
         * Whether the pieces that need an element that was merely read can read it, too: none before them writes it.
         */
        private boolean isReadAgain(Local local) {
            Let let = lets.get(local);
            int last = lastReadIn.getOrDefault(local, 0);
            return let != null
                    && let.value() instanceof Expression.Load load
                    && storedIn.getOrDefault(load.buffer(), last) >= last;
        }

        private List<LaneAccumulator> accumulators(List<Statement> piece) {
            return piece.stream()
                    .filter(Statement.Accumulate.class::isInstance)
                    .map(statement -> ((Statement.Accumulate) statement).accumulator())
                    .toList();
        }

        private void release(int number) {
            List<Local> done = rows.keySet().stream()
                    .filter(local -> lastReadIn.getOrDefault(local, 0) <= number)
                    .toList();
            done.forEach(local -> memory.release(sweep.axis(), java.util.Objects.requireNonNull(rows.remove(local))));
        }
    }

    /** Reads other locals in the place of some. */
    private static final class Renaming extends Rewriter {
        private final Map<Local, Local> own;

        Renaming(Map<Local, Local> own) {
            this.own = own;
        }

        @Override
        protected Expression read(Local local) {
            return own.getOrDefault(local, local);
        }

        @Override
        protected Local declared(Local local) {
            return local;
        }
    }
}
