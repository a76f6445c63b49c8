package dev.normc.compiler.lower;

import dev.normc.compiler.graph.Axes;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Reduction;
import dev.normc.compiler.graph.UniformValue;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.BinaryOperator;
import dev.normc.dsl.ast.Expression.UnaryOperator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lowers expressions: numbers to nodes, conditions to what the mode decides or to nodes. */
final class ExpressionLowering {

    /** Whole powers up to here are products. */
    private static final int LARGEST_PRODUCT = 64;

    private final GraphBuilder builder;
    private final Scope scope;
    private final boolean training;
    private final Map<Node, ReducedElements> reductions = new HashMap<>();

    /** What a written reduction reduces: how many elements, of which value, over which axes, and where. */
    record ReducedElements(Node count, Node value, Axes over, Optional<Node> mask) {}

    ExpressionLowering(GraphBuilder builder, Scope scope, boolean training) {
        this.builder = builder;
        this.scope = scope;
        this.training = training;
    }

    /** The reductions lowered so far, by their result. */
    Map<Node, ReducedElements> reductions() {
        return reductions;
    }

    Node number(Expression expression) {
        if (expression instanceof Expression.Binary binary) {
            return chain(binary);
        }
        Node node = simple(expression);
        builder.from(expression.span());
        return node;
    }

    private Node simple(Expression expression) {
        if (expression instanceof Expression.Literal literal) {
            return builder.constant(literal.value());
        } else if (expression instanceof Expression.Reference reference) {
            return scope.value(reference.name().text());
        } else if (expression instanceof Expression.Unary unary) {
            Node operand = number(unary.operand());
            return at(expression, Pointwise.NEGATE, operand);
        } else if (expression instanceof Expression.Call call) {
            Node[] arguments = call.arguments().stream().map(this::number).toArray(Node[]::new);
            return at(expression, function(call.function().text()), arguments);
        } else if (expression instanceof Expression.Reduction reduction) {
            return reduction(reduction);
        } else if (expression instanceof Expression.Index index) {
            builder.from(index.span());
            return index(scope.axes(index.axis()));
        } else if (expression instanceof Expression.Conditional conditional) {
            return conditional(conditional);
        }
        throw new IllegalStateException("the checker let pass what is no number: " + expression);
    }

    /** A chain of operators of one precedence leans to the left as deep as it is long: walked down, then built up. */
    private Node chain(Expression.Binary last) {
        Deque<Expression.Binary> pending = new ArrayDeque<>();
        Expression leftmost = last;
        while (leftmost instanceof Expression.Binary binary) {
            pending.push(binary);
            leftmost = binary.left();
        }
        Node value = number(leftmost);
        while (!pending.isEmpty()) {
            Expression.Binary binary = pending.pop();
            value = binary(binary, value, number(binary.right()));
        }
        return value;
    }

    private Node binary(Expression.Binary binary, Node left, Node right) {
        if (binary.operator() == BinaryOperator.POWER) {
            builder.from(binary.span());
            return power(left, right);
        }
        return at(binary, pointwise(binary.operator()), left, right);
    }

    private static Pointwise pointwise(BinaryOperator operator) {
        return switch (operator) {
            case ADD -> Pointwise.ADD;
            case SUBTRACT -> Pointwise.SUBTRACT;
            case MULTIPLY -> Pointwise.MULTIPLY;
            case DIVIDE -> Pointwise.DIVIDE;
            case POWER -> Pointwise.POWER;
            case LESS, GREATER -> Pointwise.LESS;
            case LESS_OR_EQUAL, GREATER_OR_EQUAL -> Pointwise.LESS_OR_EQUAL;
            case EQUAL -> Pointwise.EQUAL;
            case NOT_EQUAL -> Pointwise.NOT_EQUAL;
            case AND -> Pointwise.AND;
            case OR -> Pointwise.OR;
        };
    }

