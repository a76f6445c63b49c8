package dev.normc.compiler.loop;

import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Statement.LaneAccumulator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Checks what every legal kernel fulfils: names are unique where they are seen, locals are declared before they are
 * used, types fit, elements have one coordinate per dimension, and each accumulator of a sweep gets one term.
 */
public final class LoopVerifier {

    private final List<String> found = new ArrayList<>();
    private final Set<Buffer> buffers = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private Map<String, Declared> scope = new HashMap<>();
    private Map<LaneAccumulator, Integer> open = Map.of();
    private boolean inSweep;
    private int loops;

    /** A local in scope; {@code fixed} ones are never assigned. */
    private record Declared(Local local, boolean fixed) {}

    private LoopVerifier() {}

    /** The violations in {@code kernel}; empty for a legal one. */
    public static List<String> violations(Kernel kernel) {
        LoopVerifier verifier = new LoopVerifier();
        kernel.buffers().forEach(verifier::declare);
        verifier.block(kernel.body());
        verifier.found.addAll(RowAccess.violations(kernel.body()));
        verifier.scope = new HashMap<>();
        verifier.block(kernel.whenEmpty());
        return List.copyOf(verifier.found);
    }

    private void require(boolean holds, String violation) {
        if (!holds) {
            found.add(violation);
        }
    }

    private void declare(Buffer buffer) {
        require(names.add(buffer.name()), "the buffer " + buffer + " is declared twice");
        require(buffer.type() == Type.NUMBER || buffer.type() == Type.DOUBLE, buffer + " holds " + buffer.type());
        buffers.add(buffer);
    }

    private void declare(Local local, boolean fixed) {
        boolean isNew = !names.contains(local.name()) && !scope.containsKey(local.name());
        require(isNew, "the name " + local.name() + " is taken where a local is declared");
        scope.put(local.name(), new Declared(local, fixed));
    }

    /** Statements whose locals are forgotten behind them. */
    private void block(List<Statement> statements) {
        Map<String, Declared> around = new HashMap<>(scope);
        statements.forEach(this::statement);
        scope = around;
    }

    private void statement(Statement statement) {
        if (statement instanceof Statement.Let let) {
            value(let.value(), let.local().type());
            declare(let.local(), !let.mutable());
        } else if (statement instanceof Statement.Assign assign) {
            Declared declared = scope.get(assign.local().name());
            require(declared != null && !declared.fixed(), assign.local().name() + " cannot be assigned");
            value(assign.local(), assign.local().type());
            value(assign.value(), assign.local().type());
        } else if (statement instanceof Statement.Store store) {
            element(store.buffer(), store.coordinates());
            value(store.value(), store.buffer().type());
        } else if (statement instanceof Statement.Loop loop) {
            loop(loop);
        } else if (statement instanceof Statement.Sweep sweep) {
            sweep(sweep);
        } else if (statement instanceof Statement.Part part) {
            part(part);
        } else if (statement instanceof Statement.Rows rows) {
            rows(rows);
        } else if (statement instanceof Statement.Accumulate accumulate) {
            value(accumulate.value(), Type.NUMBER);
            LaneAccumulator accumulator = accumulate.accumulator();
            require(
                    open.merge(accumulator, 1, Integer::sum) == 1,
                    accumulator.result().name() + " gets a term outside of its sweep, or two");
        } else {
            moved(statement);
        }
    }

    private void loop(Statement.Loop loop) {
        require(!inSweep, "the loop over " + loop.index().name() + " stands inside of a sweep");
        require(loop.step() > 0, "the loop over " + loop.index().name() + " does not move on");
        value(loop.from(), Type.INT);
        value(loop.to(), Type.INT);
        loops++;
        inner(loop.index(), loop.body());
        loops--;
    }

    private void inner(Local index, List<Statement> body) {
        require(index.type() == Type.INT, index.name() + " is no index");
        Map<String, Declared> around = new HashMap<>(scope);
        declare(index, true);
        block(body);
        scope = around;
    }

    private void sweep(Statement.Sweep sweep) {
        require(!inSweep, "the sweep over " + sweep.index().name() + " stands inside of another");
        inSweep = true;
        Map<LaneAccumulator, Integer> given = new HashMap<>();
        sweep.accumulators().forEach(accumulator -> given.put(accumulator, 0));
        open = given;
        inner(sweep.index(), sweep.body());
        for (LaneAccumulator accumulator : sweep.accumulators()) {
            String name = accumulator.result().name();
            require(given.getOrDefault(accumulator, 0) == 1, name + " gets no term in its sweep");
            known(accumulator.lanes());
            accumulator.terms().ifPresent(terms -> terms(terms, sweep, name));
            declare(accumulator.result(), true);
        }
        require(given.size() == sweep.accumulators().size(), "a term belongs to no sweep around it: " + given);
        open = Map.of();
        inSweep = false;
    }

    private void terms(Buffer terms, Statement.Sweep sweep, String name) {
        known(terms);
        require(
                terms.extents().equals(List.of(new Extent.Along(sweep.axis()))),
                name + " has terms of other extents than its sweep");
    }

