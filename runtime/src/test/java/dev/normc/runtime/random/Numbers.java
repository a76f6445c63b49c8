package dev.normc.runtime.random;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rows of numbers: leaves, operators, functions and choices. Reductions are in {@link Reductions}. */
final class Numbers {

    private static final List<String> LITERALS = List.of("0", "1", "2", "3", "0.5", "0.25", "1.5", "0.1", "1e-5", "-1");

    /** What stands where nothing deeper may. */
    static final List<Construct> LEAVES = List.of(
            new Construct("literal", 4, Numbers::literal),
            Construct.overAxes("size", 2, (draft, depth) -> Optional.of(size(draft))),
            Construct.overAxes(
                    "index",
                    3,
                    (draft, depth) -> Optional.of(indexed(
                            draft,
                            "index",
                            Kind.NUMBER,
                            draft.pick(List.of(
                                    "index(~) / (~ + 1)",
                                    "index(~) / ~",
                                    "(index(~) + 1) / ~",
                                    "1 / (index(~) + 1)"))))),
            new Construct("reference", 30, (draft, depth) -> draft.reference(name -> name.kind() == Kind.NUMBER)));

    private static final List<Construct> OPERATORS = List.of(
            new Construct("negate", 3, (draft, depth) -> unary(draft, depth, "negate", "-%0", Double.MAX_VALUE, 0)),
            new Construct("add", 10, (draft, depth) -> binary(draft, depth, "add", "%0 + %1")),
            new Construct("subtract", 10, (draft, depth) -> binary(draft, depth, "subtract", "%0 - %1")),
            new Construct("multiply", 14, Numbers::multiply),
            new Construct("divide", 6, (draft, depth) -> {
                Term dividend = draft.number(depth);
                double size = dividend.traits().magnitude() * 2;
                return Optional.of(draft.term("divide", "%0 / %1", size, dividend, draft.positive(depth)));
            }),
            new Construct("square", 5, (draft, depth) -> power(draft, depth, "square", "%0^2", 2)),
            new Construct("cube", 2, (draft, depth) -> power(draft, depth, "cube", "%0^3", 3)),
            new Construct("whole power", 1, (draft, depth) -> power(draft, depth, "whole power", "%0^5", 5)),
            new Construct("power of zero", 1, Numbers::powerOfZero),
            new Construct("negative power", 2, (draft, depth) -> ofPositive(draft, depth, "negative power", "%0^-2")),
            new Construct("real power", 2, (draft, depth) -> ofPositive(draft, depth, "real power", "%0^0.75")),
            new Construct(
                    "computed power",
                    2,
                    (draft, depth) -> Optional.of(draft.term(
                            "computed power",
                            "%0^%1",
                            40,
                            draft.tamed(draft.positive(depth), 20),
                            draft.tamed(draft.number(depth), 1)))));

    private static final List<Construct> FUNCTIONS = List.of(
            new Construct("sqrt", 3, (draft, depth) -> ofPositive(draft, depth, "sqrt", "sqrt($0)")),
            new Construct("rsqrt", 3, (draft, depth) -> ofPositive(draft, depth, "rsqrt", "rsqrt($0)")),
            new Construct("log", 2, (draft, depth) -> ofPositive(draft, depth, "log", "log($0)")),
            new Construct("exp", 3, (draft, depth) -> {
                Term exponent = draft.tamed(draft.number(depth), 3);
                double size = Math.exp(exponent.traits().magnitude());
                return Optional.of(draft.term("exp", "exp($0)", size, exponent));
            }),
            bounded("tanh", "tanh($0)", 1),
            bounded("erf", "erf($0)", 1),
            bounded("sigmoid", "sigmoid($0)", 1),
            bounded("sin", "sin($0)", 1),
            bounded("cos", "cos($0)", 1),
            bounded("atan", "atan($0)", 1.6),
            new Construct("asinh", 2, (draft, depth) -> unary(draft, depth, "asinh", "asinh($0)", 5, 0)),
            new Construct("softplus", 2, (draft, depth) -> unary(draft, depth, "softplus", "softplus($0)", 1e9, 1)),
            new Construct("abs", 2, (draft, depth) -> unary(draft, depth, "abs", "abs($0)", 1e9, 0)),
            new Construct("sign", 1, (draft, depth) -> unary(draft, depth, "sign", "sign(stop($0))", 1, 0)),
            new Construct("floor", 1, (draft, depth) -> unary(draft, depth, "floor", "stop(floor($0))", 1e9, 1)),
            new Construct("stop", 1, (draft, depth) -> unary(draft, depth, "stop", "stop($0)", 1e9, 0)),
            new Construct("min", 2, (draft, depth) -> binary(draft, depth, "min", "min($0, $1)")),
            new Construct("max", 2, (draft, depth) -> binary(draft, depth, "max", "max($0, $1)")),
            new Construct("clip", 2, (draft, depth) -> {
                Term value = draft.number(depth);
                return Optional.of(
                        draft.chance(70)
                                ? draft.term("clip", "clip($0, -0.5, 1.25)", 1.25, value)
                                : draft.term("clip", "clip($0, $1, 40)", 40, value, draft.number(depth)));
            }));