    /** The functions of the language stand in the operator table under their own name. */
    private static Pointwise function(String name) {
        return Pointwise.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** A whole constant power is a product, by repeated squaring; a large one is a power of the size, with its sign. */
    private Node power(Node base, Node exponent) {
        if (isConstant(exponent)) {
            double value = UniformValue.of(exponent, Map.of());
            if (value == 0) {
                return builder.constant(1);
            }
            if (value == Math.rint(value) && Math.abs(value) <= LARGEST_PRODUCT) {
                Node product = product(base, (int) Math.abs(value));
                return value < 0 ? builder.reciprocal(product) : product;
            }
            if (value % 2 == 0) {
                return powerOfSize(base, value);
            }
            if (Math.abs(value) % 2 == 1) {
                return value > 0
                        ? builder.multiply(powerOfSize(base, value - 1), base)
                        : builder.multiply(powerOfSize(base, value + 1), builder.reciprocal(base));
            }
        }
        return builder.apply(Pointwise.POWER, base, exponent);
    }

    private Node powerOfSize(Node base, double exponent) {
        return builder.apply(Pointwise.POWER, builder.apply(Pointwise.ABS, base), builder.constant(exponent));
    }

    private static boolean isConstant(Node node) {
        return node.uniform()
                && GraphBuilder.reachable(List.of(node)).stream()
                        .noneMatch(part -> part.operation() instanceof Operation.Size);
    }

    private Node product(Node base, int exponent) {
        if (exponent == 1) {
            return base;
        }
        Node half = product(base, exponent / 2);
        Node square = builder.multiply(half, half);
        return exponent % 2 == 0 ? square : builder.multiply(square, base);
    }

    /** A value may vary over fewer axes than the checker saw: {@code x^0} is 1. */
    private Node reduction(Expression.Reduction written) {
        Axes over = Axes.of(scope.axes(written.axes()));
        Node value = number(written.value());
        if (written.where().isPresent()) {
            Condition where = condition(written.where().get());
            if (where instanceof Condition.Computed mask) {
                return masked(written, over, value, mask.node());
            }
            throw new IllegalStateException("the checker let a mode pass as a mask");
        }
        builder.from(written.span());
        Node result = switch (written.kind().text()) {
            case "sum" -> builder.reduceBroadcast(Reduction.SUM, value, over, Axes.NONE);
            case "mean" -> builder.reduceBroadcast(Reduction.SUM, value, over, over);
            case "max" -> builder.reduceBroadcast(Reduction.MAX, value, over, Axes.NONE);
            case "min" -> builder.reduceBroadcast(Reduction.MIN, value, over, Axes.NONE);
            default -> throw new IllegalStateException("the checker let pass " + written.kind());
        };
        reductions.put(result, new ReducedElements(builder.count(over), value, over, Optional.empty()));
        return result;
    }

    /** Places outside the mask are left out by selection; the divisor of a mean is the count over all listed axes. */
    private Node masked(Expression.Reduction written, Axes over, Node value, Node mask) {
        builder.from(written.span());
        Node one = builder.select(mask, builder.constant(1), builder.constant(0));
        Node count = builder.sum(one, over);
        Axes everywhere = over.minus(mask.axes());
        if (!everywhere.isEmpty()) {
            count = builder.multiply(count, builder.count(everywhere));
        }
        Node result = switch (written.kind().text()) {
            case "sum" -> selected(Reduction.SUM, value, mask, over);
            case "mean" -> builder.divide(selected(Reduction.SUM, value, mask, over), count);
            case "max" -> selected(Reduction.MAX, value, mask, over);
            case "min" -> selected(Reduction.MIN, value, mask, over);
            default -> throw new IllegalStateException("the checker let pass " + written.kind());
        };
        reductions.put(result, new ReducedElements(count, value, over, Optional.of(mask)));
        return result;
    }

    private Node selected(Reduction reduction, Node value, Node mask, Axes over) {
        Node kept = builder.select(mask, value, builder.constant(reduction.neutral()));
        return builder.reduceBroadcast(reduction, kept, over, Axes.NONE);
    }

    /** The coordinate along several axes, row-major. */
    private Node index(List<Axis> axes) {
        Node index = builder.index(axes.get(0));
        for (Axis axis : axes.subList(1, axes.size())) {
            index = builder.add(builder.multiply(index, builder.size(axis)), builder.index(axis));
        }
        return index;
    }

    private Node conditional(Expression.Conditional conditional) {
        Condition condition = condition(conditional.condition());
        if (condition instanceof Condition.Known known) {
            return number(known.value() ? conditional.consequence() : conditional.alternative());
        }
        Node computed = ((Condition.Computed) condition).node();
        Node consequence = number(conditional.consequence());
        Node alternative = number(conditional.alternative());
        return at(conditional, Pointwise.SELECT, computed, consequence, alternative);
    }

    /** Whether {@code expression} is a condition and not a number. */
    boolean isCondition(Expression expression) {
        if (expression instanceof Expression.Reference reference) {
            return scope.condition(reference.name().text()).isPresent();
        } else if (expression instanceof Expression.Unary unary) {
            return unary.operator() == UnaryOperator.NOT;
        }
        return expression instanceof Expression.Binary binary
                && switch (binary.operator()) {
                    case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL, AND, OR -> true;
                    case ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER -> false;
                };
    }

    Condition condition(Expression expression) {
        if (expression instanceof Expression.Reference reference) {
            String name = reference.name().text();
            return scope.condition(name).orElseGet(() -> new Condition.Known(training)); // else it is `train`
        } else if (expression instanceof Expression.Unary unary && unary.operator() == UnaryOperator.NOT) {
            Condition operand = condition(unary.operand());
            return operand instanceof Condition.Known known
                    ? new Condition.Known(!known.value())
                    : new Condition.Computed(at(expression, Pointwise.NOT, ((Condition.Computed) operand).node()));
        } else if (expression instanceof Expression.Binary binary) {
            return switch (binary.operator()) {
                case AND -> combined(binary, false);
                case OR -> combined(binary, true);
                default -> comparison(binary);
            };
        }
        throw new IllegalStateException("the checker let pass what is no condition: " + expression);
    }

    /** {@code and} is decided by a false side, {@code or} by a true one. */
    private Condition combined(Expression.Binary binary, boolean decisive) {
        Condition left = condition(binary.left());
        Condition right = condition(binary.right());
        if (left instanceof Condition.Known known) {
            return known.value() == decisive ? left : right;
        }
        if (right instanceof Condition.Known known) {
            return known.value() == decisive ? right : left;
        }
        Node both = at(
                binary,
                pointwise(binary.operator()),
                ((Condition.Computed) left).node(),
                ((Condition.Computed) right).node());
        return new Condition.Computed(both);
    }

    private Condition comparison(Expression.Binary binary) {
        Node left = number(binary.left());
        Node right = number(binary.right());
        boolean turned =
                binary.operator() == BinaryOperator.GREATER || binary.operator() == BinaryOperator.GREATER_OR_EQUAL;
        Pointwise operator = pointwise(binary.operator());
        return new Condition.Computed(turned ? at(binary, operator, right, left) : at(binary, operator, left, right));
    }

    private Node at(Expression expression, Pointwise operator, Node... inputs) {
        builder.from(expression.span());
        return builder.apply(operator, inputs);
    }
}
