package dev.normc.compiler.schedule;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Extent;
import dev.normc.compiler.loop.Profile;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Counts the passes of a kernel over memory. */
final class Profiles {

    private final Axes fullSize;
    private final Set<String> loads = new LinkedHashSet<>();
    private final Set<String> stores = new LinkedHashSet<>();
    private int rowSweeps;

    private Profiles(Axes fullSize) {
        this.fullSize = fullSize;
    }

    static Profile of(List<Statement> body, Plan plan, List<String> reductions) {
        Axes fullSize =
                plan.graph().signature().inputs().stream().map(Tensor::axes).reduce(Axes.NONE, Axes::union);
        Profiles counter = new Profiles(fullSize);
        int memorySweeps = 0;
        List<String> allLoads = new ArrayList<>();
        List<String> allStores = new ArrayList<>();
        for (Statement statement : body) {
            counter.loads.clear();
            counter.stores.clear();
            if (counter.touchesFullSize(List.of(statement))) {
                memorySweeps++;
                allLoads.addAll(counter.loads);
                allStores.addAll(counter.stores);
            }
        }
        return new Profile(memorySweeps, counter.rowSweeps, reductions, allLoads, allStores);
    }

    private boolean touchesFullSize(List<Statement> statements) {
        boolean touches = false;
        for (Statement statement : statements) {
            if (statement instanceof Statement.Loop loop) {
                touches |= touchesFullSize(loop.body());
            } else if (statement instanceof Statement.Sweep sweep) {
                boolean inside = touchesFullSize(sweep.body());
                rowSweeps += inside ? 1 : 0;
                touches |= inside;
            } else if (statement instanceof Statement.Let let) {
                touches |= reads(let.value());
            } else if (statement instanceof Statement.Assign assign) {
                touches |= reads(assign.value());
            } else if (statement instanceof Statement.Accumulate accumulate) {
                touches |= reads(accumulate.value());
            } else if (statement instanceof Statement.Store store) {
                touches |= reads(store.value());
                touches |= noted(store.buffer(), stores);
            }
        }
        return touches;
    }

    private boolean reads(Expression expression) {
        if (expression instanceof Expression.Load load) {
            return noted(load.buffer(), loads);
        } else if (expression instanceof Expression.Apply apply) {
            return reads(apply.operands());
        } else if (expression instanceof Expression.Bits bits) {
            return reads(bits.operands());
        }
        return expression instanceof Expression.Convert convert && reads(convert.value());
    }

    /** Looks at all of them, whatever the first ones read. */
    private boolean reads(List<Expression> expressions) {
        boolean reads = false;
        for (Expression expression : expressions) {
            reads |= reads(expression);
        }
        return reads;
    }

    private boolean noted(Buffer buffer, Set<String> names) {
        boolean fullSize = isFullSize(buffer);
        if (fullSize) {
            names.add(buffer.name());
        }
        return fullSize;
    }

    private boolean isFullSize(Buffer buffer) {
        List<Axis> axes = new ArrayList<>();
        for (Extent extent : buffer.extents()) {
            if (extent instanceof Extent.Along along) {
                axes.add(along.axis());
            }
        }
        return Axes.of(axes).containsAll(fullSize);
    }
}
