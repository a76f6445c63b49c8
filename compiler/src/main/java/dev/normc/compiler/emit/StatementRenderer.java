package dev.normc.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Reduction;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Statement.LaneAccumulator;
import dev.normc.compiler.loop.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Writes statements as scalar Java. */
final class StatementRenderer {

    /** The number of a row, where a tensor is copied row by row. */
    private static final String ROW = "row$";

    private final ScalarType scalar;
    private final Functions functions;
    private final ExpressionRenderer expressions;
    private final VectorSweeps vectorSweeps;
    private final Methods methods;

    /** Writes what stands in a method of its own, and gives its call. */
    interface Methods {

        CodeBlock part(Statement.Part part);

        /** A loop over rows in pieces; {@code caller} writes what the call hands over. */
        CodeBlock rows(Statement.Rows rows, ExpressionRenderer caller);

        /** The loops of a sweep by vectors; {@code caller} writes what the call hands over. */
        CodeBlock vectorSweep(Statement.Sweep sweep, ExpressionRenderer caller);
    }

    StatementRenderer(ScalarType scalar, Functions functions, ExpressionRenderer expressions, Methods methods) {
        this.scalar = scalar;
        this.functions = functions;
        this.expressions = expressions;
        this.vectorSweeps = new VectorSweeps(scalar, expressions, functions.vectorConstants());
        this.methods = methods;
    }

    CodeBlock render(List<Statement> statements) {
        CodeBlock.Builder code = CodeBlock.builder();
        statements.forEach(statement -> render(statement, code));
        return code.build();
    }

    private void render(Statement statement, CodeBlock.Builder code) {
        if (statement instanceof Statement.Comment comment) {
            code.add("// $L\n", comment.text());
        } else if (statement instanceof Statement.Let let) {
            String form = let.mutable() ? "$L $L = $L" : "final $L $L = $L";
            code.addStatement(
                    form,
                    expressions.javaType(let.local().type()),
                    let.local().name(),
                    expressions.render(let.value()));
        } else if (statement instanceof Statement.Assign assign) {
            assign(assign.local().name(), assign.local(), assign.value(), code);
        } else if (statement instanceof Statement.Store store) {
            String element = expressions.element(store.buffer(), store.coordinates());
            assign(element, new Expression.Load(store.buffer(), store.coordinates()), store.value(), code);
        } else if (statement instanceof Statement.Loop loop) {
            loop(loop, code);
        } else if (statement instanceof Statement.Sweep sweep) {
            sweep(sweep, code);
        } else if (statement instanceof Statement.Part part) {
            code.add(methods.part(part));
        } else if (statement instanceof Statement.Rows rows) {
            code.add(methods.rows(rows, expressions));
        } else if (statement instanceof Statement.Fill fill) {
            fill(fill, code);
        } else if (statement instanceof Statement.CopyRow copy) {
            copyRow(copy, code);
        } else if (statement instanceof Statement.Copy copy) {
            copy(copy, code);
        } else {
            merge(statement, code);
        }
    }

    /** {@code a += b} rather than {@code a = a + b}. */
    private void assign(String place, Expression before, Expression value, CodeBlock.Builder code) {
        if (value instanceof Expression.Apply apply
                && apply.operator() == Pointwise.ADD
                && apply.operands().get(0).equals(before)) {
            code.addStatement(
                    "$L += $L", place, expressions.render(apply.operands().get(1)));
        } else {
            code.addStatement("$L = $L", place, expressions.render(value));
        }
    }

    private void loop(Statement.Loop loop, CodeBlock.Builder code) {
        String index = loop.index().name();
        String next = loop.step() == 1 ? index + "++" : index + " += " + loop.step();
        code.beginControlFlow(
                "for (int $L = $L; $L < $L; $L)",
                index,
                expressions.render(loop.from()),
                index,
                expressions.render(loop.to()),
                next);
        code.add(render(loop.body()));
        code.endControlFlow();
    }

    private void sweep(Statement.Sweep sweep, CodeBlock.Builder code) {
        if (sweep.lanes().isVector()) {
            code.add(methods.vectorSweep(sweep, expressions));
        } else {
            sweep.accumulators().stream()
                    .filter(accumulator -> accumulator.terms().isEmpty())
                    .forEach(accumulator -> fill(accumulator, code));
            elements(sweep, "0", code);
        }
        sweep.accumulators().forEach(accumulator -> combineLanes(accumulator, sweep.axis(), code));
    }

