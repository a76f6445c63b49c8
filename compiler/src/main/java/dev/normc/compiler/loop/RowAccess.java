package dev.normc.compiler.loop;

import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.Expression.Load;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Statement.Rows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How the pieces of a loop over rows use memory. What a piece writes is either scratch memory that starts anew in every
 * piece, of which each thread has its own, or has a dimension of rows or of chunks along the loop's axis, where the
 * piece keeps to its own rows.
 */
public final class RowAccess {

    private final Rows rows;
    private final Set<Buffer> written = new LinkedHashSet<>();
    private final Set<Local> ranges = new HashSet<>();
    private final Set<Local> indices = new HashSet<>();
    private final Set<Local> chunks = new HashSet<>();
    private final List<String> found = new ArrayList<>();

    private RowAccess(Rows rows) {
        this.rows = rows;
        ranges.add(rows.from());
        ranges.add(rows.to());
        collectWritten(rows.body());
    }

    /** The scratch buffers that each thread needs for itself. */
    public static List<Buffer> own(Rows rows) {
        RowAccess access = new RowAccess(rows);
        return access.written.stream().filter(access::isOwn).toList();
    }

    /** The loops over rows in pieces at the outermost level of {@code statements}. */
    public static List<Rows> loops(List<Statement> statements) {
        List<Rows> loops = new ArrayList<>();
        for (Statement statement : statements) {
            if (statement instanceof Rows rows) {
                loops.add(rows);
            } else if (statement instanceof Statement.Part part) {
                loops.addAll(loops(part.body()));
            }
        }
        return loops;
    }

    /** Why the loops over rows of a kernel's body may not run in pieces; nothing if they may. */
    public static List<String> violations(List<Statement> body) {
        List<String> found = new ArrayList<>();
        collectViolations(body, List.of(), found);
        List<Rows> loops = loops(body);
        Set<Buffer> own = new LinkedHashSet<>();
        loops.forEach(rows -> own.addAll(own(rows)));
        for (Rows rows : loops) {
            Set<Buffer> others = new LinkedHashSet<>(own);
            others.removeAll(own(rows));
            others.retainAll(Uses.of(rows.body()).buffers());
            others.forEach(buffer -> found.add("each thread has a " + buffer + " of its own, which none has filled"));
        }
        return found;
    }

    private static void collectViolations(List<Statement> statements, List<Statement> behind, List<String> found) {
        for (int i = 0; i < statements.size(); i++) {
            List<Statement> rest = new ArrayList<>(statements.subList(i + 1, statements.size()));
            rest.addAll(behind);
            if (statements.get(i) instanceof Rows rows) {
                found.addAll(violations(rows, rest));
            } else if (statements.get(i) instanceof Statement.Part part) {
                collectViolations(part.body(), rest, found);
            }
        }
    }

    /**
     * Why pieces of {@code rows} may not run in any order or at once; nothing if they may.
     *
     * @param behind the statements of the kernel that follow
     */
    public static List<String> violations(Rows rows, List<Statement> behind) {
        RowAccess access = new RowAccess(rows);
        Uses uses = Uses.of(rows.body());
        for (Local local : uses.assigned()) {
            access.require(uses.defined().contains(local), local.name() + " goes on from one row to the next");
        }
        Set<Buffer> carried = new HashSet<>();
        FirstAccess.of(rows.body()).reads().forEach(carried::add);
        FirstAccess.of(behind).reads().forEach(carried::add);
        for (Buffer buffer : access.written) {
            access.require(
                    !access.isOwn(buffer) || !carried.contains(buffer), buffer + " goes on from one row to the next");
        }
        access.visit(rows.body());
        return access.found;
    }

    private void require(boolean holds, String violation) {
        if (!holds) {
            found.add("rows of " + rows.axis() + ": " + violation);
        }
    }

    private boolean isOwn(Buffer buffer) {
        return buffer.kind() == Buffer.Kind.SCRATCH && place(buffer) < 0;
    }

    /** The dimension of rows or of chunks; -1 if there is none. */
    private int place(Buffer buffer) {
        int row = buffer.extents().indexOf(new Extent.Along(rows.axis()));
        return row >= 0 ? row : buffer.extents().indexOf(new Extent.Chunks(rows.axis()));
    }

    private void collectWritten(List<Statement> statements) {
        for (Statement statement : statements) {
            FirstAccess.writes(statement).forEach(written::add);
            collectWritten(statement.inner());
        }
    }

    private void visit(List<Statement> statements) {
        for (Statement statement : statements) {
            statement.values().forEach(this::value);
            if (statement instanceof Statement.Let let && let.local().type() == Type.INT) {
                let(let);
            } else if (statement instanceof Statement.Loop loop && names(loop.from(), ranges)) {
                indices.add(loop.index());
                ranges.add(loop.index());
            } else if (statement instanceof Statement.Store store) {
                access(store.buffer(), store.coordinates());
            } else if (statement instanceof Statement.CopyRow copy) {
                access(copy.whole(), copy.coordinates());
            } else if (statement.inner().isEmpty()) {
                for (Buffer buffer : FirstAccess.writes(statement)) {
                    require(isOwn(buffer), buffer + " is written as a whole");
                }
            }
            visit(statement.inner());
        }
    }

    private void let(Statement.Let let) {
        if (let.value() instanceof Expression.Apply apply
                && apply.operator() == Pointwise.DIVIDE
                && apply.operands().get(1).equals(Expression.integer(Kernel.ROWS_PER_CHUNK))
                && rows.unit() % Kernel.ROWS_PER_CHUNK == 0
                && names(apply.operands().get(0), ranges)) {
            chunks.add(let.local());
        } else if (names(let.value(), ranges)) {
            ranges.add(let.local());
        }
    }

    private static boolean names(Expression value, Set<Local> locals) {
        if (value instanceof Expression.Apply apply) {
            return apply.operands().stream().anyMatch(operand -> names(operand, locals));
        }
        return value instanceof Local local && locals.contains(local);
    }

    private void value(Expression value) {
        if (value instanceof Load load) {
            access(load.buffer(), load.coordinates());
        } else if (value instanceof Expression.Apply apply) {
            apply.operands().forEach(this::value);
        } else if (value instanceof Expression.Bits bits) {
            bits.operands().forEach(this::value);
        } else if (value instanceof Expression.Convert convert) {
            value(convert.value());
        }
    }

    /** An element of a buffer that pieces write and share is one of the piece's rows or chunks. */
    private void access(Buffer buffer, List<Expression> coordinates) {
        if (!written.contains(buffer) || isOwn(buffer)) {
            return;
        }
        int place = place(buffer);
        boolean keeps = place >= 0
                && place < coordinates.size()
                && (buffer.extents().get(place) instanceof Extent.Chunks
                        ? names(coordinates.get(place), chunks)
                        : isRow(coordinates.get(place)));
        require(keeps, buffer + " is written at no place of the row");
    }

    /** The index of a row, or of one further on where a pass takes several. */
    private boolean isRow(Expression coordinate) {
        if (coordinate instanceof Expression.Apply apply && apply.operator() == Pointwise.ADD) {
            return isRow(apply.operands().get(0)) && apply.operands().get(1) instanceof Expression.Literal;
        }
        return coordinate instanceof Local local && indices.contains(local);
    }
}
