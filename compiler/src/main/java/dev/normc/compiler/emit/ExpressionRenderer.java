package dev.normc.compiler.emit;

import com.palantir.javapoet.TypeName;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.JavaForm;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Extent;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.compiler.loop.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes expressions as Java, with the parentheses that the order of operations needs and no more. */
final class ExpressionRenderer {

    private static final int PRIMARY = 16;
    private static final int UNARY = 14;
    private static final int MULTIPLICATIVE = 12;
    private static final int ADDITIVE = 11;
    private static final int CHOICE = 2;

    private final ScalarType scalar;
    private final Functions functions;
    private final Views views;
    private final Set<String> sizes = new TreeSet<>();
    private final Set<String> places = new TreeSet<>();

    ExpressionRenderer(ScalarType scalar, Functions functions) {
        this(scalar, functions, Views.WHOLE);
    }

    ExpressionRenderer(ScalarType scalar, Functions functions, Views views) {
        this.scalar = scalar;
        this.functions = functions;
        this.views = views;
    }

    /** The variables of sizes that have been written so far. */
    Set<String> sizes() {
        return sizes;
    }

    /** The variables of offsets and strides that have been written so far. */
    Set<String> places() {
        return places;
    }

    String render(Expression expression) {
        return render(expression, 0);
    }

    private String render(Expression expression, int precedence) {
        if (expression instanceof Expression.Literal literal) {
            String text = literal(literal);
            return parenthesized(text, text.startsWith("-") && precedence > ADDITIVE);
        } else if (expression instanceof Expression.Local local) {
            return local.name();
        } else if (expression instanceof Expression.Size size) {
            return size(size.axis());
        } else if (expression instanceof Expression.Load load) {
            return element(load.buffer(), load.coordinates());
        } else if (expression instanceof Expression.Convert convert) {
            return convert(convert, precedence);
        } else if (expression instanceof Expression.Bits bits) {
            return bits(bits);
        }
        return apply((Expression.Apply) expression, precedence);
    }

    private String literal(Expression.Literal literal) {
        return switch (literal.type()) {
            case NUMBER -> scalar.literal(literal.value());
            case DOUBLE -> ScalarType.DOUBLE.literal(literal.value());
            case INT -> Integer.toString((int) literal.value());
            case CONDITION -> Boolean.toString(literal.value() != 0);
        };
    }

    /** {@code x[n * D + d]}; the only element of a buffer without dimensions is number 0. */
    String element(Buffer buffer, List<Expression> coordinates) {
        return buffer.name() + "[" + index(buffer, coordinates) + "]";
    }

    /** The offset of an element. */
    String index(Buffer buffer, List<Expression> coordinates) {
        return views.of(buffer)
                .map(slice -> index(slice, buffer.extents(), coordinates))
                .orElseGet(() -> index(buffer.extents(), coordinates));
    }

    private String index(Views.Slice slice, List<Extent> extents, List<Expression> coordinates) {
        int outer = slice.outer();
        List<String> terms = new ArrayList<>();
        terms.add(place(slice.offset()));
        slice.stride().ifPresent(stride -> {
            String row = outer == 1
                    ? render(coordinates.get(0), MULTIPLICATIVE)
                    : "(" + index(extents.subList(0, outer), coordinates.subList(0, outer)) + ")";
            terms.add(row.equals("0") || row.equals("(0)") ? "0" : row + " * " + place(stride));
        });
        terms.add(index(extents.subList(outer, extents.size()), coordinates.subList(outer, coordinates.size())));
        terms.removeIf(term -> term.equals("0"));
        return String.join(" + ", terms);
    }

    private String place(String variable) {
        places.add(variable);
        return variable;
    }

    private String index(List<Extent> extents, List<Expression> coordinates) {
        String index = "";
        boolean sum = false;
        for (int i = 0; i < coordinates.size(); i++) {
            int precedence = i > 0 ? ADDITIVE + 1 : coordinates.size() > 1 ? MULTIPLICATIVE : 0;
            String coordinate = render(coordinates.get(i), precedence);
            if (index.isEmpty() || index.equals("0")) {
                index = coordinate;
            } else {
                String row = (sum ? "(" + index + ")" : index) + " * " + extent(extents.get(i));
                index = coordinate.equals("0") ? row : row + " + " + coordinate;
                sum = true;
            }
        }
        return index.isEmpty() ? "0" : index;
    }

    /** How {@code buffer} lies in memory. */
    TensorStorage storage(Buffer buffer) {
        return views.storage(buffer);
    }

    /** Whether the array that holds {@code buffer} may go on behind it. */
    boolean mayBeLonger(Buffer buffer) {
        return views.mayBeLonger(buffer);
    }

    /** Whether {@code buffer} is a slice of the caller's array. */
    boolean isSlice(Buffer buffer) {
        return views.of(buffer).isPresent();
    }