    /** A part is a method: of the locals around it, it sees those of type INT that are never assigned. */
    private void part(Statement.Part part) {
        require(!inSweep, "a part stands inside of a sweep");
        Map<String, Declared> around = scope;
        scope = new HashMap<>();
        around.forEach((name, declared) -> {
            if (declared.local().type() == Type.INT && declared.fixed()) {
                scope.put(name, declared);
            }
        });
        block(part.body());
        scope = around;
    }

    /** The method of a loop in pieces sees the locals around it that are never assigned. */
    private void rows(Statement.Rows rows) {
        require(!inSweep && loops == 0, "the rows of " + rows.axis() + " in pieces stand inside of a loop");
        require(rows.unit() > 0, "the rows of " + rows.axis() + " in pieces do not move on");
        Map<String, Declared> around = scope;
        scope = new HashMap<>();
        around.forEach((name, declared) -> {
            if (declared.fixed()) {
                scope.put(name, declared);
            }
        });
        declare(rows.from(), true);
        declare(rows.to(), true);
        loops++;
        block(rows.body());
        loops--;
        scope = around;
    }

    private void moved(Statement statement) {
        if (statement instanceof Statement.Fill fill) {
            known(fill.buffer());
            value(fill.value(), fill.buffer().type());
        } else if (statement instanceof Statement.CopyRow copy) {
            element(copy.whole(), copy.coordinates());
            known(copy.row());
            int last = copy.whole().extents().size() - 1;
            require(
                    last >= 0
                            && copy.row()
                                    .extents()
                                    .equals(copy.whole().extents().subList(last, last + 1)),
                    copy.row() + " is no row of " + copy.whole());
        } else if (statement instanceof Statement.Copy copy) {
            known(copy.from());
            known(copy.to());
            require(copy.from().extents().equals(copy.to().extents()), copy.from() + " does not fit " + copy.to());
        } else if (statement instanceof Statement.MergeChunks merge) {
            partial(merge.partial(), new Extent.Chunks(merge.axis()));
        } else if (statement instanceof Statement.MergeMoments merge) {
            partial(merge.sums(), new Extent.Chunks(merge.axis()));
            partial(merge.deviations(), new Extent.Chunks(merge.axis()));
            value(merge.elementsPerRow(), Type.DOUBLE);
        }
    }

    private void partial(Buffer partial, Extent chunks) {
        known(partial);
        require(partial.type() == Type.DOUBLE, "the partial results " + partial + " are not double");
        require(
                !partial.extents().isEmpty() && partial.extents().get(0).equals(chunks),
                "the partial results " + partial + " are not of chunks");
    }

    private void known(Buffer buffer) {
        require(buffers.contains(buffer), "the kernel does not have the buffer " + buffer);
    }

    private void element(Buffer buffer, List<Expression> coordinates) {
        known(buffer);
        require(
                coordinates.size() == buffer.extents().size(),
                buffer + " has " + buffer.extents().size() + " dimensions, not " + coordinates.size());
        coordinates.forEach(coordinate -> value(coordinate, Type.INT));
    }

    private void value(Expression expression, Type wanted) {
        require(
                expression.type() == wanted,
                () -> "a value of type " + expression.type() + " in the place of " + wanted + ": " + expression);
        if (expression instanceof Local local) {
            Declared declared = scope.get(local.name());
            require(
                    declared != null && declared.local().equals(local),
                    () -> local.name() + " is read where it is not declared");
        } else if (expression instanceof Expression.Load load) {
            element(load.buffer(), load.coordinates());
        } else if (expression instanceof Expression.Convert convert) {
            require(
                    convert.type() != Type.CONDITION && convert.value().type() != Type.CONDITION,
                    () -> "a truth value is converted: " + expression);
            value(convert.value(), convert.value().type());
        } else if (expression instanceof Expression.Apply apply) {
            apply(apply);
        } else if (expression instanceof Expression.Bits bits) {
            bits(bits);
        }
    }

    private void bits(Expression.Bits bits) {
        BitOperation operation = bits.operation();
        require(bits.operands().size() == operation.arity(), operation + " takes " + operation.arity() + " operands");
        require(bits.type() == Type.NUMBER || bits.type() == Type.DOUBLE, operation + " of type " + bits.type());
        bits.operands().forEach(operand -> value(operand, bits.type()));
    }

    private void require(boolean holds, Supplier<String> violation) {
        if (!holds) {
            found.add(violation.get());
        }
    }

    private void apply(Expression.Apply apply) {
        Pointwise operator = apply.operator();
        require(apply.operands().size() == operator.arity(), operator + " takes " + operator.arity() + " operands");
        require(
                operator.yieldsCondition() == (apply.type() == Type.CONDITION),
                operator + " does not yield " + apply.type());
        // a comparison has the type of its result, not of its operands: these must agree with one another
        Type numbers = apply.type();
        for (int i = apply.operands().size() - 1; numbers == Type.CONDITION && i >= 0; i--) {
            numbers = apply.operands().get(i).type();
        }
        for (int i = 0; i < apply.operands().size(); i++) {
            value(apply.operands().get(i), operator.takesCondition(i) ? Type.CONDITION : numbers);
        }
    }
}
