package dev.normc.compiler.graph;

/** The words in which derivatives and rewrites are written. */
public interface Algebra {

    Node constant(double value);

    Node size(Axis axis);

    Node apply(Pointwise operator, Node... inputs);

    /** Sum over those of {@code over} that {@code value} varies over; the value itself if there are none. */
    Node sum(Node value, Axes over);

    /** The product of the sizes of {@code axes}. */
    default Node count(Axes axes) {
        Node count = constant(1);
        for (Axis axis : axes) {
            count = count.isConstant(1) ? size(axis) : multiply(count, size(axis));
        }
        return count;
    }

    default Node add(Node left, Node right) {
        return apply(Pointwise.ADD, left, right);
    }

    default Node subtract(Node left, Node right) {
        return apply(Pointwise.SUBTRACT, left, right);
    }

    default Node multiply(Node left, Node right) {
        return apply(Pointwise.MULTIPLY, left, right);
    }

    default Node divide(Node left, Node right) {
        return apply(Pointwise.DIVIDE, left, right);
    }

    default Node negate(Node value) {
        return apply(Pointwise.NEGATE, value);
    }

    default Node reciprocal(Node value) {
        return apply(Pointwise.RECIPROCAL, value);
    }

    default Node select(Node condition, Node consequence, Node alternative) {
        return apply(Pointwise.SELECT, condition, consequence, alternative);
    }

    default Node power(Node base, Node exponent) {
        return apply(Pointwise.POWER, base, exponent);
    }

    default Node log(Node value) {
        return apply(Pointwise.LOG, value);
    }

    default Node cos(Node value) {
        return apply(Pointwise.COS, value);
    }

    default Node sign(Node value) {
        return apply(Pointwise.SIGN, value);
    }

    default Node less(Node left, Node right) {
        return apply(Pointwise.LESS, left, right);
    }

    default Node lessOrEqual(Node left, Node right) {
        return apply(Pointwise.LESS_OR_EQUAL, left, right);
    }

    default Node and(Node left, Node right) {
        return apply(Pointwise.AND, left, right);
    }

    default Node not(Node condition) {
        return apply(Pointwise.NOT, condition);
    }
}