    private static final List<Construct> CHOICES = List.of(
            new Construct("if", 5, (draft, depth) -> choice(draft, depth, "if", "if $0 then $1 else $2")),
            new Construct("if train", 4, (draft, depth) -> {
                Term one = draft.number(depth);
                Term other = draft.number(depth);
                String template = draft.chance(30) ? "if not train then $0 else $1" : "if train then $0 else $1";
                return sameAxes(draft.term("if train", template, larger(one, other), one, other), one, other);
            }),
            new Construct("if train and", 2, (draft, depth) -> {
                Term choice = choice(draft, depth, "if train and", "if train and %0 then $1 else $2")
                        .orElseThrow();
                return sameAxes(choice, choice.operands().get(2));
            }),
            new Construct("if train or", 2, (draft, depth) -> {
                Term choice = choice(draft, depth, "if train or", "if %0 or train then $1 else $2")
                        .orElseThrow();
                return sameAxes(choice, choice.operands().get(1));
            }));

    /** All rows. */
    static final List<Construct> ALL = Stream.of(
                    LEAVES, OPERATORS, FUNCTIONS, CHOICES, Reductions.ALL, Preludes.ALL, List.of(Definitions.NUMBER))
            .flatMap(List::stream)
            .toList();

    private Numbers() {}

    private static Construct bounded(String name, String template, double magnitude) {
        return new Construct(
                name, 2, (draft, depth) -> Optional.of(draft.term(name, template, magnitude, draft.number(depth))));
    }

    private static Optional<Term> literal(Draft draft, int depth) {
        Term one = Term.literal(draft.pick(LITERALS));
        double size = Math.abs(Double.parseDouble(one.template()));
        return Optional.of(
                new Term("literal", Kind.NUMBER, one.template(), List.of(), List.of(), Traits.of(size, List.of())));
    }

    /** A size, mostly in a quotient that stays below one; a large size alone would drown all else. */
    static Term size(Draft draft) {
        String template = draft.pick(List.of("1 / (~ + 1)", "~ / (~ + 2)", "~ / 8", "1 / ~"));
        return new Term("size", Kind.NUMBER, template, draft.dimension(), List.of(), Traits.of(2, List.of()));
    }

    /** A term of the coordinate along an axis. */
    static Term indexed(Draft draft, String construct, Kind kind, String template) {
        List<String> axes = draft.dimension();
        return new Term(construct, kind, template, axes, List.of(), new Traits(Set.copyOf(axes), 1, false));
    }

    private static Optional<Term> multiply(Draft draft, int depth) {
        Term left = draft.number(depth);
        Term right = draft.chance(10) ? left : draft.number(depth);
        double size = left.traits().magnitude() * right.traits().magnitude();
        return Optional.of(draft.term("multiply", "%0 * %1", size, left, right));
    }

    private static Optional<Term> binary(Draft draft, int depth, String name, String template) {
        Term left = draft.number(depth);
        Term right = draft.number(depth);
        double size = left.traits().magnitude() + right.traits().magnitude();
        return Optional.of(draft.term(name, template, size, left, right));
    }

    /** A function that is at most {@code more} larger than its operand, and never larger than {@code most}. */
    private static Optional<Term> unary(
            Draft draft, int depth, String name, String template, double most, double more) {
        Term operand = draft.number(depth);
        double size = Math.min(operand.traits().magnitude() + more, most);
        return Optional.of(draft.term(name, template, size, operand));
    }

    private static Optional<Term> power(Draft draft, int depth, String name, String template, int exponent) {
        Term base = draft.tamed(draft.number(depth), exponent > 2 ? 2 : 6);
        return Optional.of(draft.term(name, template, Math.pow(base.traits().magnitude(), exponent), base));
    }

    /** This is the number 1, so no axis may be left in it for reductions to go over. */
    private static Optional<Term> powerOfZero(Draft draft, int depth) {
        return Optional.of(draft.term("power of zero", "%0^0", 1, draft.fitted(draft.number(depth), Set.of())));
    }

    private static Optional<Term> ofPositive(Draft draft, int depth, String name, String template) {
        Term operand = draft.positive(depth);
        return Optional.of(
                draft.term(name, template, Math.max(4, operand.traits().magnitude()), operand));
    }

    private static Optional<Term> choice(Draft draft, int depth, String name, String template) {
        Term condition = draft.condition(depth);
        Term one = draft.number(depth);
        Term other = draft.number(depth);
        return Optional.of(draft.term(name, template, larger(one, other), condition, one, other));
    }

    /** The choice if in both modes it varies over the same axes: {@code chosen} are what one mode leaves of it. */
    private static Optional<Term> sameAxes(Term choice, Term... chosen) {
        boolean same = Stream.of(chosen)
                .allMatch(term -> term.traits().axes().equals(choice.traits().axes()));
        return same ? Optional.of(choice) : Optional.empty();
    }

    private static double larger(Term one, Term other) {
        return Math.max(one.traits().magnitude(), other.traits().magnitude());
    }
}
