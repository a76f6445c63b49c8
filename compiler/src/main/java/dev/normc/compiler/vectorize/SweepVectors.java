package dev.normc.compiler.vectorize;

import dev.normc.compiler.functions.Definitions;
import dev.normc.compiler.functions.Function;
import dev.normc.compiler.graph.JavaForm;
import dev.normc.compiler.graph.VectorForm;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.FreshNames;
import dev.normc.compiler.loop.InlinedBytes;
import dev.normc.compiler.loop.Lanes;
import dev.normc.compiler.loop.Rewriter;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One sweep by vectors. What does not vary along it is computed before it; elements that it reads become locals, each
 * read once.
 */
final class SweepVectors {

    /** Accumulators that stay in registers, beside what the body needs. */
    private static final int MOST_ACCUMULATORS = 16;

    /** More vectors in a pass gain nothing. */
    private static final int MOST_VECTORS = 8;

    private final Statement.Sweep sweep;
    private final FreshNames names;
    private final boolean inFloat;
    private final Set<Local> varying = new HashSet<>();
    private final Set<Buffer> stored = new HashSet<>();
    private final List<Statement> before = new ArrayList<>();
    private final List<Statement> body = new ArrayList<>();
    private final Map<Expression, Local> known = new HashMap<>();
    private final Map<Local, Local> same = new HashMap<>();
    private boolean inDouble;

    /** {@code inFloat} tells the type of numbers. */
    SweepVectors(Statement.Sweep sweep, FreshNames names, boolean inFloat) {
        this.sweep = sweep;
        this.names = names;
        this.inFloat = inFloat;
        varying.add(sweep.index());
        for (Statement statement : sweep.body()) {
            if (statement instanceof Statement.Let let && varies(let.value())) {
                varying.add(let.local());
            } else if (statement instanceof Statement.Store store) {
                stored.add(store.buffer());
            }
        }
    }

    /** The sweep, behind what it needs; unchanged if it has to go element by element. */
    List<Statement> statements() {
        if (!sweep.body().stream().allMatch(this::isPossible)) {
            return List.of(sweep);
        }
        sweep.body().forEach(this::add);
        if (inDouble && inFloat) {
            return List.of(sweep); // a float has half as many bytes as a double: vectors of both are not of one length
        }
        List<Statement> result = new ArrayList<>(before);
        Lanes lanes = new Lanes(vectors());
        result.add(new Statement.Sweep(sweep.axis(), sweep.index(), sweep.accumulators(), body, lanes));
        return result;
    }

    private int vectors() {
        int accumulators = sweep.accumulators().size();
        return accumulators == 0 ? plainVectors() : summingVectors(accumulators);
    }

    /**
     * As many as fit: a method of many bytes is not inlined into its caller, where many sweeps together would be too
     * much for HotSpot.
     */
    private int plainVectors() {
        int bytes = InlinedBytes.of(body);
        int vectors = MOST_VECTORS;
        while (vectors > 1 && (vectors + 1) * bytes > InlinedBytes.MOST) {
            vectors--;
        }
        return vectors;
    }

    /** Several accumulators for one sum hide the latency of its additions. */
    private int summingVectors(int accumulators) {
        int bytes = InlinedBytes.of(body);
        int vectors = 4;
        while (vectors > 1
                && (vectors * accumulators > MOST_ACCUMULATORS
                        || (vectors + 1) * bytes + InlinedBytes.ofAccumulators(accumulators, vectors)
                                > InlinedBytes.MOST)) {
            vectors /= 2;
        }
        return vectors;
    }

    private boolean varies(Expression expression) {
        if (expression instanceof Local local) {
            return varying.contains(local);
        } else if (expression instanceof Expression.Load load) {
            return load.coordinates().stream().anyMatch(this::varies);
        } else if (expression instanceof Expression.Apply apply) {
            return apply.operands().stream().anyMatch(this::varies);
        } else if (expression instanceof Expression.Bits bits) {
            return bits.operands().stream().anyMatch(this::varies);
        }
        return expression instanceof Expression.Convert convert && varies(convert.value());
    }

    private boolean isPossible(Statement statement) {
        if (statement instanceof Statement.Let let) {
            return !let.mutable() && let.local().type() != Type.INT && isPossible(let.value());
        } else if (statement instanceof Statement.Store store) {
            return isRow(store.coordinates()) && isPossible(store.value());
        } else if (statement instanceof Statement.Accumulate accumulate) {
            return isPossible(accumulate.value());
        }
        return statement instanceof Statement.Comment;
    }

    private boolean isPossible(Expression expression) {
        if (expression instanceof Expression.Load load) {
            return varies(load) ? isRow(load.coordinates()) : !stored.contains(load.buffer());
        } else if (expression instanceof Expression.Convert convert) {
            return convert.value().equals(sweep.index()) || isPossible(convert.value());
        } else if (expression instanceof Expression.Apply apply) {
            return apply.operands().stream().allMatch(this::isPossible) && (!varies(apply) || hasVectors(apply));
        }
        return !expression.equals(sweep.index());
    }

