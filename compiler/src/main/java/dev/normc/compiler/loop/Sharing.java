package dev.normc.compiler.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether a written argument may be the same array as a read one. It may if both have the same layout, every
 * element is read before it is written, and none is read again in a later loop.
 */
public final class Sharing {

    private final Buffer written;
    private final Buffer read;
    private boolean stored;
    private boolean safe = true;

    private Sharing(Buffer written, Buffer read) {
        this.written = written;
        this.read = read;
    }

    /** Whether {@code written} and {@code read} may be one array in {@code kernel}. */
    public static boolean allowed(Kernel kernel, Buffer written, Buffer read) {
        if (!written.extents().equals(read.extents()) || written.extents().isEmpty()) {
            return false;
        }
        Sharing sharing = new Sharing(written, read);
        sharing.visit(kernel.body());
        return sharing.safe;
    }

    private void visit(List<Statement> statements) {
        boolean storedBefore = stored;
        Statement last = new Statement.Comment("");
        for (Statement statement : statements) {
            if (statement instanceof Statement.Loop loop && isContinued(last, loop)) {
                visitContinuation(loop, storedBefore);
            } else if (statement instanceof Statement.Loop loop) {
                storedBefore = stored;
                visitLoop(loop.index().name(), loop.body());
            } else if (statement instanceof Statement.Sweep sweep) {
                visitLoop(sweep.index().name(), sweep.body());
            } else if (statement instanceof Statement.Part || statement instanceof Statement.Rows) {
                visit(statement.inner());
            } else {
                visitStraight(statement);
            }
            last = statement;
        }
    }

    /** Whether {@code loop} goes on with the rows behind those of {@code last}. */
    private static boolean isContinued(Statement last, Statement.Loop loop) {
        return last instanceof Statement.Loop before
                && loop.from() instanceof Expression.Local
                && loop.from().equals(before.to());
    }

    /** The same loop for the rows that are left: those before them were other elements if all moves with the index. */
    private void visitContinuation(Statement.Loop loop, boolean storedBefore) {
        boolean storedThere = stored;
        stored = storedBefore;
        visitLoop(loop.index().name(), loop.body());
        if (storedThere
                && !storedBefore
                && readsAfresh(loop.body(), loop.index().name())) {
            safe = false;
        }
        stored |= storedThere;
    }

    /**
     * What a pass of the loop stores matters to later passes only if the loop does not move on to other elements: a
     * loop whose index is no coordinate of the stored element, with a read of another place inside.
     */
    private void visitLoop(String index, List<Statement> body) {
        boolean before = stored;
        visit(body);
        boolean storedInside = stored && !before;
        if (storedInside && readsAfresh(body, index)) {
            safe = false;
        }
    }

    /** Whether a read inside does not move with the loop, so that a later pass would see what an earlier one stored. */
    private boolean readsAfresh(List<Statement> body, String index) {
        List<Expression.Load> loads = new ArrayList<>();
        List<List<Expression>> stores = new ArrayList<>();
        collect(body, loads, stores);
        boolean storeMoves = stores.stream().allMatch(store -> usesIndex(store, index));
        boolean loadsMove = loads.stream().allMatch(load -> usesIndex(load.coordinates(), index));
        boolean blockLoop = stores.stream().noneMatch(store -> usesIndex(store, index))
                && loads.stream().noneMatch(load -> usesIndex(load.coordinates(), index));
        return !(storeMoves && loadsMove) && !(blockLoop && isBlockLoop(body, index));
    }

    /** A loop over blocks of rows: an inner loop starts at its index. */
    private static boolean isBlockLoop(List<Statement> body, String index) {
        return body.stream()
                .anyMatch(statement -> statement instanceof Statement.Part part
                        ? isBlockLoop(part.body(), index)
                        : statement instanceof Statement.Loop loop
                                && loop.from() instanceof Expression.Local local
                                && local.name().equals(index));
    }

    private static boolean usesIndex(List<Expression> coordinates, String index) {
        return coordinates.stream().anyMatch(coordinate -> usesIndex(coordinate, index));
    }

    /** A row of several that one pass takes counts as well: {@code n + 1}. */
    private static boolean usesIndex(Expression coordinate, String index) {
        return coordinate instanceof Expression.Local local
                ? local.name().equals(index)
                : coordinate instanceof Expression.Apply apply && usesIndex(apply.operands(), index);
    }

    private void collect(List<Statement> body, List<Expression.Load> loads, List<List<Expression>> stores) {
        for (Statement statement : body) {
            if (!statement.inner().isEmpty()) {
                collect(statement.inner(), loads, stores);
            } else {
                statement.values().forEach(value -> loads(value, loads));
                storedPlace(statement).ifPresent(stores::add);
            }
        }
    }

    private void visitStraight(Statement statement) {
        List<Expression.Load> loads = new ArrayList<>();
        statement.values().forEach(value -> loads(value, loads));
        if (stored && !loads.isEmpty()) {
            safe = false;
        }
        if (storedPlace(statement).isPresent()) {
            stored = true;
        }
        if (statement instanceof Statement.Copy copy
                && (copy.from().equals(read) || copy.to().equals(read))) {
            safe = false;
        }
    }

    /** The coordinates at which the statement writes the written argument, if it does. */
    private Optional<List<Expression>> storedPlace(Statement statement) {
        if (statement instanceof Statement.Store store && store.buffer().equals(written)) {
            return Optional.of(store.coordinates());
        }
        return statement instanceof Statement.CopyRow copy
                        && !copy.load()
                        && copy.whole().equals(written)
                ? Optional.of(copy.coordinates())
                : Optional.empty();
    }

    private void loads(Expression expression, List<Expression.Load> found) {
        if (expression instanceof Expression.Load load && load.buffer().equals(read)) {
            found.add(load);
        } else if (expression instanceof Expression.Apply apply) {
            apply.operands().forEach(operand -> loads(operand, found));
        } else if (expression instanceof Expression.Bits bits) {
            bits.operands().forEach(operand -> loads(operand, found));
        } else if (expression instanceof Expression.Convert convert) {
            loads(convert.value(), found);
        }
    }
}
