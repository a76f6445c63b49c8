package dev.normc.compiler.vectorize;

import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Load;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Statement.Loop;
import dev.normc.compiler.loop.Statement.Sweep;
import dev.normc.compiler.loop.Uses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges whether the rows of a loop may go side by side: sweep by sweep, and what stands between two sweeps row by row.
 * A row may write places of its own, which it alone reads, and places that all rows share if nothing else in the loop
 * touches them: no sweep but the one that writes them, or no statement but those between the same two sweeps.
 */
final class RowIndependence {

    private final Loop loop;
    private final Set<Local> inside;
    private final Map<Buffer, List<Expression>> places = new HashMap<>();
    private final Map<Buffer, Integer> sharedIn = new HashMap<>();
    private final Map<Local, Integer> assignedIn = new HashMap<>();

    private RowIndependence(Loop loop) {
        this.loop = loop;
        this.inside = Uses.of(loop.body()).defined();
    }

    /**
     * Whether the rows of {@code loop} are independent; not if there is anything but straight code and sweeps in it.
     */
    static boolean holds(Loop loop) {
        return loop.step() == 1
                && loop.body().stream().allMatch(RowIndependence::isSimple)
                && new RowIndependence(loop).holds();
    }

    private static boolean isSimple(Statement statement) {
        return statement instanceof Statement.Assign
                || isStraight(statement)
                || (statement instanceof Sweep sweep
                        && sweep.body().stream()
                                .allMatch(inner -> isStraight(inner) || inner instanceof Statement.Accumulate));
    }

    private static boolean isStraight(Statement statement) {
        return statement instanceof Statement.Store
                || statement instanceof Statement.Comment
                || (statement instanceof Statement.Let let && !let.mutable());
    }

    /** The sweeps of a loop and the statements between them, in order; a group of statements may be empty. */
    static List<List<Statement>> groups(Loop loop) {
        List<List<Statement>> groups = new ArrayList<>(List.of(new ArrayList<>()));
        for (Statement statement : loop.body()) {
            if (statement instanceof Sweep) {
                groups.add(List.of(statement));
                groups.add(new ArrayList<>());
            } else {
                groups.get(groups.size() - 1).add(statement);
            }
        }
        return groups;
    }

    private boolean holds() {
        List<List<Statement>> groups = groups(loop);
        for (int group = 0; group < groups.size(); group++) {
            for (Statement statement : flat(groups.get(group))) {
                if (!isNoted(statement, group, groups.get(group))) {
                    return false;
                }
            }
        }
        for (int group = 0; group < groups.size(); group++) {
            for (Statement statement : flat(groups.get(group))) {
                for (Expression value : statement.values()) {
                    if (!isAllowed(value, group)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static List<Statement> flat(List<Statement> group) {
        return group.size() == 1 && group.get(0) instanceof Sweep sweep ? sweep.body() : group;
    }

    /** Notes what {@code statement} writes; false if that cannot be. */
    private boolean isNoted(Statement statement, int group, List<Statement> all) {
        if (statement instanceof Statement.Assign assign) {
            Integer before = assignedIn.put(assign.local(), group);
            return !inside.contains(assign.local()) && (before == null || before == group);
        } else if (statement instanceof Statement.Store store) {
            if (places.put(store.buffer(), store.coordinates()) != null) {
                return false;
            } else if (!store.coordinates().contains(loop.index())) {
                sharedIn.put(store.buffer(), group);
                return isTheSameForAllRows(store, all);
            }
        }
        return true;
    }

    /** Whether the place in memory depends on nothing but the index of the sweep. */
    private boolean isTheSameForAllRows(Statement.Store store, List<Statement> group) {
        Set<Local> own = new HashSet<>(inside);
        own.add(loop.index());
        for (Statement statement : group) {
            if (statement instanceof Sweep sweep) {
                own.remove(sweep.index());
            }
        }
        Statement place = new Statement.Store(store.buffer(), store.coordinates(), Expression.integer(0));
        return Uses.of(List.of(place)).read().stream().noneMatch(own::contains);
    }

    /** Whether what {@code value} reads is written by its own row, or by none, or in the same group. */
    private boolean isAllowed(Expression value, int group) {
        if (value instanceof Load load) {
            List<Expression> place = places.get(load.buffer());
            return place == null
                    || (place.equals(load.coordinates()) && sharedIn.getOrDefault(load.buffer(), group) == group);
        } else if (value instanceof Local local) {
            return assignedIn.getOrDefault(local, group) == group;
        } else if (value instanceof Expression.Apply apply) {
            return apply.operands().stream().allMatch(operand -> isAllowed(operand, group));
        } else if (value instanceof Expression.Bits bits) {
            return bits.operands().stream().allMatch(operand -> isAllowed(operand, group));
        }
        return !(value instanceof Expression.Convert convert) || isAllowed(convert.value(), group);
    }
}
