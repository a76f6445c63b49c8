package dev.normc.compiler.graph;

import static dev.normc.compiler.graph.PointwiseRow.condition;
import static dev.normc.compiler.graph.PointwiseRow.number;

import java.util.List;

/**
 * The operator table: one row holds all that is known of a pointwise operator. Derivatives are written in the inputs
 * and the output, so that {@code tanh} can say {@code 1 - y*y} and the planner may choose what to keep. Costs count
 * cheap operations of a vectorised kernel.
 */
public enum Pointwise {
    ADD(number("+", 2)
            .value(v -> v[0] + v[1])
            .partials((g, x, y) -> g.constant(1), (g, x, y) -> g.constant(1))
            .range(r -> r.get(0).plus(r.get(1)))
            .growth(Growth.OF_THE_LARGEST)
            .java(new JavaForm.Infix("+", 11))
            .vector("add")
            .sign(Sign::ofSum)
            .commutative()),
    SUBTRACT(number("-", 2)
            .value(v -> v[0] - v[1])
            .partials((g, x, y) -> g.constant(1), (g, x, y) -> g.constant(-1))
            .range(r -> r.get(0).plus(r.get(1).negated()))
            .growth(Growth.OF_THE_LARGEST)
            .java(new JavaForm.Infix("-", 11))
            .vector("sub")),
    MULTIPLY(number("*", 2)
            .value(v -> v[0] * v[1])
            .partials((g, x, y) -> x.get(1), (g, x, y) -> x.get(0))
            .range(r -> r.get(0).times(r.get(1)))
            .growth(Growth.OF_A_PRODUCT)
            .java(new JavaForm.Infix("*", 12))
            .vector("mul")
            .sign(Sign::ofProduct)
            .commutative()),
    DIVIDE(number("/", 2)
            .value(v -> v[0] / v[1])
            .partials(
                    (g, x, y) -> g.reciprocal(x.get(1)), (g, x, y) -> g.negate(g.divide(y, x.get(1)))) // -a/b^2 = -y/b
            .range(r -> r.get(0).times(r.get(1).reciprocal()))
            .growth(Growth.OF_A_QUOTIENT)
            .java(new JavaForm.Infix("/", 12))
            .vector("div")
            .sign(Sign::ofProduct)
            .cost(4)),
    NEGATE(number("-", 1)
            .value(v -> -v[0])
            .partials((g, x, y) -> g.constant(-1))
            .range(r -> r.get(0).negated())
            .growth(Growth.OF_THE_INPUT)
            .java(new JavaForm.Prefix("-"))
            .vector("neg")),
    RECIPROCAL(number("1/", 1)
            .value(v -> 1 / v[0])
            .partials((g, x, y) -> g.negate(g.multiply(y, y)))
            .range(r -> r.get(0).reciprocal())
            .growth(Growth.times(-1))
            .java(new JavaForm.Inverse())
            .vector(new VectorForm.Inverse())
            .sign(Sign::ofProduct)
            .cost(4)),
    /**
     * Any power that is not a whole constant; NaN for a negative base. At base 0 the exponent's partial is 0 * log 0.
     */
    POWER(number("^", 2)
            .value(v -> v[0] < 0 ? Double.NaN : StrictMath.pow(v[0], v[1]))
            .partials(
                    (g, x, y) -> g.multiply(x.get(1), g.power(x.get(0), g.subtract(x.get(1), g.constant(1)))),
                    (g, x, y) -> g.multiply(y, g.log(x.get(0))))
            .range(r -> r.get(0).power(r.get(1)))
            .growth(Growth.OF_A_POWER)
            .java(new JavaForm.Call("power", true))
            .sign(signs -> Sign.NOT_NEGATIVE)
            .cost(40)),
    SQRT(number("sqrt", 1)
            .value(v -> Math.sqrt(v[0]))
            .partials((g, x, y) -> g.divide(g.constant(0.5), y))
            .range(r -> r.get(0).root())
            .growth(Growth.times(0.5))
            .java(new JavaForm.Call("Math.sqrt", true))
            .vector("sqrt")
            .sign(signs -> signs.get(0) == Sign.POSITIVE ? Sign.POSITIVE : Sign.NOT_NEGATIVE)
            .cost(4)),
    /** 1/sqrt(x), rounded twice. Its derivative is -y^3/2. */
    RSQRT(number("rsqrt", 1)
            .value(v -> 1 / Math.sqrt(v[0]))
            .partials((g, x, y) -> g.multiply(g.constant(-0.5), g.multiply(y, g.multiply(y, y))))
            .range(r -> r.get(0).root().reciprocal())
            .growth(Growth.times(-0.5))
            .java(new JavaForm.Call("rsqrt", false))
            .vector(new VectorForm.InverseRoot())
            .sign(signs -> Sign.NOT_NEGATIVE)
            .cost(8)),
    EXP(number("exp", 1)
            .value(v -> StrictMath.exp(v[0]))
            .partials((g, x, y) -> y)
            .range(r -> r.get(0).mapped(StrictMath::exp).and(Range.POSITIVE))
            .java(new JavaForm.Defined("exp"))
            .sign(signs -> Sign.NOT_NEGATIVE)
            .cost(36)),
    LOG(number("log", 1)
            .value(v -> StrictMath.log(v[0]))
            .partials((g, x, y) -> g.reciprocal(x.get(0)))
            .range(r -> r.get(0).and(Range.NOT_NEGATIVE).mapped(StrictMath::log))
            .java(new JavaForm.Defined("log"))
            .cost(36)),
    TANH(number("tanh", 1)
            .value(v -> StrictMath.tanh(v[0]))
            .partials((g, x, y) -> g.subtract(g.constant(1), g.multiply(y, y)))
            .growing(StrictMath::tanh)
            .java(new JavaForm.Defined("tanh"))
            .cost(40)),
    /** The error function; its derivative is 2/sqrt(pi) * exp(-x^2). */
    ERF(number("erf", 1)
            .value(v -> SpecialFunctions.erf(v[0]))
            .partials((g, x, y) -> g.multiply(
                    g.constant(2 / Math.sqrt(Math.PI)), g.apply(EXP, g.negate(g.multiply(x.get(0), x.get(0))))))
            .growing(SpecialFunctions::erf)
            .java(new JavaForm.Defined("erf"))
            .cost(60)),
    SIGMOID(number("sigmoid", 1)
            .value(v -> SpecialFunctions.sigmoid(v[0]))
            .partials((g, x, y) -> g.multiply(y, g.subtract(g.constant(1), y)))
            .growing(SpecialFunctions::sigmoid)
            .java(new JavaForm.Defined("sigmoid"))
            .sign(signs -> Sign.NOT_NEGATIVE)
            .cost(40)),
    /** log(1 + exp(x)). */
    SOFTPLUS(number("softplus", 1)
            .value(v -> SpecialFunctions.softplus(v[0]))
            .partials((g, x, y) -> g.apply(SIGMOID, x.get(0)))
            .range(r -> r.get(0).mapped(SpecialFunctions::softplus).and(Range.POSITIVE))
            .growth(Growth.OF_THE_INPUT)
            .java(new JavaForm.Defined("softplus"))
            .sign(signs -> Sign.NOT_NEGATIVE)
            .cost(40)),
    SIN(number("sin", 1)
            .value(v -> StrictMath.sin(v[0]))
            .partials((g, x, y) -> g.cos(x.get(0)))
            .range(r -> Range.between(-1, 1))
            .java(new JavaForm.Call("StrictMath.sin", true))
            .cost(40)),
    COS(number("cos", 1)
            .value(v -> StrictMath.cos(v[0]))
            .partials((g, x, y) -> g.negate(g.apply(SIN, x.get(0))))
            .range(r -> Range.between(-1, 1))
            .java(new JavaForm.Call("StrictMath.cos", true))
            .cost(40)),
    ATAN(number("atan", 1)
            .value(v -> StrictMath.atan(v[0]))
            .partials((g, x, y) -> g.reciprocal(g.add(g.constant(1), g.multiply(x.get(0), x.get(0)))))
            .growing(StrictMath::atan)
            .java(new JavaForm.Call("StrictMath.atan", true))
            .cost(40)),
    ASINH(number("asinh", 1)
            .value(v -> SpecialFunctions.asinh(v[0]))
            .partials((g, x, y) -> g.apply(RSQRT, g.add(g.constant(1), g.multiply(x.get(0), x.get(0)))))
            .growing(SpecialFunctions::asinh)
            .java(new JavaForm.Call("asinh", true))
            .cost(40)),
    /** The gradient at 0 is 0, which is what sign gives there. */
    ABS(number("abs", 1)
            .value(v -> Math.abs(v[0]))
            .partials((g, x, y) -> g.sign(x.get(0)))
            .range(r -> r.get(0).magnitude())
            .growth(Growth.OF_THE_INPUT)
            .java(new JavaForm.Call("Math.abs", false))
            .vector("abs")
            .sign(signs -> signs.get(0) == Sign.POSITIVE ? Sign.POSITIVE : Sign.NOT_NEGATIVE)),
    SIGN(number("sign", 1)
            .value(v -> Math.signum(v[0]))
            .undefined()
            .range(r -> Range.between(
                    Math.signum(r.get(0).low()), Math.signum(r.get(0).high())))
            .java(new JavaForm.Call("sign", false))
            .vector(new VectorForm.Signum())),
    FLOOR(number("floor", 1)
            .value(v -> Math.floor(v[0]))
            .undefined()
            .range(r -> r.get(0).floor())
            .growth(Growth.OF_THE_INPUT)
            .java(new JavaForm.Call("Math.floor", true))),
    /** A tie shares the gradient evenly. */
    MIN(number("min", 2)
            .value(v -> Math.min(v[0], v[1]))
            .partials(
                    (g, x, y) -> PointwiseRow.share(g, x.get(0), x.get(1)),
                    (g, x, y) -> PointwiseRow.share(g, x.get(1), x.get(0)))
            .range(r -> r.get(0).smaller(r.get(1)))
            .growth(Growth.OF_THE_LARGEST)
            .java(new JavaForm.Call("Math.min", false))
            .vector("min")
            .sign(Sign::ofChoice)
            .commutative()),
    MAX(number("max", 2)
            .value(v -> Math.max(v[0], v[1]))
            .partials(
                    (g, x, y) -> PointwiseRow.share(g, x.get(1), x.get(0)),
                    (g, x, y) -> PointwiseRow.share(g, x.get(0), x.get(1)))
            .range(r -> r.get(0).larger(r.get(1)))
            .growth(Growth.OF_THE_LARGEST)
            .java(new JavaForm.Call("Math.max", false))
            .vector("max")
            .sign(signs -> signs.contains(Sign.POSITIVE)
                    ? Sign.POSITIVE
                    : signs.contains(Sign.NOT_NEGATIVE) ? Sign.NOT_NEGATIVE : Sign.ANY)
            .commutative()),
    /** clip(v, lo, hi) = min(max(v, lo), hi); the gradient into v is 1 at the edges, too. */
    CLIP(number("clip", 3)
            .value(v -> Math.min(Math.max(v[0], v[1]), v[2]))
            .partials(
                    (g, x, y) -> PointwiseRow.when(
                            g, g.and(g.lessOrEqual(x.get(1), x.get(0)), g.lessOrEqual(x.get(0), x.get(2)))),
                    (g, x, y) -> PointwiseRow.when(g, g.less(x.get(0), x.get(1))),
                    (g, x, y) -> PointwiseRow.when(g, g.less(x.get(2), x.get(0))))
            .range(r -> r.get(0).larger(r.get(1)).smaller(r.get(2)))
            .growth(Growth.OF_THE_LARGEST)
            .java(new JavaForm.Call("clip", false))
            .vector(new VectorForm.Clip())
            .cost(2)),
    LESS(condition("<", 2)
            .value(v -> v[0] < v[1] ? 1 : 0)
            .java(new JavaForm.Infix("<", 9))
            .vector(new VectorForm.Compare("LT"))),
    LESS_OR_EQUAL(condition("<=", 2)
            .value(v -> v[0] <= v[1] ? 1 : 0)
            .java(new JavaForm.Infix("<=", 9))
            .vector(new VectorForm.Compare("LE"))),
    EQUAL(condition("==", 2)
            .value(v -> v[0] == v[1] ? 1 : 0)
            .java(new JavaForm.Infix("==", 8))
            .vector(new VectorForm.Compare("EQ"))
            .commutative()),
    NOT_EQUAL(condition("!=", 2)
            .value(v -> v[0] != v[1] ? 1 : 0)
            .java(new JavaForm.Infix("!=", 8))
            .vector(new VectorForm.Compare("NE"))
            .commutative()),
    AND(condition("and", 2)
            .value(v -> v[0] * v[1])
            .java(new JavaForm.Infix("&", 7))
            .vector("and")
            .takesConditions(0, 1)
            .commutative()),
    OR(condition("or", 2)
            .value(v -> Math.max(v[0], v[1]))
            .java(new JavaForm.Infix("|", 5))
            .vector("or")
            .takesConditions(0, 1)
            .commutative()),
    NOT(condition("not", 1)
            .value(v -> 1 - v[0])
            .java(new JavaForm.Prefix("!"))
            .vector("not")
            .takesConditions(0)),
    /** {@code if c then a else b}. */
    SELECT(number("if", 3)
            .value(v -> v[0] != 0 ? v[1] : v[2])
            .branches((g, x, y) -> x.get(0), (g, x, y) -> g.not(x.get(0)))
            .range(r -> r.get(1).or(r.get(2)))
            .growth(Growth.OF_THE_BRANCHES)
            .java(new JavaForm.Choice())
            .vector(new VectorForm.Blend())
            .sign(signs -> Sign.ofChoice(signs.subList(1, 3)))
            .takesConditions(0)),
    /** The value itself, through which no gradient passes. */
    STOP(number("stop", 1)
            .value(v -> v[0])
            .blocked()
            .range(r -> r.get(0))
            .growth(Growth.OF_THE_INPUT)
            .java(new JavaForm.Itself())
            .vector(new VectorForm.Itself())
            .sign(signs -> signs.get(0))
            .cost(0));

