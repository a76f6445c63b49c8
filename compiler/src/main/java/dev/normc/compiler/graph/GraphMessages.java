package dev.normc.compiler.graph;

import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.source.Span;

/** The messages about a program whose fault only the graph shows. The code is the method's name in kebab-case. */
public final class GraphMessages {

    private GraphMessages() {}

    public static Diagnostic noGradient(Span span, String operator) {
        return new Diagnostic(
                "no-gradient",
                span,
                "a gradient would have to pass `" + operator + "`, which has no derivative",
                "write `stop(" + operator + "(...))` if no gradient shall pass");
    }

    public static Diagnostic tooManyOperations(Span span, int limit) {
        return new Diagnostic(
                "too-many-operations",
                span,
                "with its gradients this norm takes more operations than the limit of " + limit + " allows",
                "split it into several norms; a caller can raise the limit with `Options.withMostOperations`");
    }

    public static Diagnostic statisticWithoutReduction(Span span) {
        return new Diagnostic(
                "statistic-without-reduction",
                span,
                "a running statistic reduces over an axis, and this one does not",
                "write a reduction such as `mean[N](x^2)`");
    }

    public static Diagnostic statisticCountsDiffer(Span span) {
        return new Diagnostic(
                "statistic-counts-differ",
                span,
                "the reductions of a running statistic must be over the same elements",
                "give each statistic its own `running`");
    }

    public static Diagnostic statisticMayBeNegative(Span span) {
        return new Diagnostic(
                "statistic-may-be-negative",
                span,
                "a running statistic must not be negative, and this one may be",
                "take a mean of squares or of `abs`");
    }

    public static Diagnostic initialNotPositive(Span span) {
        return new Diagnostic(
                "running-initial-not-positive", span, "a running statistic must start above 0", "write `init 1`");
    }

    public static Diagnostic decayOutOfRange(Span span, double decay) {
        return new Diagnostic(
                "decay-out-of-range",
                span,
                "the decay of `running` is " + GraphPrinter.number(decay) + "; it must lie between 0 and 1",
                "the new value weighs 1 minus the decay: 0.9 is usual");
    }
}