    /** The loops of a sweep by vectors: over whole vectors, then over the elements behind them. */
    CodeBlock loops(Statement.Sweep sweep) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(vectorSweeps.vectors(sweep));
        elements(sweep, vectorSweeps.bound(sweep), code);
        return code.build();
    }

    private void elements(Statement.Sweep sweep, String start, CodeBlock.Builder code) {
        String index = sweep.index().name();
        String size = expressions.render(new Expression.Size(sweep.axis()));
        code.beginControlFlow("for (int $1L = $2L; $1L < $3L; $1L++)", index, start, size);
        for (Statement statement : sweep.body()) {
            if (statement instanceof Statement.Accumulate accumulate) {
                accumulate(accumulate, index, code);
            } else {
                render(statement, code);
            }
        }
        code.endControlFlow();
    }

    private void fill(LaneAccumulator accumulator, CodeBlock.Builder code) {
        String neutral = scalar.literal(accumulator.reduction().neutral());
        code.addStatement("$T.fill($L, $L)", Arrays.class, accumulator.lanes(), neutral);
    }

    private void accumulate(Statement.Accumulate accumulate, String index, CodeBlock.Builder code) {
        LaneAccumulator accumulator = accumulate.accumulator();
        String value = expressions.render(accumulate.value());
        if (accumulator.terms().isPresent()) {
            code.addStatement("$L[$L] = $L", accumulator.terms().get(), index, value);
            return;
        }
        String lane = accumulator.lanes() + "[" + index + " % " + Kernel.LANES + "]";
        Expression before = new Expression.Local(lane, Type.NUMBER);
        Pointwise combine = accumulator.reduction().combine();
        assign(lane, before, Expression.apply(combine, Type.NUMBER, before, accumulate.value()), code);
    }

    private void combineLanes(LaneAccumulator accumulator, Axis axis, CodeBlock.Builder code) {
        Reduction reduction = accumulator.reduction();
        String name = reduction.symbol() + "OfLanes";
        String result = accumulator.result().name();
        if (accumulator.terms().isEmpty()) {
            functions.joinedLanes(name, reduction, scalar, expressions);
            code.addStatement("final $T $L = $L($L)", scalar.javaType(), result, name, accumulator.lanes());
            return;
        }
        functions.lanes(
                name,
                scalar.literal(reduction.neutral()),
                combined(reduction, Type.NUMBER, "terms[i - 64]", "terms[i]"),
                combined(reduction, Type.NUMBER, "lanes[lane]", "lanes[lane + width]"),
                combined(reduction, Type.NUMBER, "lanes[0]", scalar.literal(reduction.neutral())),
                scalar);
        code.addStatement(
                "final $T $L = $L($L, $L, $L)",
                scalar.javaType(),
                result,
                name,
                accumulator.terms().get(),
                expressions.render(new Expression.Size(axis)),
                accumulator.lanes());
    }

    private void fill(Statement.Fill fill, CodeBlock.Builder code) {
        Buffer buffer = fill.buffer();
        TensorForm form = form(buffer);
        String value = expressions.render(fill.value());
        if (form.storage() != TensorStorage.ARRAY) {
            functions.clearRows(form); // a caller's tensor is filled with zeros alone
            code.addStatement("clearRows($L, $L)", buffer, expressions.rows(buffer));
        } else if (expressions.isSlice(buffer)) {
            functions.fillRows(form.scalar());
            code.addStatement("fillRows($L, $L, $L)", buffer, expressions.rows(buffer), value);
        } else if (expressions.mayBeLonger(buffer)) {
            String length = expressions.length(buffer.extents());
            code.addStatement("$T.fill($L, 0, $L, $L)", Arrays.class, buffer, length, value);
        } else {
            code.addStatement("$T.fill($L, $L)", Arrays.class, buffer, value);
        }
    }

    /** What holds the elements of {@code buffer}. */
    private TensorForm form(Buffer buffer) {
        return new TensorForm(expressions.storage(buffer), ScalarType.of(buffer, scalar));
    }

    /** One of the two is the kernel's own. */
    private void copy(Statement.Copy copy, CodeBlock.Builder code) {
        boolean load = copy.to().kind() != Buffer.Kind.ARGUMENT;
        Buffer tensor = load ? copy.from() : copy.to();
        Buffer array = load ? copy.to() : copy.from();
        ExpressionRenderer.Rows rows = expressions.rows(tensor);
        if (rows.count().equals("1")) {
            code.addStatement(move(tensor, rows.offset(), array, "0", rows.length(), load));
            return;
        }
        String start = rows.offset() + " + " + ROW + " * " + rows.stride();
        code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", ROW, rows.count())
                .addStatement(move(tensor, start, array, ROW + " * " + rows.length(), rows.length(), load))
                .endControlFlow();
    }

    private CodeBlock move(Buffer tensor, String start, Buffer array, String at, String length, boolean load) {
        return load
                ? form(tensor).load(tensor.name(), start, array.name(), at, length, functions)
                : form(tensor).store(array.name(), at, tensor.name(), start, length, functions);
    }

    private void copyRow(Statement.CopyRow copy, CodeBlock.Builder code) {
        String start = expressions.index(copy.whole(), copy.coordinates());
        String length = expressions.length(copy.row().extents());
        code.addStatement(move(copy.whole(), start, copy.row(), "0", length, copy.load()));
    }

    private void merge(Statement statement, CodeBlock.Builder code) {
        if (statement instanceof Statement.MergeChunks merge) {
            String name = "merge" + capitalized(merge.reduction().symbol()) + "s";
            functions.merge(name, combined(merge.reduction(), Type.DOUBLE, "partial[left + i]", "partial[right + i]"));
            code.addStatement("$L($L, $L, $L)", name, merge.partial(), chunks(merge.partial()), width(merge.partial()));
        } else if (statement instanceof Statement.MergeMoments merge) {
            functions.mergeMoments();
            code.addStatement(
                    "mergeMoments($L, $L, $L, $L, $L, $L)",
                    merge.sums(),
                    merge.deviations(),
                    expressions.render(new Expression.Size(merge.axis())),
                    expressions.render(merge.elementsPerRow()),
                    chunks(merge.sums()),
                    width(merge.sums()));
        } else {
            throw new IllegalStateException("no rendering for " + statement);
        }
    }

    private String chunks(Buffer partial) {
        String text = expressions.extent(partial.extents().get(0));
        return text.substring(1, text.length() - 1);
    }

    private String width(Buffer partial) {
        return expressions.length(partial.extents().subList(1, partial.extents().size()));
    }

    private String combined(Reduction reduction, Type type, String left, String right) {
        Expression.Local first = new Expression.Local(left, type);
        Expression.Local second = new Expression.Local(right, type);
        return expressions.render(Expression.apply(reduction.combine(), type, first, second));
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
