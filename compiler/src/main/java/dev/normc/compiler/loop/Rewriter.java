package dev.normc.compiler.loop;

import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Statement.LaneAccumulator;
import java.util.ArrayList;
import java.util.List;

/** Rebuilds statements with other locals, or with other statements in their place: subclasses say which. */
public abstract class Rewriter {

    /** What takes the place of a local where it is read. */
    protected abstract Expression read(Local local);

    /** What takes the place of a local where it is declared. */
    protected abstract Local declared(Local local);

    /** What takes the place of a buffer. */
    protected Buffer replaced(Buffer buffer) {
        return buffer;
    }

    public List<Statement> rewritten(List<Statement> statements) {
        List<Statement> result = new ArrayList<>();
        statements.forEach(statement -> result.addAll(rewritten(statement)));
        return result;
    }

    /** The statements inside of a loop, sweep or part. */
    protected List<Statement> body(List<Statement> statements) {
        return rewritten(statements);
    }

    /** Values are rewritten before what they are given to is declared. */
    public List<Statement> rewritten(Statement statement) {
        if (statement instanceof Statement.Let let) {
            Expression value = rewritten(let.value());
            return List.of(new Statement.Let(declared(let.local()), value, let.mutable()));
        } else if (statement instanceof Statement.Assign assign) {
            return List.of(new Statement.Assign((Local) read(assign.local()), rewritten(assign.value())));
        } else if (statement instanceof Statement.Store store) {
            return List.of(
                    new Statement.Store(replaced(store.buffer()), all(store.coordinates()), rewritten(store.value())));
        } else if (statement instanceof Statement.Accumulate accumulate) {
            Expression value = rewritten(accumulate.value());
            return List.of(new Statement.Accumulate(known(accumulate.accumulator()), value));
        } else if (statement instanceof Statement.Loop loop) {
            Expression from = rewritten(loop.from());
            Expression to = rewritten(loop.to());
            Local index = declared(loop.index());
            return List.of(new Statement.Loop(index, from, to, loop.step(), body(loop.body())));
        } else if (statement instanceof Statement.Sweep sweep) {
            return List.of(rewritten(sweep));
        } else if (statement instanceof Statement.Part part) {
            return List.of(new Statement.Part(body(part.body())));
        } else if (statement instanceof Statement.Rows rows) {
            Local from = declared(rows.from());
            Local to = declared(rows.to());
            return List.of(
                    new Statement.Rows(rows.axis(), from, to, rows.unit(), rows.axesInside(), body(rows.body())));
        }
        return List.of(moved(statement));
    }

    private Statement rewritten(Statement.Sweep sweep) {
        List<LaneAccumulator> accumulators = new ArrayList<>();
        for (LaneAccumulator accumulator : sweep.accumulators()) {
            accumulators.add(withResult(accumulator, declared(accumulator.result())));
        }
        Local index = declared(sweep.index());
        return new Statement.Sweep(sweep.axis(), index, accumulators, body(sweep.body()), sweep.lanes());
    }

    private Statement moved(Statement statement) {
        if (statement instanceof Statement.Fill fill) {
            return new Statement.Fill(replaced(fill.buffer()), rewritten(fill.value()));
        } else if (statement instanceof Statement.CopyRow copy) {
            return new Statement.CopyRow(
                    replaced(copy.whole()), all(copy.coordinates()), replaced(copy.row()), copy.load());
        } else if (statement instanceof Statement.Copy copy) {
            return new Statement.Copy(replaced(copy.from()), replaced(copy.to()));
        } else if (statement instanceof Statement.MergeMoments merge) {
            Expression perRow = rewritten(merge.elementsPerRow());
            return new Statement.MergeMoments(merge.axis(), perRow, merge.sums(), merge.deviations());
        }
        return statement;
    }

    private LaneAccumulator known(LaneAccumulator accumulator) {
        return read(accumulator.result()) instanceof Local result ? withResult(accumulator, result) : accumulator;
    }

    private static LaneAccumulator withResult(LaneAccumulator accumulator, Local result) {
        return new LaneAccumulator(result, accumulator.terms(), accumulator.lanes(), accumulator.reduction());
    }

    private List<Expression> all(List<Expression> expressions) {
        return expressions.stream().map(this::rewritten).toList();
    }

    public Expression rewritten(Expression expression) {
        if (expression instanceof Local local) {
            return read(local);
        } else if (expression instanceof Expression.Load load) {
            return new Expression.Load(replaced(load.buffer()), all(load.coordinates()));
        } else if (expression instanceof Expression.Apply apply) {
            return new Expression.Apply(apply.operator(), all(apply.operands()), apply.type());
        } else if (expression instanceof Expression.Bits bits) {
            return new Expression.Bits(bits.operation(), all(bits.operands()), bits.type());
        } else if (expression instanceof Expression.Convert convert) {
            return new Expression.Convert(rewritten(convert.value()), convert.type());
        }
        return expression;
    }
}
