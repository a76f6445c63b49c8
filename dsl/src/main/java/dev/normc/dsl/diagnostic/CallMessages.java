package dev.normc.dsl.diagnostic;

import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The messages about definitions, norms that call norms, split axes and backward blocks; see {@link Messages}. */
public final class CallMessages {

    private CallMessages() {}

    // Their form.

    public static Diagnostic malformedDefinition(Span span, String found) {
        String message = found + " does not belong in the head of a definition";
        return Messages.diagnostic(
                "malformed-definition", span, message, "write `def f(v) = ...` or `def f[A](v) = ...`");
    }

    public static Diagnostic malformedBackward(Span span, String found, String value) {
        String message = "the gradients of " + Messages.quote(value) + " stand in braces, not " + found;
        return Messages.diagnostic(
                "malformed-backward",
                span,
                message,
                "write `backward " + Messages.shortened(value) + " {`, then a line for each");
    }

    public static Diagnostic malformedSplit(Span span, String axis) {
        String message = Messages.quote(axis) + " must stand for a product of axes";
        return Messages.diagnostic("malformed-split", span, message, "write `" + Messages.shortened(axis) + " = G*K`");
    }

    public static Diagnostic malformedAxisArgument(Span span, String axis) {
        String message = Messages.quote(axis) + " must stand for an axis of the value, or for a product of them";
        String name = Messages.shortened(axis);
        return Messages.diagnostic(
                "malformed-axis-argument", span, message, "write `" + name + " = C` or `" + name + " = H*W`");
    }

    public static Diagnostic splitHere(Span span) {
        String message = "an axis is split only where an input, `param`, `data` or `state` is declared";
        return Messages.diagnostic("split-here", span, message, "write the name alone");
    }

    public static Diagnostic malformedIndex(Span span) {
        return Messages.diagnostic("malformed-index", span, "`index` takes one axis", "write `index(D)`");
    }

    public static Diagnostic valueBehindNamed(Span span) {
        String message = "a value without a name stands behind one with a name";
        return Messages.diagnostic("value-behind-named", span, message, "put the inputs first: `Norm(x, gamma = g)`");
    }

    // Definitions and norms that are called.

    /** {@code axes}: how many are given; nothing where none are asked for either. */
    public static Diagnostic wrongCall(Span span, String usage, Optional<Integer> axes, int values) {
        String given = Messages.count(values, "value")
                + axes.map(count -> " and " + (count == 0 ? "no" : count) + (count < 2 ? " axis" : " axes"))
                        .orElse("");
        return Messages.diagnostic("wrong-call", span, Messages.quote(usage) + " is called with " + given, "");
    }

    public static Diagnostic namedForFunction(Span span, String name, String usage) {
        String message = "only a norm takes values and axes by name, and " + Messages.quote(name) + " is a function";
        return Messages.diagnostic("named-for-function", span, message, Messages.write(usage));
    }

    /** {@code between}: the definitions that {@code name} calls itself by, in the order of their calls. */
    public static Diagnostic recursiveDefinition(Span span, String name, List<String> between) {
        String message = Messages.quote(name) + " calls itself"
                + (between.isEmpty() ? "" : ", by way of " + Messages.list(between));
        return Messages.diagnostic("recursive-definition", span, message, "a definition may call only others");
    }

    public static Diagnostic recursiveNorm(Span span, String name) {
        String message = "the norm " + Messages.quote(name) + " calls itself";
        return Messages.diagnostic("recursive-norm", span, message, "a norm may call only others");
    }

    public static Diagnostic callsTooDeep(Span span, int limit) {
        String message = "this calls definitions that call one another more than " + limit + " levels deep";
        return Messages.diagnostic("calls-too-deep", span, message, "write some of them out");
    }

    public static Diagnostic expansionTooLong(Span span, int limit) {
        String message =
                String.format(Locale.ROOT, "with all that it calls, the norm has more than %,d operations", limit);
        return Messages.diagnostic("expansion-too-long", span, message, "name what is called twice: `part = f(v)`");
    }

    public static Diagnostic definitionTaken(Span span, String name, String noun, int line) {
        String message = "a " + noun + " " + Messages.quote(name) + " is already in line " + line;
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
        return Messages.diagnostic("unknown-norm", span, "there is no norm " + Messages.quote(name), hint)
                .withReplacement(meant);
    }

