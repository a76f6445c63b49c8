package dev.normc.dsl.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The pointwise functions: how a call looks, when the result is provably not negative, and what a gradient does. */
enum Function {
    SQRT("sqrt(v)", Function::always),
    RSQRT("rsqrt(v)", Function::always),
    EXP("exp(v)", Function::always),
    LOG("log(v)", Function::never),
    TANH("tanh(v)", Function::likeFirst),
    ERF("erf(v)", Function::likeFirst),
    SIGMOID("sigmoid(v)", Function::always),
    SOFTPLUS("softplus(v)", Function::always),
    SIN("sin(v)", Function::never),
    COS("cos(v)", Function::never),
    ATAN("atan(v)", Function::likeFirst),
    ASINH("asinh(v)", Function::likeFirst),
    ABS("abs(v)", Function::always),
    SIGN("sign(v)", Function::likeFirst, Gradient.UNDEFINED),
    FLOOR("floor(v)", Function::likeFirst, Gradient.UNDEFINED),
    MIN("min(a, b)", arguments -> arguments.stream().allMatch(Type::nonNegative)),
    MAX("max(a, b)", arguments -> arguments.stream().anyMatch(Type::nonNegative)),
    CLIP("clip(v, low, high)", arguments -> arguments.stream().skip(1).allMatch(Type::nonNegative)),
    STOP("stop(v)", Function::likeFirst, Gradient.STOPS);

    /** What becomes of a gradient that reaches the function. */
    enum Gradient {
        PASSES,
        STOPS,
        UNDEFINED
    }

    private final String usage;
    private final Predicate<List<Type>> nonNegative;
    private final Gradient gradient;

    Function(String usage, Predicate<List<Type>> nonNegative) {
        this(usage, nonNegative, Gradient.PASSES);
    }

    Function(String usage, Predicate<List<Type>> nonNegative, Gradient gradient) {
        this.usage = usage;
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
