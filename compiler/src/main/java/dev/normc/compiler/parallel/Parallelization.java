package dev.normc.compiler.parallel;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.FreshNames;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.RowAccess;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Statement.Loop;
import dev.normc.compiler.loop.Statement.Rows;
import dev.normc.compiler.loop.Type;
import dev.normc.compiler.loop.Uses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Marks the loops that several threads may share: the front door of this package. */
public final class Parallelization {

    /** Locals that the method of a loop takes besides its arrays: Java's methods take 255 arguments at most. */
    private static final int MOST_LOCALS = 60;

    private final FreshNames names;
    private final Set<Local> assigned;

    private Parallelization(Kernel kernel) {
        this.names = new FreshNames(kernel);
        this.assigned = Uses.of(kernel.body()).assigned();
    }

    /** {@code kernel}, with loops over rows in pieces where pieces do not depend on one another. */
    public static Kernel parallelize(Kernel kernel) {
        Parallelization parallelization = new Parallelization(kernel);
        List<Statement> body = new ArrayList<>();
        for (int i = 0; i < kernel.body().size(); i++) {
            Statement statement = kernel.body().get(i);
            List<Statement> behind = kernel.body().subList(i + 1, kernel.body().size());
            body.add(
                    statement instanceof Loop loop
                            ? parallelization.rows(loop, behind).orElse(loop)
                            : statement);
        }
        return RowAccess.violations(body).isEmpty()
                ? new Kernel(kernel.buffers(), body, kernel.whenEmpty(), kernel.profile())
                : kernel;
    }

    private Optional<Statement> rows(Loop loop, List<Statement> behind) {
        if (!(loop.to() instanceof Expression.Size size) || !loop.from().equals(Expression.integer(0))) {
            return Optional.empty();
        }
        Local from = new Local(names.nameLike("from"), Type.INT);
        Local to = new Local(names.nameLike("to"), Type.INT);
        int unit = loop.step() == 1 ? 1 : Kernel.ROWS_PER_CHUNK;
        Loop piece = new Loop(loop.index(), from, to, loop.step(), loop.body());
        Rows rows = new Rows(size.axis(), from, to, unit, axesInside(loop.body()), List.of(piece));
        return canBeHandedOver(rows) && RowAccess.violations(rows, behind).isEmpty()
                ? Optional.of(rows)
                : Optional.empty();
    }

    /** Whether the locals around the loop that it reads are few and final. */
    private boolean canBeHandedOver(Rows rows) {
        List<Local> open = Uses.of(List.of(rows)).free();
        return open.size() <= MOST_LOCALS && open.stream().noneMatch(assigned::contains);
    }

    /** The axes of the deepest nest of loops. */
    private static List<Axis> axesInside(List<Statement> statements) {
        List<Axis> deepest = List.of();
        for (Statement statement : statements) {
            List<Axis> axes = new ArrayList<>();
            if (statement instanceof Statement.Sweep sweep) {
                axes.add(sweep.axis());
            } else if (statement instanceof Loop loop && loop.to() instanceof Expression.Size size) {
                axes.add(size.axis());
            }
            axes.addAll(axesInside(statement.inner()));
            deepest = axes.size() > deepest.size() ? axes : deepest;
        }
        return deepest;
    }
}
