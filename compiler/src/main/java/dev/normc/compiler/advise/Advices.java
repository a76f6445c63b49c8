package dev.normc.compiler.advise;

import dev.normc.compiler.advise.Forms.Variance;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Range;
import dev.normc.dsl.diagnostic.AdviceMessages;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Optional;

/** The list of advice. Each looks at one value, and speaks only where the rewrite it gives is better. */
final class Advices {

    /** Each piece of advice, under the code of its warning. */
    static final List<Advice> ALL = List.of(
            new Advice("cancelling-variance", Advices::cancellingVariance),
            new Advice("unguarded-division", Advices::unguardedDivision),
            new Advice("unguarded-log", Advices::unguardedLog),
            new Advice("infinite-gradient", Advices::infiniteGradient),
            new Advice("empty-mask", Advices::emptyMask),
            new Advice("power-overflow", Advices::powerOverflow),
            new Advice("exp-overflow", Advices::expOverflow),
            new Advice("unshifted-softmax", Advices::unshiftedSoftmax));

    private Advices() {}

    /**
     * {@code mean(v^2) - mean(v)^2}: with a mean of 1e4 and a deviation of 1 the terms differ in the ninth digit, and a
     * float has seven. The mean of {@code (v - mean(v))^2} loses nothing.
     */
    private static Optional<Diagnostic> cancellingVariance(Node node, Facts facts) {
        Optional<Variance> variance = Forms.differenceOfMeans(node);
        return variance.map(found -> {
            String axes = "[" + Facts.axes(found.over()) + "]";
            String value = facts.words(found.value(), node);
            String centred = axes + "((" + value + " - mean" + axes + "(" + value + "))^2)";
            List<String> rewrites = found.sum()
                    ? List.of("sum" + centred)
                    : List.of("mean" + centred, "variance" + axes + "(" + value + ")");
            return AdviceMessages.cancellingVariance(node.origin(), rewrites);
        });
    }

    /** {@code a / v}, {@code rsqrt(v)} and {@code v^-p} where v can be zero: infinite, or NaN where a is zero too. */
    private static Optional<Diagnostic> unguardedDivision(Node node, Facts facts) {
        Optional<Node> divisor = unguardedDivisor(node, facts);
        return divisor.map(value -> {
            Span place = facts.place(value, node);
            return AdviceMessages.unguardedDivision(place, facts.words(value, node), guarded(value, node, facts));
        });
    }

    private static Optional<Node> unguardedDivisor(Node node, Facts facts) {
        return divisor(node, facts)
                .filter(value -> !Forms.isCount(value))
                .filter(value -> facts.reachesZero(value, node));
    }

    /** What must not be zero. */
    private static Optional<Node> divisor(Node node, Facts facts) {
        if (node.is(Pointwise.DIVIDE)) {
            return Optional.of(node.input(1));
        }
        boolean inverse = node.is(Pointwise.RECIPROCAL)
                || node.is(Pointwise.RSQRT)
                || (node.is(Pointwise.POWER) && facts.range(node.input(1)).high() < 0);
        return inverse ? Optional.of(node.input(0)) : Optional.empty();
    }

    private static List<String> guarded(Node divisor, Node node, Facts facts) {
        String value = facts.words(divisor, node);
        if (node.is(Pointwise.RSQRT)) {
            return List.of("rsqrt(" + value + " + eps)");
        } else if (divisor.is(Pointwise.SQRT)) {
            return List.of("sqrt(" + facts.words(divisor.input(0), node) + " + eps)");
        } else if (facts.range(divisor).isNotNegative()) {
            return List.of(value + " + eps", "max(" + value + ", eps)");
        }
        return List.of("if " + atom(value) + " != 0 then ... else ...");
    }

    /** {@code log(v)} where v can be zero. */
    private static Optional<Diagnostic> unguardedLog(Node node, Facts facts) {
        if (!node.is(Pointwise.LOG) || !facts.reachesZero(node.input(0), node)) {
            return Optional.empty();
        }
        String value = facts.words(node.input(0), node);
        String rewrite = facts.range(node.input(0)).isNotNegative()
                ? "log(" + value + " + eps)"
                : "log(max(" + value + ", eps))";
        Span place = facts.place(node.input(0), node);
        return Optional.of(AdviceMessages.unguardedLog(place, value, List.of(rewrite)));
    }

    /** A root, whose derivative {@code 0.5 / sqrt(v)} is infinite at zero, in the way of a gradient. */
    private static Optional<Diagnostic> infiniteGradient(Node node, Facts facts) {
        if (!isRoot(node, facts) || !facts.gradientReachesZero(node.input(0), node)) {
            return Optional.empty();
        }
        boolean divides = facts.users(node).stream()
                .anyMatch(user -> unguardedDivisor(user, facts).equals(Optional.of(node)));
        if (divides) {
            return Optional.empty(); // what guards the division guards the root
        }
        String value = facts.words(node.input(0), node);
        String rewrite = node.is(Pointwise.SQRT)
                ? "sqrt(" + value + " + eps)"
                : "(" + value + " + eps)^" + atom(facts.words(node.input(1), node));
        return Optional.of(AdviceMessages.infiniteGradient(node.origin(), facts.words(node, node), List.of(rewrite)));
    }

    /** The words, in parentheses if they are more than a name, a number or a call. */
    private static String atom(String words) {
        return words.matches("[\\w.]+(\\[[^\\[\\]]*\\])?(\\([^()]*\\))?") ? words : "(" + words + ")";
    }

