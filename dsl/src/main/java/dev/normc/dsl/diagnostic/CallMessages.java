package dev.normc.dsl.diagnostic;

import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The messages about definitions, norms that call norms, split axes and backward blocks; see {@link Messages}. */
public final class CallMessages {

    private CallMessages() {}

    // Definitions and norms that are called.

    public static Diagnostic wrongCall(Span span, String usage, int axes, int values) {
        String given =
                Messages.count(values, "value") + (axes == 0 ? "" : " and " + axes + (axes == 1 ? " axis" : " axes"));
        return Messages.diagnostic("wrong-call", span, Messages.quote(usage) + " is called with " + given, "");
    }

    public static Diagnostic namedForDefinition(Span span, String usage) {
        String message = "a definition takes its values and axes by their order";
        return Messages.diagnostic("named-for-definition", span, message, Messages.write(usage));
    }

    public static Diagnostic recursiveDefinition(Span span, String name) {
        String message = Messages.quote(name) + " calls itself";
        return Messages.diagnostic("recursive-definition", span, message, "a definition may call only others");
    }

    public static Diagnostic recursiveNorm(Span span, String name) {
        String message = "the norm " + Messages.quote(name) + " calls itself";
        return Messages.diagnostic("recursive-norm", span, message, "a norm may call only others");
    }

    public static Diagnostic callsTooDeep(Span span, int limit) {
        String message = "definitions call one another more than " + limit + " levels deep";
        return Messages.diagnostic("calls-too-deep", span, message, "write one of them out");
    }

    public static Diagnostic expansionTooLong(Span span, int limit) {
        String message =
                String.format(Locale.ROOT, "with all that it calls, the norm has more than %,d operations", limit);
        return Messages.diagnostic("expansion-too-long", span, message, "name what is called twice: `part = f(v)`");
    }

    public static Diagnostic definitionTaken(Span span, String name, int line) {
        String message = "a definition " + Messages.quote(name) + " is already in line " + line;
        return Messages.diagnostic("definition-taken", span, message, "choose another name");
    }

    public static Diagnostic definitionOfFunction(Span span, String name) {
        String message = Messages.quote(name) + " is a function of the language";
        return Messages.diagnostic("definition-of-function", span, message, "choose another name");
    }

    public static Diagnostic parameterTwice(Span span, String name) {
        return Messages.diagnostic(
                "parameter-twice", span, "two parameters are called " + Messages.quote(name), "choose another name");
    }

    public static Diagnostic unknownNorm(Span span, String name, Optional<String> meant) {
        String hint = meant.map(Messages::didYouMean).orElse("");
        return Messages.diagnostic("unknown-norm", span, "there is no norm " + Messages.quote(name), hint);
    }

    public static Diagnostic unknownDeclaration(Span span, String norm, String name, Optional<String> meant) {
        String message = Messages.quote(norm) + " has no parameter, constant or data " + Messages.quote(name);
        return Messages.diagnostic(
                "unknown-declaration",
                span,
                message,
                meant.map(Messages::didYouMean).orElse(""));
    }

    public static Diagnostic passedTwice(Span span, String name) {
        return Messages.diagnostic("passed-twice", span, Messages.quote(name) + " is passed twice", "");
    }

    public static Diagnostic wrongInputCount(Span span, String norm, List<String> inputs, int given) {
        String message = Messages.quote(norm) + " takes " + Messages.count(inputs.size(), "input") + ", not " + given;
        String call = norm + "(" + String.join(", ", inputs) + ")";
        return Messages.diagnostic(
                "wrong-input-count", span, message, "parameters are passed by name: " + Messages.quote(call));
    }

    public static Diagnostic severalOutputs(Span span, String norm, int outputs) {
        String message = Messages.quote(norm) + " has " + outputs + " outputs; only a norm with one can be called";
        return Messages.diagnostic("several-outputs", span, message, "");
    }

    public static Diagnostic normInDefinition(Span span, String norm) {
        String message = Messages.quote(norm) + " brings declarations and cannot be called inside a definition";
        return Messages.diagnostic("norm-in-definition", span, message, "call it in the norm and pass its result");
    }

    public static Diagnostic normInBlock(Span span, String norm) {
        String message = Messages.quote(norm) + " cannot be called inside a `backward` block";
        return Messages.diagnostic("norm-in-block", span, message, "call it before the block and use its result");
    }

    public static Diagnostic callNameTaken(Span span, String call, String name, String noun, int line) {
        String message =
                "this call brings " + Messages.quote(name) + ", which is already " + noun + ", in line " + line;
        return Messages.diagnostic(
                "call-name-taken", span, message, "bind the call to a name of its own: `" + call + "2 = ...`");
    }

    public static Diagnostic unknownAxisOfNorm(Span span, String norm, String axis, Optional<String> meant) {
        String message = Messages.quote(norm) + " has no axis " + Messages.quote(axis);
        return Messages.diagnostic(
                "unknown-axis-of-norm",
                span,
                message,
                meant.map(Messages::didYouMean).orElse(""));
    }

    public static Diagnostic axisUnbound(Span span, String norm, String axis, String input) {
        String message = "the value for " + Messages.quote(input) + " has no axis " + Messages.quote(axis);
        return Messages.diagnostic(
                "axis-unbound", span, message, "say which it is: `" + norm + "[" + axis + " = ...](...)`");
    }

