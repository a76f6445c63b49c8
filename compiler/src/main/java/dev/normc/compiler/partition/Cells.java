package dev.normc.compiler.partition;

import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Rewriter;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Statement.LaneAccumulator;
import dev.normc.compiler.loop.Type;
import dev.normc.compiler.loop.Uses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives each local that parts hand to one another a cell of a scratch buffer: it is stored where it is declared, and
 * loaded at the head of each part that reads it. A mutable local that a part touches lives in its cell altogether. The
 * cells of a loop over rows in pieces are apart from all others, since each thread needs its own.
 */
final class Cells extends Rewriter {

    private final Memory memory;
    private final Map<Local, Integer> declaredIn = new HashMap<>();
    private final Map<Local, Set<Integer>> touchedIn = new LinkedHashMap<>();
    private final Set<Local> mutable = new HashSet<>();
    private final Map<Local, Expression.Load> cells = new LinkedHashMap<>();
    private final Map<Local, Integer> rowsOf = new HashMap<>();
    private int parts;
    private int rows;

    Cells(Memory memory) {
        this.memory = memory;
    }

    List<Statement> connect(List<Statement> statements) {
        survey(statements);
        for (int home = 0; home <= rows; home++) {
            for (Type type : List.of(Type.NUMBER, Type.DOUBLE)) {
                giveCells(home, type);
            }
        }
        return rewritten(statements);
    }

    /** Cells for the locals that are declared in loop {@code home} over rows in pieces, or in none for 0. */
    private void giveCells(int home, Type type) {
        List<Local> crossing = touchedIn.keySet().stream()
                .filter(local -> local.type() != Type.INT && Crossing.typeInMemory(local) == type)
                .filter(local -> rowsOf.getOrDefault(local, 0) == home)
                .filter(this::crosses)
                .toList();
        if (!crossing.isEmpty()) {
            Buffer buffer = memory.cells(type, crossing.size());
            for (int i = 0; i < crossing.size(); i++) {
                cells.put(crossing.get(i), new Expression.Load(buffer, List.of(Expression.integer(i))));
            }
        }
    }

    private boolean crosses(Local local) {
        Integer home = declaredIn.get(local);
        return touchedIn.getOrDefault(local, Set.of()).stream().anyMatch(part -> !part.equals(home));
    }

    /** Notes which part declares, reads and assigns which locals. */
    private void survey(List<Statement> statements) {
        int part = parts++;
        Uses uses = Uses.outsideParts(statements);
        uses.defined().forEach(local -> declaredIn.put(local, part));
        uses.read().forEach(local -> touch(local, part));
        uses.assigned().forEach(local -> touch(local, part));
        mutable.addAll(uses.assigned());
        surveyParts(statements);
    }

    private void surveyParts(List<Statement> statements) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Part part) {
                survey(part.body());
            } else if (statement instanceof Statement.Rows inPieces) {
                rows++;
                Uses.of(inPieces.body()).defined().forEach(local -> rowsOf.put(local, rows));
                surveyParts(inPieces.body());
            } else {
                surveyParts(statement.inner());
            }
        }
    }

    private void touch(Local local, int part) {
        touchedIn.computeIfAbsent(local, key -> new HashSet<>()).add(part);
    }

    @Override
    protected Local declared(Local local) {
        return local;
    }

    @Override
    protected Expression read(Local local) {
        Expression.Load cell = cells.get(local);
        return cell != null && mutable.contains(local) ? cell : local;
    }

    @Override
    public List<Statement> rewritten(Statement statement) {
        if (statement instanceof Statement.Let let && cells.containsKey(let.local())) {
            return mutable.contains(let.local())
                    ? List.of(store(let.local(), rewritten(let.value())))
                    : List.of(let(let), store(let.local(), Crossing.toMemory(let.local())));
        } else if (statement instanceof Statement.Assign assign && cells.containsKey(assign.local())) {
            return List.of(store(assign.local(), rewritten(assign.value())));
        } else if (statement instanceof Statement.Part part) {
            return List.of(new Statement.Part(withLoads(part)));
        }
        List<Statement> result = new ArrayList<>(super.rewritten(statement));
        if (statement instanceof Statement.Sweep sweep) {
            for (LaneAccumulator accumulator : sweep.accumulators()) {
                if (cells.containsKey(accumulator.result())) {
                    result.add(store(accumulator.result(), accumulator.result()));
                }
            }
        }
        return result;
    }

    private Statement let(Statement.Let let) {
        return new Statement.Let(let.local(), rewritten(let.value()), let.mutable());
    }

    private Statement store(Local local, Expression value) {
        Expression.Load cell = java.util.Objects.requireNonNull(cells.get(local));
        return new Statement.Store(cell.buffer(), cell.coordinates(), value);
    }

    private List<Statement> withLoads(Statement.Part part) {
        List<Statement> body = new ArrayList<>();
        Uses uses = Uses.outsideParts(part.body());
        for (Local local : uses.read()) {
            Expression.Load cell = cells.get(local);
            if (cell != null && !mutable.contains(local) && !uses.defined().contains(local)) {
                body.add(new Statement.Let(local, Crossing.fromMemory(local, cell), false));
            }
        }
        body.addAll(rewritten(part.body()));
        return body;
    }
}
