package dev.normc.dsl.diagnostic;

import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Optional;

/** The messages about what a program means: names, axes, numbers, states and outputs; see {@link Messages}. */
public final class MeaningMessages {

    private MeaningMessages() {}

    // Names.

    public static Diagnostic unknownName(Span span, String name, Optional<String> meant) {
        String hint = meant.map(Messages::didYouMean).orElse("");
        return Messages.diagnostic("unknown-name", span, "unknown name " + Messages.quote(name), hint)
                .withReplacement(meant);
    }

    public static Diagnostic functionWithoutArguments(Span span, String name, String noun, String usage) {
        String message = Messages.quote(name) + " is " + noun + " and needs its arguments";
        return Messages.diagnostic("function-without-arguments", span, message, Messages.write(usage));
    }

    public static Diagnostic usedBeforeDefinition(Span span, String name, int line) {
        String message = Messages.quote(name) + " is used before it is defined";
        return Messages.diagnostic("used-before-definition", span, message, "it is defined in line " + line);
    }

    public static Diagnostic nameTaken(Span span, String name, String noun, int line) {
        String message = Messages.quote(name) + " is already " + noun + ", in line " + line;
        return Messages.diagnostic("name-taken", span, message, "choose another name");
    }

    public static Diagnostic nameBrought(Span span, String name, String noun, int line) {
        String message = Messages.quote(name) + " is already " + noun + ", which the call in line " + line + " brings";
        return Messages.diagnostic("name-brought", span, message, "choose another name");
    }

    public static Diagnostic reservedName(Span span, String name) {
        String message = Messages.quote(name) + " tells training from inference and cannot be defined";
        return Messages.diagnostic("reserved-name", span, message, "choose another name");
    }

    public static Diagnostic duplicateNorm(Span span, String name, int line) {
        String message = "a norm " + Messages.quote(name) + " is already in line " + line;
        return Messages.diagnostic("duplicate-norm", span, message, "choose another name");
    }

    // Functions.

    public static Diagnostic unknownFunction(Span span, String name, String hint) {
        return Messages.diagnostic("unknown-function", span, "unknown function " + Messages.quote(name), hint);
    }

    public static Diagnostic notAFunction(Span span, String name, String noun) {
        String message = Messages.quote(name) + " is " + noun + " and cannot be called";
        return Messages.diagnostic("not-a-function", span, message, Messages.writeProduct(name + " * (...)"));
    }

    public static Diagnostic wrongArgumentCount(Span span, String usage, int given) {
        String message = Messages.quote(usage) + " is called with " + Messages.count(given, "argument");
        return Messages.diagnostic("wrong-argument-count", span, message, "");
    }

    public static Diagnostic reductionWithoutAxes(Span span, String name) {
        String message = Messages.quote(name) + " needs the axes that it goes over";
        return Messages.diagnostic("reduction-without-axes", span, message, Messages.write(name + "[D](v)"));
    }

    public static Diagnostic unknownReduction(Span span, String name, String hint) {
        return Messages.diagnostic("unknown-reduction", span, "there is no reduction " + Messages.quote(name), hint);
    }

    public static Diagnostic axesOnFunction(Span span, String name, String usage) {
        String message = Messages.quote(name) + " works on single elements and takes no axes";
        return Messages.diagnostic("axes-on-function", span, message, Messages.write(usage));
    }

    public static Diagnostic outsideTheLanguage(Span span, String name, String noun, String reason) {
        String message = Messages.quote(name) + ": " + noun + " is outside of the language";
        return Messages.diagnostic("outside-the-language", span, message, reason);
    }

    // Axes.

    public static Diagnostic unknownAxis(Span span, String name, Optional<String> meant, List<String> axes) {
        String all = axes.isEmpty()
                ? "a definition has the axes in its head: `def f[" + Messages.shortened(name) + "](v) = ...`"
                : "the axes are " + Messages.list(axes);
        String hint = meant.map(Messages::didYouMean).orElse(all);
        return Messages.diagnostic("unknown-axis", span, "unknown axis " + Messages.quote(name), hint)
                .withReplacement(meant);
    }

