package dev.normc.compiler.loop;

import dev.normc.compiler.graph.GraphPrinter;
import dev.normc.compiler.graph.JavaForm;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.Expression.Local;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints kernels for a reader: one line per buffer and statement, bodies indented. */
public final class LoopPrinter {

    private static final int TIGHTEST = 20;

    private final List<String> lines = new ArrayList<>();

    private LoopPrinter() {}

    /** The lines of {@code kernel}: its buffers, its body, and what it does without elements. */
    public static List<String> print(Kernel kernel) {
        LoopPrinter printer = new LoopPrinter();
        for (Buffer buffer : kernel.buffers()) {
            printer.lines.add(buffer(buffer));
        }
        printer.statements(kernel.body(), 0);
        if (!kernel.whenEmpty().isEmpty()) {
            printer.lines.add("when empty");
            printer.statements(kernel.whenEmpty(), 1);
        }
        return List.copyOf(printer.lines);
    }

    private static String buffer(Buffer buffer) {
        String kind = switch (buffer.kind()) {
            case ARGUMENT -> "argument";
            case SAVED -> "saved";
            case SCRATCH -> "scratch";
        };
        String extents = buffer.extents().stream().map(LoopPrinter::extent).collect(Collectors.joining(", ", "[", "]"));
        return kind + " " + type(buffer.type()) + " " + buffer.name() + extents;
    }

    private static String extent(Extent extent) {
        if (extent instanceof Extent.Along along) {
            return along.axis().name();
        } else if (extent instanceof Extent.Chunks chunks) {
            return "chunks of " + chunks.axis().name();
        }
        return Integer.toString(((Extent.Fixed) extent).length());
    }

    private static String type(Type type) {
        return switch (type) {
            case NUMBER -> "number";
            case DOUBLE -> "double";
            case INT -> "int";
            case CONDITION -> "condition";
        };
    }

    private void statements(List<Statement> statements, int depth) {
        statements.forEach(statement -> statement(statement, depth));
    }

    private void line(int depth, String text) {
        lines.add("    ".repeat(depth) + text);
    }

    private void statement(Statement statement, int depth) {
        if (statement instanceof Statement.Loop loop) {
            String step = loop.step() == 1 ? "" : " step " + loop.step();
            line(depth, "for " + loop.index().name() + " from " + text(loop.from()) + " to " + text(loop.to()) + step);
            statements(loop.body(), depth + 1);
        } else if (statement instanceof Statement.Sweep sweep) {
            String lanes = sweep.lanes().isVector() ? " by " + lanes(sweep.lanes()) : "";
            line(depth, "sweep " + sweep.index().name() + " along " + sweep.axis() + lanes + accumulators(sweep));
            statements(sweep.body(), depth + 1);
        } else if (statement instanceof Statement.Rows rows) {
            String range = "[" + rows.from().name() + ", " + rows.to().name() + ")";
            line(depth, "rows " + range + " of " + rows.axis() + " in units of " + rows.unit());
            statements(rows.body(), depth + 1);
        } else if (statement instanceof Statement.Part part) {
            line(depth, "part");
            statements(part.body(), depth + 1);
        } else {
            line(depth, straight(statement));
        }
    }

    private static String lanes(Lanes lanes) {
        return lanes.vectors() == 1 ? "vectors" : lanes.vectors() + " vectors";
    }

    private static String accumulators(Statement.Sweep sweep) {
        return sweep.accumulators().stream()
                .map(accumulator -> ", " + accumulator.result().name() + " = "
                        + accumulator.reduction().symbol()
                        + " in " + accumulator.terms().orElse(accumulator.lanes()))
                .collect(Collectors.joining());
    }

    private static String straight(Statement statement) {
        if (statement instanceof Statement.Comment comment) {
            return "// " + comment.text();
        } else if (statement instanceof Statement.Let let) {
            return (let.mutable() ? "var " : "let ") + type(let.local().type()) + " "
                    + let.local().name() + " = " + text(let.value());
        } else if (statement instanceof Statement.Assign assign) {
            return assign.local().name() + " = " + text(assign.value());
        } else if (statement instanceof Statement.Store store) {
            return store.buffer() + coordinates(store.coordinates()) + " = " + text(store.value());
        } else if (statement instanceof Statement.Accumulate accumulate) {
            return accumulate.accumulator().result().name() + " <- " + text(accumulate.value());
        } else if (statement instanceof Statement.Fill fill) {
            return "fill " + fill.buffer() + " with " + text(fill.value());
        } else if (statement instanceof Statement.CopyRow copy) {
            String place = copy.whole() + coordinates(copy.coordinates());
            return copy.load() ? "copy row " + place + " to " + copy.row() : "copy row " + copy.row() + " to " + place;
        } else if (statement instanceof Statement.Copy copy) {
            return "copy " + copy.from() + " to " + copy.to();
        } else if (statement instanceof Statement.MergeChunks merge) {
            return "merge chunks of " + merge.axis() + ": " + merge.partial() + " by "
                    + merge.reduction().symbol();
        }
        Statement.MergeMoments merge = (Statement.MergeMoments) statement;
        return "merge chunks of " + merge.axis() + ": moments " + merge.sums() + ", " + merge.deviations() + " of "
                + text(merge.elementsPerRow()) + " per row";
    }

    private static String coordinates(List<Expression> coordinates) {
        return coordinates.stream().map(LoopPrinter::text).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String text(Expression expression) {
        return text(expression, 0);
    }

    private static String text(Expression expression, int precedence) {
        if (expression instanceof Expression.Literal literal) {
            return GraphPrinter.number(literal.value());
        } else if (expression instanceof Local local) {
            return local.name();
        } else if (expression instanceof Expression.Size size) {
            return size.axis().name();
        } else if (expression instanceof Expression.Load load) {
            return load.buffer() + coordinates(load.coordinates());
        } else if (expression instanceof Expression.Convert convert) {
            return type(convert.type()) + "(" + text(convert.value()) + ")";
        } else if (expression instanceof Expression.Bits bits) {
            return bits.operation().name().toLowerCase(Locale.ROOT) + arguments(bits.operands());
        }
        Expression.Apply apply = (Expression.Apply) expression;
        return apply(apply.operator(), apply.operands(), precedence);
    }

    private static String apply(Pointwise operator, List<Expression> operands, int precedence) {
        JavaForm form = operator.java();
        if (form instanceof JavaForm.Infix infix) {
            String text = text(operands.get(0), infix.precedence()) + " " + operator.symbol() + " "
                    + text(operands.get(1), infix.precedence() + 1);
            return precedence > infix.precedence() ? "(" + text + ")" : text;
        } else if (form instanceof JavaForm.Prefix) {
            boolean word = Character.isLetter(operator.symbol().charAt(0));
            return operator.symbol() + (word ? " " : "") + text(operands.get(0), TIGHTEST);
        } else if (form instanceof JavaForm.Inverse) {
            String text = "1 / " + text(operands.get(0), TIGHTEST);
            return precedence > 0 ? "(" + text + ")" : text;
        } else if (form instanceof JavaForm.Choice) {
            String text =
                    "if " + text(operands.get(0)) + " then " + text(operands.get(1)) + " else " + text(operands.get(2));
            return precedence > 0 ? "(" + text + ")" : text;
        }
        return operator.symbol() + arguments(operands);
    }

    private static String arguments(List<Expression> operands) {
        return operands.stream().map(LoopPrinter::text).collect(Collectors.joining(", ", "(", ")"));
    }
}
