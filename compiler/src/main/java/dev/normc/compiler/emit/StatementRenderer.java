package dev.normc.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Reduction;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Statement.LaneAccumulator;
import dev.normc.compiler.loop.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writes statements as scalar Java. */
final class StatementRenderer {

    private final ScalarType scalar;
    private final Functions functions;
    private final ExpressionRenderer expressions;
    private final Function<Statement.Part, CodeBlock> parts;

    /** {@code parts} writes the method of a part and gives its call. */
    StatementRenderer(
            ScalarType scalar,
            Functions functions,
            ExpressionRenderer expressions,
            Function<Statement.Part, CodeBlock> parts) {
        this.scalar = scalar;
        this.functions = functions;
        this.expressions = expressions;
        this.parts = parts;
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
            code.add(parts.apply(part));
        } else if (statement instanceof Statement.Fill fill) {
            fill(fill, code);
        } else if (statement instanceof Statement.CopyRow copy) {
            copyRow(copy, code);
        } else if (statement instanceof Statement.Copy copy) {
            String length = expressions.length(copy.to().extents());
            code.addStatement("System.arraycopy($L, 0, $L, 0, $L)", copy.from(), copy.to(), length);
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
        String index = sweep.index().name();
        String size = expressions.render(new Expression.Size(sweep.axis()));
        code.beginControlFlow("for (int $L = 0; $L < $L; $L++)", index, index, size, index);
        for (Statement statement : sweep.body()) {
            if (statement instanceof Statement.Accumulate accumulate) {
                String terms = accumulate.accumulator().terms().name();
                code.addStatement("$L[$L] = $L", terms, index, expressions.render(accumulate.value()));
            } else {
                render(statement, code);
            }
        }
        code.endControlFlow();
        sweep.accumulators().forEach(accumulator -> combineLanes(accumulator, size, code));
    }

    private void combineLanes(LaneAccumulator accumulator, String size, CodeBlock.Builder code) {
        Reduction reduction = accumulator.reduction();
        String name = reduction.symbol() + "OfLanes";
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
                accumulator.result().name(),
                name,
                accumulator.terms(),
                size,
                accumulator.lanes());
    }

    private void fill(Statement.Fill fill, CodeBlock.Builder code) {
        code.addStatement("$T.fill($L, $L)", Arrays.class, fill.buffer(), expressions.render(fill.value()));
    }

    private void copyRow(Statement.CopyRow copy, CodeBlock.Builder code) {
        String start = expressions.index(copy.whole(), copy.coordinates());
        String length = expressions.length(copy.row().extents());
        if (copy.load()) {
            code.addStatement("System.arraycopy($L, $L, $L, 0, $L)", copy.whole(), start, copy.row(), length);
        } else {
            code.addStatement("System.arraycopy($L, 0, $L, $L, $L)", copy.row(), copy.whole(), start, length);
        }
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