    public static Diagnostic axisTwice(Span span, String name) {
        return Messages.diagnostic("axis-twice", span, "the axis " + Messages.quote(name) + " is listed twice", "");
    }

    public static Diagnostic tooManyAxes(Span span, int limit) {
        return Messages.diagnostic("too-many-axes", span, "a norm has at most " + limit + " axes", "");
    }

    public static Diagnostic axisNotInValue(Span span, String axis, List<String> axes) {
        String message = "the value does not vary over " + Messages.quote(axis);
        return Messages.diagnostic("axis-not-in-value", span, message, Messages.varies(axes));
    }

    public static Diagnostic updateAxes(Span span, String state, List<String> extra) {
        String message =
                "the value varies over " + Messages.list(extra) + ", the state " + Messages.quote(state) + " does not";
        return Messages.diagnostic("update-axes", span, message, "reduce the value: `mean" + extra + "(...)`");
    }

    public static Diagnostic outputAxes(Span span, String output, List<String> axes) {
        String order = axes.isEmpty() ? output : output + axes;
        String message = "these are not the axes of the output " + Messages.quote(output);
        return Messages.diagnostic("output-axes", span, message, "its axes, in any order: " + Messages.quote(order));
    }

    public static Diagnostic modeAxes(Span span, String output, List<String> inTraining, List<String> inInference) {
        String message = "the output " + Messages.quote(output) + " has the axes [" + String.join(", ", inTraining)
                + "] in training and [" + String.join(", ", inInference) + "] in inference";
        return Messages.diagnostic("mode-axes", span, message, "let it vary over the same axes in both");
    }

    // Numbers and conditions.

    public static Diagnostic numberExpected(Span span) {
        String message = "a number belongs here, not a condition";
        return Messages.diagnostic("number-expected", span, message, "write `if ... then 1 else 0`");
    }

    public static Diagnostic conditionExpected(Span span) {
        String message = "a condition belongs here, not a number";
        return Messages.diagnostic("condition-expected", span, message, "compare it: `... > 0`");
    }

    public static Diagnostic trainOutsideCondition(Span span) {
        String message = "`train` stands only in the condition of an `if`";
        return Messages.diagnostic("train-outside-condition", span, message, "write `if train then ... else ...`");
    }

    public static Diagnostic divisionByZero(Span span) {
        return Messages.diagnostic("division-by-zero", span, "the divisor is 0", "add what keeps it from 0: `+ eps`");
    }

    // Gradients.

    public static Diagnostic noGradient(Span span, String operator) {
        String message = "a gradient would have to pass `" + operator + "`, which has no derivative";
        return Messages.diagnostic(
                "no-gradient", span, message, "write `stop(" + operator + "(...))` if no gradient shall pass");
    }

    /** {@code value}: whose block stands in for the gradient in training alone. */
    public static Diagnostic noGradientInInference(Span span, String operator, String value) {
        String message = "in inference, where the block of " + Messages.quote(value)
                + " does not count, a gradient would have to pass `" + operator + "`, which has no derivative";
        return Messages.diagnostic("no-gradient-in-inference", span, message, "write `stop(" + operator + "(...))`");
    }

    // Declarations and states.

    public static Diagnostic constNotConstant(Span span, String name) {
        String message = "the constant depends on " + Messages.quote(name);
        return Messages.diagnostic(
                "const-not-constant", span, message, "numbers, constants and sizes are allowed here");
    }

    public static Diagnostic constNotFinite(Span span) {
        String message = "the constant is beyond the range of a double";
        return Messages.diagnostic("const-not-finite", span, message, "numbers go from 4.9e-324 to 1.8e308");
    }

    public static Diagnostic axisSizeNotConstant(Span span, String name) {
        String message = "the size of the axis depends on " + Messages.quote(name);
        return Messages.diagnostic(
                "axis-size-not-constant", span, message, "numbers, constants and other sizes are allowed here");
    }

    public static Diagnostic axisSize(Span span, String axis) {
        String message = "the size of the axis " + Messages.quote(axis) + " must be a whole number above 0";
        return Messages.diagnostic("axis-size", span, message, "write `axis " + axis + " = 4`, for example");
    }