    /**
     * A buffer as rows: those along the first dimension of a slice, or one that is everything.
     *
     * @param offset the index of the first element
     * @param stride the elements between the starts of two rows
     * @param count how many there are
     * @param length the elements of one
     */
    record Rows(String offset, String stride, String count, String length) {
        @Override
        public String toString() {
            return String.join(", ", offset, stride, count, length);
        }
    }

    /** The rows of {@code buffer}. */
    Rows rows(Buffer buffer) {
        List<Extent> extents = buffer.extents();
        Optional<Views.Slice> slice = views.of(buffer);
        int outer = slice.map(Views.Slice::outer).orElse(0);
        String length = length(extents.subList(outer, extents.size()));
        return new Rows(
                slice.map(Views.Slice::offset).map(this::place).orElse("0"),
                slice.flatMap(Views.Slice::stride).map(this::place).orElse(length),
                length(extents.subList(0, outer)),
                length);
    }

    /** The variable with the size of {@code axis}. */
    String size(Axis axis) {
        String name = JavaNames.size(axis);
        sizes.add(name);
        return name;
    }

    /** The length along one dimension, as a primary or product operand. */
    String extent(Extent extent) {
        if (extent instanceof Extent.Along along) {
            return size(along.axis());
        } else if (extent instanceof Extent.Chunks chunks) {
            return "((" + size(chunks.axis()) + " + 255) / 256)";
        }
        return Integer.toString(((Extent.Fixed) extent).length());
    }

    /** The number of elements of a buffer. */
    String length(List<Extent> extents) {
        return extents.isEmpty() ? "1" : extents.stream().map(this::extent).collect(Collectors.joining(" * "));
    }

    private String convert(Expression.Convert convert, int precedence) {
        Expression value = convert.value();
        if (value instanceof Expression.Convert inner && inner.value().type() == Type.INT) {
            value = inner.value(); // rounded once either way
        }
        String from = javaType(value.type());
        String to = javaType(convert.type());
        if (from.equals(to)) {
            return render(value, precedence);
        }
        return parenthesized("(" + to + ") " + render(value, UNARY), precedence > UNARY);
    }

    /** The Java type of {@code type}. */
    String javaType(Type type) {
        return type(type).toString();
    }

    /** The Java type of {@code type}. */
    TypeName type(Type type) {
        return switch (type) {
            case NUMBER -> scalar.javaType();
            case DOUBLE -> TypeName.DOUBLE;
            case INT -> TypeName.INT;
            case CONDITION -> TypeName.BOOLEAN;
        };
    }

    private String apply(Expression.Apply apply, int precedence) {
        Pointwise operator = apply.operator();
        List<Expression> operands = apply.operands();
        JavaForm form = operator.java();
        if (form instanceof JavaForm.Infix infix) {
            String left = render(operands.get(0), infix.precedence());
            String right = render(operands.get(1), infix.precedence() + 1);
            return parenthesized(left + " " + infix.symbol() + " " + right, precedence > infix.precedence());
        } else if (form instanceof JavaForm.Prefix prefix) {
            return parenthesized(prefix.symbol() + render(operands.get(0), PRIMARY), precedence > UNARY);
        } else if (form instanceof JavaForm.Inverse) {
            String one = literal(new Expression.Literal(1, apply.type()));
            String text = one + " / " + render(operands.get(0), MULTIPLICATIVE + 1);
            return parenthesized(text, precedence > MULTIPLICATIVE);
        } else if (form instanceof JavaForm.Choice) {
            String text = render(operands.get(0), CHOICE + 1) + " ? " + render(operands.get(1), CHOICE + 1) + " : "
                    + render(operands.get(2), CHOICE);
            return parenthesized(text, precedence > CHOICE);
        } else if (form instanceof JavaForm.Itself) {
            return render(operands.get(0), precedence);
        } else if (form instanceof JavaForm.Defined defined) {
            functions.defined(defined.name(), scalarOf(apply.type()));
            return defined.name() + arguments(operands);
        }
        return call((JavaForm.Call) form, apply, precedence);
    }

    private String call(JavaForm.Call call, Expression.Apply apply, int precedence) {
        String method = call.method();
        if (!method.contains(".")) {
            functions.pointwise(method, call.inDouble() ? ScalarType.DOUBLE : scalarOf(apply.type()));
        }
        String text = method + arguments(apply.operands());
        boolean rounded = call.inDouble() && scalarOf(apply.type()) == ScalarType.FLOAT;
        return rounded ? parenthesized("(float) " + text, precedence > UNARY) : text;
    }

    private String bits(Expression.Bits bits) {
        return functions.bits(bits.operation(), scalarOf(bits.type())) + arguments(bits.operands());
    }

    private String arguments(List<Expression> operands) {
        return operands.stream().map(this::render).collect(Collectors.joining(", ", "(", ")"));
    }

    private ScalarType scalarOf(Type type) {
        return type == Type.DOUBLE ? ScalarType.DOUBLE : scalar;
    }

    private static String parenthesized(String text, boolean parentheses) {
        return parentheses ? "(" + text + ")" : text;
    }
}
