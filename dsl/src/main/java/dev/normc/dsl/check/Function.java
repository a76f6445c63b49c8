package dev.normc.dsl.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The pointwise functions: how a call looks, when the result is provably not negative, and what a gradient does. */
enum Function {
    SQRT("sqrt(v)", "square root", Function::always),
    RSQRT("rsqrt(v)", "`1 / sqrt(v)`", Function::always),
    EXP("exp(v)", "exponential", Function::always),
    LOG("log(v)", "natural logarithm", Function::never),
    TANH("tanh(v)", "hyperbolic tangent", Function::likeFirst),
    ERF("erf(v)", "error function", Function::likeFirst),
    SIGMOID("sigmoid(v)", "`1 / (1 + exp(-v))`", Function::always),
    SOFTPLUS("softplus(v)", "`log(1 + exp(v))`", Function::always),
    SIN("sin(v)", "sine", Function::never),
    COS("cos(v)", "cosine", Function::never),
    ATAN("atan(v)", "inverse tangent", Function::likeFirst),
    ASINH("asinh(v)", "inverse hyperbolic sine", Function::likeFirst),
    ABS("abs(v)", "magnitude", Function::always),
    SIGN("sign(v)", "-1, 0 or 1", Function::likeFirst, Gradient.UNDEFINED),
    FLOOR("floor(v)", "largest whole number not above `v`", Function::likeFirst, Gradient.UNDEFINED),
    MIN("min(a, b)", "the smaller", arguments -> arguments.stream().allMatch(Type::nonNegative)),
    MAX("max(a, b)", "the larger", arguments -> arguments.stream().anyMatch(Type::nonNegative)),
    CLIP(
            "clip(v, low, high)",
            "`min(max(v, low), high)`",
            arguments -> arguments.stream().skip(1).allMatch(Type::nonNegative)),
    STOP("stop(v)", "`v`", Function::likeFirst, Gradient.STOPS);

    /** What becomes of a gradient that reaches the function. */
    enum Gradient {
        PASSES,
        STOPS,
        UNDEFINED
    }

    private final String usage;
    private final String meaning;
    private final Predicate<List<Type>> nonNegative;
    private final Gradient gradient;

    Function(String usage, String meaning, Predicate<List<Type>> nonNegative) {
        this(usage, meaning, nonNegative, Gradient.PASSES);
    }

    Function(String usage, String meaning, Predicate<List<Type>> nonNegative, Gradient gradient) {
        this.usage = usage;
        this.meaning = meaning;
        this.nonNegative = nonNegative;
        this.gradient = gradient;
    }

    static Optional<Function> find(String name) {
        return Arrays.stream(values())
                .filter(function -> function.spelling().equals(name))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Function::spelling).toList();
    }

    String spelling() {
        return usage.substring(0, usage.indexOf('('));
    }

    /** A call as an example. */
    String usage() {
        return usage;
    }

    /** Its value in a few words, as the reference of the language says it. */
    String meaning() {
        return meaning;
    }

    Gradient gradient() {
        return gradient;
    }

    int argumentCount() {
        return usage.split(",", -1).length;
    }

    boolean isNonNegative(List<Type> arguments) {
        return nonNegative.test(arguments);
    }

    private static boolean always(List<Type> arguments) {
        return true;
    }

    private static boolean never(List<Type> arguments) {
        return false;
    }

    private static boolean likeFirst(List<Type> arguments) {
        return arguments.get(0).nonNegative();
    }
}