    private final PointwiseRow row;

    Pointwise(PointwiseRow row) {
        this.row = row;
    }

    /** The name or sign in the language. */
    public String symbol() {
        return row.symbol;
    }

    /** How many inputs it has. */
    public int arity() {
        return row.arity;
    }

    /** Whether the result is a truth value. */
    public boolean yieldsCondition() {
        return row.yieldsCondition;
    }

    /** Whether input {@code index} is a truth value. */
    public boolean takesCondition(int index) {
        return row.conditions.contains(index);
    }

    /** The value in double; truth values are 1 and 0. */
    public double value(double[] inputs) {
        return row.value.of(inputs);
    }

    /** How the gradient goes on into input {@code index}. */
    public Partial partial(int index) {
        return row.partials.get(index);
    }

    /** How it is written in Java. */
    public JavaForm java() {
        return row.java;
    }

    /** How it is written for many lanes at once. */
    public VectorForm vector() {
        return row.vector;
    }

    /** What the signs of the inputs say of the sign of the result. */
    public Sign sign(List<Sign> inputs) {
        return row.sign.apply(inputs);
    }

    /** What the ranges of the inputs say of the range of the result; a condition has none. */
    public Range range(List<Range> inputs) {
        return row.range.apply(inputs);
    }

    /** The degree of the result in something, of the degrees of the inputs in it, whose ranges are given. */
    public double growth(double[] degrees, List<Range> ranges) {
        return row.growth.of(degrees, ranges);
    }

    /** Work in units of an addition. */
    public int cost() {
        return row.cost;
    }

    /** Whether the operands may change places without changing a bit of the result. */
    public boolean commutative() {
        return row.commutative;
    }
}