    private static boolean hasVectors(Expression.Apply apply) {
        boolean defined = apply.operator().java() instanceof JavaForm.Defined && apply.type() == Type.NUMBER;
        return (defined || !(apply.operator().vector() instanceof VectorForm.None))
                && apply.type() != Type.INT
                && apply.operands().stream().noneMatch(operand -> operand.type() == Type.INT);
    }

    /** Whether neighbours along the sweep are neighbours in memory. */
    private boolean isRow(List<Expression> coordinates) {
        int last = coordinates.size() - 1;
        return last >= 0
                && coordinates.get(last).equals(sweep.index())
                && coordinates.subList(0, last).stream().noneMatch(this::varies);
    }

    private void add(Statement statement) {
        if (statement instanceof Statement.Let let) {
            add(let);
        } else if (statement instanceof Statement.Store store) {
            inDouble |= store.buffer().type() == Type.DOUBLE;
            body.add(new Statement.Store(store.buffer(), store.coordinates(), rewritten(store.value())));
        } else if (statement instanceof Statement.Accumulate accumulate) {
            body.add(new Statement.Accumulate(accumulate.accumulator(), rewritten(accumulate.value())));
        } else {
            body.add(statement);
        }
    }

    private void add(Statement.Let let) {
        boolean varies = varying.contains(let.local());
        if (varies && let.value() instanceof Expression.Load load) {
            same.put(let.local(), loaded(load, Optional.of(let.local())));
        } else {
            Expression value = varies ? rewritten(let.value()) : let.value();
            (varies ? body : before).add(new Statement.Let(let.local(), value, false));
        }
    }

    private Expression rewritten(Expression expression) {
        if (expression instanceof Local local) {
            return same.getOrDefault(local, local);
        } else if (expression instanceof Expression.Literal) {
            return expression;
        } else if (!varies(expression)) {
            return hoisted(expression);
        }
        inDouble |= expression.type() == Type.DOUBLE;
        if (expression instanceof Expression.Load load) {
            return loaded(load, Optional.empty());
        } else if (expression instanceof Expression.Convert convert) {
            return convert.value().equals(sweep.index())
                    ? convert
                    : new Expression.Convert(rewritten(convert.value()), convert.type());
        }
        if (expression instanceof Expression.Bits bits) {
            return new Expression.Bits(bits.operation(), rewritten(bits.operands()), bits.type());
        }
        Expression.Apply apply = (Expression.Apply) expression;
        List<Expression> operands = rewritten(apply.operands());
        return apply.operator().java() instanceof JavaForm.Defined defined
                ? called(defined.name(), operands)
                : new Expression.Apply(apply.operator(), operands, apply.type());
    }

    private List<Expression> rewritten(List<Expression> expressions) {
        return expressions.stream().map(this::rewritten).toList();
    }

    /** The steps of a function in the place of its call: HotSpot might not inline a method that is as long. */
    private Expression called(String name, List<Expression> operands) {
        Function function = inFloat ? Definitions.inFloat(name) : Definitions.inDouble(name);
        Map<Local, Expression> arguments = new HashMap<>();
        for (int i = 0; i < operands.size(); i++) {
            Expression operand = operands.get(i);
            Local parameter = function.parameters().get(i);
            arguments.put(parameter, operand instanceof Local ? operand : step(parameter, operand));
        }
        body.add(new Statement.Comment(name + ": " + function.comment()));
        for (Statement.Let let : function.lets()) {
            arguments.put(let.local(), step(let.local(), rewritten(with(arguments, let.value()))));
        }
        return rewritten(with(arguments, function.result()));
    }

    private Local step(Local like, Expression value) {
        Local local = new Local(names.nameLike(like.name()), like.type());
        varying.add(local);
        body.add(new Statement.Let(local, value, false));
        return local;
    }

    private static Expression with(Map<Local, Expression> values, Expression expression) {
        return new Rewriter() {
            @Override
            protected Expression read(Local local) {
                return values.getOrDefault(local, local);
            }

            @Override
            protected Local declared(Local local) {
                return local;
            }
        }.rewritten(expression);
    }

    /** A local for a value that is the same all along the sweep; its own locals stand before it already. */
    private Expression hoisted(Expression expression) {
        String name = expression instanceof Expression.Load load ? load.buffer().name() + "Value" : "v";
        return known.computeIfAbsent(expression, key -> {
            Local local = new Local(names.nameLike(name), key.type());
            before.add(new Statement.Let(local, key, false));
            return local;
        });
    }

    /** The local that holds an element: the one that did so before, else {@code own} or a new one. */
    private Local loaded(Expression.Load load, Optional<Local> own) {
        Local before = known.get(load);
        if (before != null) {
            return before;
        }
        Local local = own.orElseGet(() -> new Local(names.nameLike(load.buffer().name() + "Value"), load.type()));
        varying.add(local);
        body.add(new Statement.Let(local, load, false));
        if (!stored.contains(load.buffer())) {
            known.put(load, local); // what the sweep writes may have changed until it is read again
        }
        return local;
    }
}