    private static boolean isRoot(Node node, Facts facts) {
        if (!node.is(Pointwise.POWER)) {
            return node.is(Pointwise.SQRT);
        }
        Range exponent = facts.range(node.input(1));
        return exponent.isPoint() && exponent.low() > 0 && exponent.high() < 1;
    }

    /** A quotient by how many places a mask leaves, which may be none. What coordinates decide is known when read. */
    private static Optional<Diagnostic> emptyMask(Node node, Facts facts) {
        if (!node.is(Pointwise.DIVIDE) || !Forms.isCount(node.input(1))) {
            return Optional.empty();
        }
        Node count = node.input(1);
        Node counting = Forms.counting(count);
        Node condition = counting.input(0).input(0);
        boolean first = facts.users(count).stream()
                .filter(user -> user.is(Pointwise.DIVIDE))
                .findFirst()
                .equals(Optional.of(node));
        if (!first || !facts.isRead(condition) || facts.isGuarded(count, node)) {
            return Optional.empty(); // of all that divide by a count the first is enough
        }
        boolean maskedMean = node.input(0).origin().equals(node.origin());
        if (!maskedMean) {
            String value = facts.words(count, node);
            return Optional.of(AdviceMessages.emptyMask(facts.place(count, node), List.of("max(" + value + ", 1)")));
        }
        String places = "sum[" + Facts.axes(counting.input(0).axes().minus(counting.axes())) + "]";
        String mask = facts.words(condition, node);
        String rewrite = "if " + places + "(if " + mask + " then 1 else 0) > 0 then ... else 0";
        return Optional.of(AdviceMessages.emptyMask(node.origin(), List.of(rewrite)));
    }

    /** A cube or more of one input. What has been divided by a length of its own kind does not grow. */
    private static Optional<Diagnostic> powerOverflow(Node node, Facts facts) {
        return facts.growths()
                .excess(node)
                .map(excess -> AdviceMessages.powerOverflow(
                        node.origin(), excess.input().name(), excess.degree()));
    }

    /** {@code exp(v)}, or a constant to the power of v, where v grows with an input and has no upper bound. */
    private static Optional<Diagnostic> expOverflow(Node node, Facts facts) {
        return overflowing(node, facts)
                .filter(exponent -> !facts.isOfSoftmax(node))
                .map(exponent -> named(node, exponent, facts)
                        .orElseGet(() -> AdviceMessages.expOverflow(
                                node.origin(),
                                facts.words(exponent, node),
                                List.of(bounded(node, exponent, facts)),
                                "")));
    }

    private static Optional<Node> overflowing(Node node, Facts facts) {
        Optional<Node> exponent = node.is(Pointwise.EXP) ? Optional.of(node.input(0)) : Optional.empty();
        if (node.is(Pointwise.POWER)
                && node.input(0).uniform()
                && facts.range(node.input(0)).low() > 1) {
            exponent = Optional.of(node.input(1));
        }
        return exponent.filter(value -> facts.range(value).high() == Double.POSITIVE_INFINITY)
                .filter(facts.growths()::grows);
    }

    /** What the language has for what is written by hand: {@code log(1 + exp(v))} and {@code 1 / (1 + exp(-v))}. */
    private static Optional<Diagnostic> named(Node node, Node exponent, Facts facts) {
        String value = facts.words(exponent, node);
        for (Node sum : facts.users(node)) {
            boolean onePlus = sum.is(Pointwise.ADD)
                    && (sum.input(0).isConstant(1) || sum.input(1).isConstant(1));
            if (onePlus && facts.users(sum).stream().anyMatch(user -> user.is(Pointwise.LOG))) {
                return Optional.of(AdviceMessages.expOverflow(
                        node.origin(), value, List.of("softplus(" + value + ")"), "log(1 + exp(" + value + "))"));
            } else if (onePlus && exponent.is(Pointwise.NEGATE)) {
                String turned = "sigmoid(" + facts.words(exponent.input(0), node) + ")";
                return Optional.of(AdviceMessages.expOverflow(
                        node.origin(), value, List.of(turned), "1 / (1 + exp(" + value + "))"));
            }
        }
        return Optional.empty();
    }

    private static String bounded(Node node, Node exponent, Facts facts) {
        String value = facts.words(exponent, node);
        if (node.is(Pointwise.EXP)) {
            return "exp(min(" + value + ", 80))";
        }
        long most = (long)
                (80 / Math.log(Math.max(Math.E, facts.range(node.input(0)).low())));
        return atom(facts.words(node.input(0), node)) + "^min(" + value + ", " + most + ")";
    }

    /** {@code exp(v) / sum[A](exp(v))} overflows where the shifted one, which is the same, does not. */
    private static Optional<Diagnostic> unshiftedSoftmax(Node node, Facts facts) {
        return Forms.softmax(node)
                .flatMap(exponential -> overflowing(exponential, facts))
                .map(exponent -> {
                    String axes = "[" + Facts.axes(Forms.softmaxAxes(node)) + "]";
                    String value = facts.words(exponent, node);
                    String shifted = "exp(" + value + " - stop(max" + axes + "(" + value + ")))";
                    boolean plain = Forms.isPlainSoftmax(node);
                    return AdviceMessages.unshiftedSoftmax(
                            node.origin(), List.of(plain ? "softmax" + axes + "(" + value + ")" : shifted));
                });
    }
}
