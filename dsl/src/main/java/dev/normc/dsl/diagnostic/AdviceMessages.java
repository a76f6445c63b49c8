package dev.normc.dsl.diagnostic;

import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The warnings, in the style of {@link Messages}: what a program means and its author may not want. Each hint is what
 * to write instead.
 */
public final class AdviceMessages {

    private AdviceMessages() {}

    /** The codes that an {@code allow} line may name, in the order of this file. */
    public static List<String> codes() {
        return List.of(
                "cancelling-variance",
                "unguarded-division",
                "unguarded-log",
                "infinite-gradient",
                "empty-mask",
                "power-overflow",
                "exp-overflow",
                "unshifted-softmax",
                "unused-name",
                "unused-definition");
    }

    // Numbers.

    /** Of this and the others, {@code rewrites} are programs that have not the trouble, the best first. */
    public static Diagnostic cancellingVariance(Span span, List<String> rewrites) {
        String message = "this variance is a difference of two means, which cancels where the mean is large";
        return warning("cancelling-variance", span, message, instead(rewrites));
    }

    public static Diagnostic unguardedDivision(Span span, String divisor, List<String> rewrites) {
        String message = "nothing keeps the divisor " + Messages.quote(divisor) + " away from 0";
        return warning("unguarded-division", span, message, instead(rewrites));
    }

    public static Diagnostic unguardedLog(Span span, String value, List<String> rewrites) {
        String message = "nothing keeps " + Messages.quote(value) + " away from 0, where `log` is minus infinity";
        return warning("unguarded-log", span, message, instead(rewrites));
    }

    public static Diagnostic infiniteGradient(Span span, String root, List<String> rewrites) {
        String message = Messages.quote(root) + " can be 0, where the gradient of a root is infinite";
        return warning("infinite-gradient", span, message, instead(rewrites));
    }

    public static Diagnostic emptyMask(Span span, List<String> rewrites) {
        String message = "the mask may leave nothing, and then this divides by a count of 0";
        return warning("empty-mask", span, message, instead(rewrites));
    }

    /** {@code degree}: the power of {@code input} with which it grows. */
    public static Diagnostic powerOverflow(Span span, String input, double degree) {
        String power = degree == Math.rint(degree) ? String.valueOf((long) degree) : String.valueOf(degree);
        double most = Math.pow(Float.MAX_VALUE, 1 / degree);
        String bound =
                String.format(Locale.ROOT, most < 1e4 ? "%.0f" : "%.0e", most).replaceFirst("e\\+0?", "e");
        String message = "this grows like " + Messages.quote(input + "^" + power) + " and overflows in float where "
                + Messages.quote(input) + " is " + bound;
        return warning("power-overflow", span, message, "take the power of a value that has been normalized");
    }

    /** {@code known}: what is written by hand and has a name, with the exponential in it; empty if there is none. */
    public static Diagnostic expOverflow(Span span, String exponent, List<String> rewrites, String known) {
        String message =
                "nothing bounds the exponent " + Messages.quote(exponent) + " from above, and large ones overflow";
        String place = known.isEmpty() ? "" : " in the place of `" + known + "`";
        return warning("exp-overflow", span, message, instead(rewrites) + place);
    }

    public static Diagnostic unshiftedSoftmax(Span span, List<String> rewrites) {
        String message = "this softmax overflows for large values, since no maximum is subtracted";
        return warning("unshifted-softmax", span, message, instead(rewrites));
    }

    // Names.

    public static Diagnostic unusedName(Span span, String noun, String name) {
        String message = Messages.quote(name) + " is " + noun + ", and nothing reads it";
        return warning("unused-name", span, message, "take it out");
    }

    public static Diagnostic unusedDefinition(Span span, String name) {
        String message = "the definition " + Messages.quote(name) + " is never called";
        return warning("unused-definition", span, message, "take it out");
    }

    // The lines that allow.

    public static Diagnostic allowWithoutReason(Span span, String code) {
        String message = "this allows " + Messages.quote(code) + " without a reason";
        return warning("allow-without-reason", span, message, instead(List.of("// allow " + code + ": the reason")));
    }

    public static Diagnostic unusedAllow(Span span, String code) {
        String message = "there is no " + Messages.quote(code) + " to allow here";
        return warning(
                "unused-allow", span, message, "take the line out, or put it above the statement that it is for");
    }

    public static Diagnostic unknownAdvice(Span span, String code, Optional<String> meant) {
        String message = "there is no warning " + Messages.quote(code);
        String hint = meant.map(Messages::didYouMean).orElse("the codes are " + String.join(", ", codes()));
        return warning("unknown-advice", span, message, hint);
    }

    /** One of these programs; unlike a quoted word each is shown in full. */
    private static String instead(List<String> rewrites) {
        return "write `" + String.join("`, or `", rewrites) + "`";
    }

    private static Diagnostic warning(String code, Span span, String message, String hint) {
        return new Diagnostic(Severity.WARNING, code, span, message, hint);
    }
}