    public static Diagnostic axisSizeTwice(Span span, String axis, int line) {
        String message = "the axis " + Messages.quote(axis) + " has its size from line " + line;
        return Messages.diagnostic("axis-size-twice", span, message, "give another axis another name");
    }

    public static Diagnostic axisSizeOfSplit(Span span, String axis) {
        String message = "the axis " + Messages.quote(axis) + " belongs to a split, which says its size";
        return Messages.diagnostic(
                "axis-size-of-split", span, message, "for a part write a constant of its name; the rest follows");
    }

    public static Diagnostic initialNotConstant(Span span, String name) {
        String message = "the initial value depends on " + Messages.quote(name);
        return Messages.diagnostic(
                "initial-not-constant", span, message, "numbers, constants and sizes are allowed here");
    }

    public static Diagnostic decayNotConstant(Span span, String name) {
        String message = "the decay of `running` depends on " + Messages.quote(name);
        return Messages.diagnostic("decay-not-constant", span, message, "numbers and constants are allowed here");
    }

    public static Diagnostic stateAssigned(Span span, String name) {
        String message = Messages.quote(name) + " is a state and is not assigned";
        return Messages.diagnostic("state-assigned", span, message, Messages.write("update " + name + " = ..."));
    }

    public static Diagnostic notAState(Span span, String name, String noun) {
        String message = Messages.quote(name) + " is " + noun + "; only a state is updated";
        return Messages.diagnostic("not-a-state", span, message, "");
    }

    public static Diagnostic secondUpdate(Span span, String name, int line) {
        String message = Messages.quote(name) + " is already updated in line " + line;
        return Messages.diagnostic("second-update", span, message, "write one `update` with the whole expression");
    }

    public static Diagnostic runningWithoutName(Span span) {
        String message = "`running` keeps a state and needs a name of its own";
        return Messages.diagnostic(
                "running-without-name", span, message, "write `name = running[...](...)` and use `name` here");
    }

    public static Diagnostic runningMayBeNegative(Span span) {
        String message = "a running statistic must not be negative, and this one may be";
        return Messages.diagnostic(
                "running-may-be-negative", span, message, "take a mean of squares or of `abs`, for example");
    }

    public static Diagnostic initialNotPositive(Span span) {
        return Messages.diagnostic("initial-not-positive", span, "`running` must start above 0", "write `init 1`");
    }

    public static Diagnostic statisticWithoutReduction(Span span) {
        String message = "a running statistic reduces over an axis, and this one does not";
        return Messages.diagnostic(
                "statistic-without-reduction", span, message, "write a reduction such as `mean[N](x^2)`");
    }

    public static Diagnostic statisticCountsDiffer(Span span) {
        String message = "the reductions of a running statistic must be over the same elements";
        return Messages.diagnostic("statistic-counts-differ", span, message, "give each statistic its own `running`");
    }

    public static Diagnostic decayOutOfRange(Span span, double decay) {
        String message = "the decay of `running` is " + Messages.number(decay) + "; it must lie between 0 and 1";
        return Messages.diagnostic(
                "decay-out-of-range", span, message, "the new value weighs 1 minus the decay: 0.9 is usual");
    }

    public static Diagnostic adjointTaken(Span span, String adjoint, int line) {
        String message =
                "`running` keeps its adjoint in a state " + Messages.quote(adjoint) + ", and so does line " + line;
        return Messages.diagnostic("adjoint-taken", span, message, "choose another name");
    }

    // Outputs.

    public static Diagnostic missingReturn(Span span, String norm) {
        String message = "the norm " + Messages.quote(norm) + " has no `return`";
        return Messages.diagnostic("missing-return", span, message, "end its body with `return ...`");
    }

    public static Diagnostic secondReturn(Span span) {
        String message = "a norm has one `return`";
        return Messages.diagnostic(
                "second-return", span, message, "several outputs are written `return y = ..., s = ...`");
    }

    public static Diagnostic afterReturn(Span span) {
        String message = "`return` is the last statement of a norm";
        return Messages.diagnostic("after-return", span, message, "put this before the `return`");
    }

    public static Diagnostic outputTwice(Span span, String name) {
        return Messages.diagnostic(
                "output-twice", span, "two outputs are called " + Messages.quote(name), "choose another name");
    }
}