    /** {@code declared}: all that can be passed by name. */
    public static Diagnostic unknownDeclaration(
            Span span, String norm, String name, Optional<String> meant, List<String> declared) {
        String message = Messages.quote(norm) + " has no parameter, constant or data " + Messages.quote(name);
        String all = declared.isEmpty() ? "nothing is passed to it by name" : "it has " + Messages.list(declared);
        String hint = meant.map(Messages::didYouMean).orElse(all);
        return Messages.diagnostic("unknown-declaration", span, message, hint).withReplacement(meant);
    }

    public static Diagnostic inputByName(Span span, String norm, String input) {
        String message = Messages.quote(input) + " is an input of " + Messages.quote(norm)
                + "; inputs are passed by their order";
        return Messages.diagnostic("input-by-name", span, message, "write the value alone");
    }

    public static Diagnostic partByName(Span span, String norm, String part) {
        String message = Messages.quote(part) + " is a part of a split axis of " + Messages.quote(norm)
                + "; its size is that of the value's axis";
        return Messages.diagnostic("part-by-name", span, message, "set the size where the value's axis is split");
    }

    public static Diagnostic passedTwice(Span span, String name) {
        return Messages.diagnostic("passed-twice", span, Messages.quote(name) + " is passed twice", "");
    }

    /** {@code declared}: all that can be passed by name. */
    public static Diagnostic wrongInputCount(
            Span span, String norm, List<String> inputs, List<String> declared, int given) {
        String message = Messages.quote(norm) + " takes " + Messages.count(inputs.size(), "input") + ", not " + given;
        String call = norm + "(" + String.join(", ", inputs);
        boolean byName = given > inputs.size() && !declared.isEmpty();
        String hint = byName
                ? "the rest is passed by name: `" + call + ", " + declared.get(0) + " = ...)`"
                : Messages.write(call + ")");
        return Messages.diagnostic("wrong-input-count", span, message, hint);
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

    /** {@code free}: a name that the result of the call could have. */
    public static Diagnostic callNameTaken(Span span, String free, String name, String noun, int line) {
        String message =
                "this call brings " + Messages.quote(name) + ", which is already " + noun + ", in line " + line;
        return Messages.diagnostic(
                "call-name-taken",
                span,
                message,
                "give the result of the call a name of its own: `" + free + " = ...`");
    }

    public static Diagnostic axisBrought(Span span, String axis, String noun, int line) {
        String message = "this call brings the axis " + Messages.quote(axis) + ", which is already " + noun
                + ", in line " + line;
        return Messages.diagnostic("axis-brought", span, message, "choose another name for what is in line " + line);
    }

    public static Diagnostic unknownAxisOfNorm(
            Span span, String norm, String axis, Optional<String> meant, List<String> axes) {
        String message = Messages.quote(norm) + " has no axis " + Messages.quote(axis);
        String hint = meant.map(Messages::didYouMean).orElse("its axes are " + Messages.list(axes));
        return Messages.diagnostic("unknown-axis-of-norm", span, message, hint).withReplacement(meant);
    }

    /** {@code free}: those of the value's axes, {@code all} in number, that stand for nothing yet. */
    public static Diagnostic axisUnbound(
            Span span, String norm, String axis, String input, List<String> free, int all) {
        String message = "the value for " + Messages.quote(input) + " has no axis " + Messages.quote(axis);
        String meaning = free.size() == 1 ? free.get(0) : "...";
        String hint = all == 0
                ? "it is a single number"
                : free.isEmpty()
                        ? "all of its axes stand for others of " + Messages.quote(norm)
                        : "say which it is: `" + norm + "[" + axis + " = " + meaning + "](...)`";
        return Messages.diagnostic("axis-unbound", span, message, hint);
    }

    public static Diagnostic argumentWithoutAxis(Span span, String input, String axis, List<String> axes) {
        String message = "the value for " + Messages.quote(input) + " does not vary over " + Messages.quote(axis);
        return Messages.diagnostic("argument-without-axis", span, message, Messages.varies(axes));
    }

    /** {@code own}: the axis of the value. */
    public static Diagnostic argumentNotSplit(Span span, String norm, String axis, String own, List<String> parts) {
        String message = Messages.quote(norm) + " splits its axis " + Messages.quote(axis)
                + ", and the value's axis is not split so";
        String split = own + " = " + String.join("*", parts);
        return Messages.diagnostic(
                "argument-not-split", span, message, "declare the axis of the value like " + Messages.quote(split));
    }

    public static Diagnostic axisBoundTwice(Span span, String axis, String first, String second) {
        String message = Messages.quote(axis) + " cannot stand for both " + Messages.quote(first) + " and "
                + Messages.quote(second) + " of the called norm";
        return Messages.diagnostic("axis-bound-twice", span, message, "");
    }

    /** {@code binding}: an axis of the norm with all that it could stand for. */
    public static Diagnostic statefulMapped(Span span, String norm, List<String> axes, String binding) {
        String message = Messages.quote(norm) + " keeps a state and cannot be mapped over " + Messages.list(axes);
        return Messages.diagnostic(
                "stateful-mapped",
                span,
                message,
                "bind what is left to one of its axes: `" + norm + "[" + binding + "](...)`");
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
        String message =
                "the axis " + Messages.quote(part) + " is a part of " + Messages.quote(whole) + ", and both are listed";
        return Messages.diagnostic("split-with-whole", span, message, "write one of them");
    }

    public static Diagnostic splitSize(Span span, String axis) {
        String message = "the size of the axis " + Messages.quote(axis) + " must be a whole number above 0";
        return Messages.diagnostic("split-size", span, message, "write `const " + axis + " = 32`, for example");
    }

    // Iteration.

    public static Diagnostic iterationCount(Span span, int most) {
        String message = "how often is said by a whole number from 1 to " + most;
        return Messages.diagnostic(
                "iteration-count", span, message, "constants are not allowed here: write the number, `iterate[5]`");
    }

    public static Diagnostic iterationStep(Span span) {
        String message = "what is iterated must be a call of a definition or function";
        return Messages.diagnostic(
                "iteration-step", span, message, "write `iterate[5](step(v))`: each result is the next first value");
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

    public static Diagnostic gradientTaken(Span span, String value, String noun, int line) {
        String gradient = "d" + value;
        String message = "the gradient that reaches " + Messages.quote(value) + " is called " + Messages.quote(gradient)
                + ", which is already " + noun + ", in line " + line;
        return Messages.diagnostic("gradient-taken", span, message, "give one of them another name");
    }

    public static Diagnostic secondBackward(Span span, String name, int line) {
        String message = Messages.quote(name) + " already has a `backward` block, in line " + line;
        return Messages.diagnostic("second-backward", span, message, "");
    }

    public static Diagnostic backwardLate(Span span, String name) {
        String message = Messages.quote(name) + " is used before its `backward` block";
        return Messages.diagnostic("backward-late", span, message, "put the block right below the definition");
    }

    /** {@code written}: a value of the block that may have been meant for the gradient. */
    public static Diagnostic missingGradient(Span span, String value, String target, Optional<String> written) {
        String message =
                Messages.quote(value) + " reads " + Messages.quote(target) + ", and the block gives it no gradient";
        String hint = written.map(name -> Messages.quote(name) + " in the block is not it: write `d" + target + "`")
                .orElse("add `d" + target + " = ...`, be it 0");
        return Messages.diagnostic("missing-gradient", span, message, hint);
    }

    public static Diagnostic gradientTwice(Span span, String target, int line) {
        String message = "the gradient of " + Messages.quote(target) + " is already given in line " + line;
        return Messages.diagnostic("gradient-twice", span, message, "write one with the whole expression");
    }

    public static Diagnostic gradientRead(Span span, String gradient) {
        String message = Messages.quote(gradient) + " is given away by this block and is not read again";
        String hint = "give the expression a name of its own, and write `" + gradient + " = ` with that name";
        return Messages.diagnostic("gradient-read", span, message, hint);
    }

    public static Diagnostic gradientOfNone(Span span, String target, String what) {
        String message = Messages.quote(target) + " is " + what + " and takes no gradient";
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
        return Messages.diagnostic("not-in-block", span, message, "put this outside of the block");
    }

    public static Diagnostic updatedOnBothSides(Span span, String state, int line) {
        String message = Messages.quote(state)
                + " is already updated on the other side of the `backward` block, in line " + line;
        return Messages.diagnostic("updated-on-both-sides", span, message, "update a state either inside or outside");
    }
}