    public static Diagnostic argumentWithoutAxis(Span span, String input, String axis) {
        String message = "the value for " + Messages.quote(input) + " does not vary over " + Messages.quote(axis);
        return Messages.diagnostic("argument-without-axis", span, message, "");
    }

    public static Diagnostic argumentNotSplit(Span span, String norm, String axis, List<String> parts) {
        String message = Messages.quote(norm) + " splits its axis " + Messages.quote(axis)
                + ", and the value's axis is not split so";
        String split = axis + " = " + String.join("*", parts);
        return Messages.diagnostic(
                "argument-not-split", span, message, "declare the axis of the value like " + Messages.quote(split));
    }

    public static Diagnostic axisBoundTwice(Span span, String axis, String first, String second) {
        String message = Messages.quote(axis) + " cannot stand for both " + Messages.quote(first) + " and "
                + Messages.quote(second) + " of the called norm";
        return Messages.diagnostic("axis-bound-twice", span, message, "");
    }

    public static Diagnostic statefulMapped(Span span, String norm, List<String> axes) {
        String message = Messages.quote(norm) + " keeps a state and cannot be mapped over " + Messages.list(axes);
        return Messages.diagnostic("stateful-mapped", span, message, "bind them to its axes");
    }

    public static Diagnostic noAxisBehind(Span span, String axis) {
        String message = "no axis of the caller stands behind " + Messages.quote(axis);
        return Messages.diagnostic("no-axis-behind", span, message, "");
    }

    // Split axes.

    public static Diagnostic splitTwice(Span span, String axis, int line) {
        String message = Messages.quote(axis) + " is already split another way, in line " + line;
        return Messages.diagnostic("split-twice", span, message, "");
    }

    public static Diagnostic splitPart(Span span, String axis) {
        String message = Messages.quote(axis) + " is a part of a split axis and cannot be split itself";
        return Messages.diagnostic("split-part", span, message, "write all parts at once: `C = A*B*E`");
    }

    public static Diagnostic splitWithWhole(Span span, String part, String whole) {
        String message = "the axis " + Messages.quote(part) + " is already in " + Messages.quote(whole);
        return Messages.diagnostic("split-with-whole", span, message, "");
    }

    public static Diagnostic splitSize(Span span, String axis) {
        String message = "the size of the axis " + Messages.quote(axis) + " must be a whole number above 0";
        return Messages.diagnostic("split-size", span, message, "write `const " + axis + " = 32`, for example");
    }

    // Backward blocks.

    public static Diagnostic blockInBlock(Span span) {
        return Messages.diagnostic("block-in-block", span, "a `backward` block stands inside another one", "");
    }

    public static Diagnostic backwardOfUnknown(Span span, String name, String noun) {
        String message = Messages.quote(name) + " is " + noun + "; a `backward` block belongs to a value of the norm";
        return Messages.diagnostic(
                "backward-of-unknown", span, message, "name it: `z = ...`, then `backward z { ... }`");
    }

    public static Diagnostic backwardOfRunning(Span span, String name) {
        String message = Messages.quote(name) + " is a running statistic and has a backward of its own";
        return Messages.diagnostic("backward-of-running", span, message, "");
    }

    public static Diagnostic secondBackward(Span span, String name, int line) {
        String message = Messages.quote(name) + " already has a `backward` block, in line " + line;
        return Messages.diagnostic("second-backward", span, message, "");
    }

    public static Diagnostic backwardLate(Span span, String name) {
        String message = Messages.quote(name) + " is used before its `backward` block";
        return Messages.diagnostic("backward-late", span, message, "put the block right below the definition");
    }

    public static Diagnostic missingGradient(Span span, String value, String target) {
        String message =
                Messages.quote(value) + " reads " + Messages.quote(target) + ", and the block gives it no gradient";
        return Messages.diagnostic("missing-gradient", span, message, "add `d" + target + " = ...`, be it 0");
    }

    public static Diagnostic gradientTwice(Span span, String target, int line) {
        String message = "the gradient of " + Messages.quote(target) + " is already given in line " + line;
        return Messages.diagnostic("gradient-twice", span, message, "write one with the whole expression");
    }

    public static Diagnostic gradientOfNone(Span span, String target, String noun) {
        String message = Messages.quote(target) + " is " + noun + " and takes no gradient";
        return Messages.diagnostic("gradient-of-none", span, message, "remove the line");
    }

    public static Diagnostic gradientOfUnread(Span span, String target, String value) {
        String message =
                Messages.quote(value) + " does not read " + Messages.quote(target) + ", so it sends it no gradient";
        return Messages.diagnostic("gradient-of-unread", span, message, "remove the line, or choose another name");
    }

    public static Diagnostic gradientAxes(Span span, String target, List<String> extra) {
        String message =
                "the gradient varies over " + Messages.list(extra) + ", " + Messages.quote(target) + " does not";
        return Messages.diagnostic("gradient-axes", span, message, "add it up: `sum" + extra + "(...)`");
    }

    public static Diagnostic notInBlock(Span span) {
        String message = "only values, gradients and updates stand in a `backward` block";
        return Messages.diagnostic("not-in-block", span, message, "put this before the block");
    }

    public static Diagnostic updatedOnBothSides(Span span, String state, int line) {
        String message = Messages.quote(state)
                + " is already updated on the other side of the `backward` block, in line " + line;
        return Messages.diagnostic("updated-on-both-sides", span, message, "update a state either inside or outside");
    }
}
