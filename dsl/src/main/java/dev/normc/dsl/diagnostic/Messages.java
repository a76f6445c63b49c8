package dev.normc.dsl.diagnostic;

import dev.normc.dsl.print.Decimals;
import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every message the language has about a program. A message is concrete and short and does not repeat the source line
 * that is shown below it; no abbreviations; code stands in backticks; at most one hint, which says what to do. The code
 * of a message is the name of its method, in kebab-case.
 */
public final class Messages {

    private static final int LONGEST_QUOTE = 40;

    /** Whole numbers below are written without an exponent. */
    private static final double LONGEST_WHOLE = 1e15;

    private Messages() {}

    // The text as a whole.

    public static Diagnostic programTooLong(int length, int limit) {
        String message = String.format(Locale.ROOT, "the program has %,d characters; the limit is %,d", length, limit);
        return diagnostic("program-too-long", Span.NONE, message, "put its norms into several files");
    }

    public static Diagnostic tooManyOperations(Span span, int limit) {
        String message = String.format(
                Locale.ROOT, "with its gradients this norm takes more operations than the limit of %,d allows", limit);
        return diagnostic(
                "too-many-operations",
                span,
                message,
                "split it into several norms; a caller can raise the limit with `Options.withMostOperations`");
    }

    public static Diagnostic notText(Span span, int point) {
        String message = "this is not a text: it holds the character " + Characters.describe(point);
        return diagnostic("not-text", span, message, "save the program as plain text in UTF-8");
    }

    public static Diagnostic tooManyErrors(Span span, int limit) {
        String message = "the program has more errors than the " + limit + " listed";
        return diagnostic("too-many-errors", span, message, "");
    }

    public static Diagnostic nestingTooDeep(Span span, int limit) {
        String message = "the program is nested more than " + limit + " levels deep here";
        return diagnostic("nesting-too-deep", span, message, "give its inner parts names: `part = ...`");
    }

    public static Diagnostic noNorm(Span span) {
        return diagnostic("no-norm", span, "the program has no norm", "begin with `norm Name(x[N, D]) {`");
    }

    // Characters, names and numbers.

    public static Diagnostic unexpectedCharacter(Span span, String text, String hint) {
        boolean plain = text.chars().allMatch(unit -> unit >= ' ' && unit < 0x7F);
        String subject = plain ? quote(text) : quote(text) + " (" + Characters.describe(text.codePointAt(0)) + ")";
        return diagnostic("unexpected-character", span, subject + " is not part of the language", hint);
    }

    public static Diagnostic foreignLetter(Span span, int letter, String hint) {
        String character = Character.toString(letter);
        String message = quote(character) + " (" + Characters.describe(letter) + ") cannot stand in a name";
        return diagnostic("foreign-letter", span, message, hint);
    }

    public static Diagnostic nameTooLong(Span span, int length, int limit) {
        String message = String.format(Locale.ROOT, "a name of %,d characters; the limit is %,d", length, limit);
        return diagnostic("name-too-long", span, message, "choose a shorter name");
    }

    public static Diagnostic malformedNumber(Span span, String text, String hint) {
        return diagnostic("malformed-number", span, quote(text) + " is not a number", hint);
    }

    public static Diagnostic numberOutOfRange(Span span, String text) {
        String message = quote(text) + " is beyond the range of a double";
        return diagnostic("number-out-of-range", span, message, "numbers go from 4.9e-324 to 1.8e308");
    }

    // Brackets and separators.

    public static Diagnostic unclosedBracket(Span span, String opening, String closing) {
        return diagnostic("unclosed-bracket", span, "this " + quote(opening) + " is not closed", add(closing));
    }

    public static Diagnostic unmatchedBracket(Span span, String closing) {
        return diagnostic("unmatched-bracket", span, "this " + quote(closing) + " closes nothing", "remove it");
    }

    public static Diagnostic wrongBracket(Span span, String closing, String opening, String expected) {
        String message = quote(closing) + " cannot close a " + quote(opening);
        return diagnostic("wrong-bracket", span, message, write(expected));
    }

    public static Diagnostic missingBody(Span span) {
        return diagnostic("missing-body", span, "here the body of the norm begins", "open it with `{`");
    }

    public static Diagnostic missingSeparator(Span span) {
        String message = "a second statement begins in the same line";
        return diagnostic("missing-separator", span, message, "put it into a line of its own, or write `;` before it");
    }

    // The form of norms and statements.

    public static Diagnostic outsideNorm(Span span, String found, Optional<String> meant) {
        String hint = meant.map(Messages::didYouMean)
                .orElse("statements stand between the braces of `norm Name(x[N, D]) { ... }`");
        return diagnostic("outside-norm", span, quote(found) + " stands outside of any norm", hint)
                .withReplacement(meant);
    }

    public static Diagnostic malformedNorm(Span span, String found) {
        String message = found + " does not belong in the head of a norm";
        return diagnostic("malformed-norm", span, message, "a norm begins with `norm Name(x[N, D]) {`");
    }

    public static Diagnostic notAStatement(Span span, String found, Optional<String> meant) {
        String hint = meant.map(Messages::didYouMean)
                .orElse("a statement names a value, `name = ...`, or begins with `param`, `const`, `data`, `state`, "
                        + "`update`, `def`, `backward` or `return`");
        return diagnostic("not-a-statement", span, found + " does not begin a statement", hint)
                .withReplacement(meant);
    }

    public static Diagnostic reservedWord(Span span, String word) {
        String message = quote(word) + " is a word of the language and cannot be a name";
        return diagnostic("reserved-word", span, message, "choose another name");
    }

    public static Diagnostic missingName(Span span, String found) {
        return diagnostic("missing-name", span, "a name belongs here, not " + found, "");
    }

    public static Diagnostic missingAxis(Span span, String found) {
        String message = "the name of an axis belongs here, not " + found;
        return diagnostic("missing-axis", span, message, "axes stand in brackets: `[N, D]`");
    }

    public static Diagnostic missingComma(Span span) {
        return diagnostic("missing-comma", span, "a comma is missing between two axes", "axes are written `[N, D]`");
    }

    public static Diagnostic missingInitial(Span span, String word) {
        return diagnostic(
                "missing-initial", span, "this `" + word + "` has no initial value", "add `= 1`, for example");
    }

    public static Diagnostic missingSize(Span span) {
        return diagnostic("missing-size", span, "this `axis` has no size", "add `= 4`, or another axis: `axis S = T`");
    }

    public static Diagnostic constWithAxes(Span span) {
        String message = "a constant is one number and has no axes";
        return diagnostic("const-with-axes", span, message, "for a number per element use `param` or `data`");
    }

    public static Diagnostic axesOnValue(Span span, String name) {
        String message = "the axes of a value follow from its expression and are not written";
        return diagnostic("axes-on-value", span, message, "write `" + name + " = ...`");
    }

    // The form of expressions.

    public static Diagnostic missingExpression(Span span, String found) {
        return diagnostic("missing-expression", span, "an expression belongs here, not " + found, "");
    }

    public static Diagnostic missingOperator(Span span) {
        String message = "an operator is missing between two values";
        return diagnostic("missing-operator", span, message, writeProduct("a * b"));
    }

    public static Diagnostic missingThen(Span span) {
        return diagnostic("missing-then", span, "this `if` has no `then`", "write `if ... then ... else ...`");
    }

    public static Diagnostic missingElse(Span span) {
        return diagnostic("missing-else", span, "this `if` has no `else`", "write `if ... then ... else ...`");
    }

    public static Diagnostic singleEquals(Span span) {
        String message = "`=` cannot stand inside an expression";
        return diagnostic("single-equals", span, message, "a comparison is written `==`");
    }

    public static Diagnostic chainedComparison(Span span) {
        return diagnostic("chained-comparison", span, "comparisons do not chain", "write `a < b and b < c`");
    }

    public static Diagnostic bracketsOnValue(Span span) {
        String message = "values are not indexed; the axes of a value go without saying";
        return diagnostic("brackets-on-value", span, message, "write the name alone");
    }

    public static Diagnostic malformedRunning(Span span) {
        String message = "`running` has another form";
        return diagnostic("malformed-running", span, message, "write `running[decay](statistic, init 1)`");
    }

    public static Diagnostic malformedIteration(Span span) {
        String message = "`iterate` has another form";
        return diagnostic("malformed-iteration", span, message, "write `iterate[5](step(v))`");
    }

    public static Diagnostic malformedReduction(Span span, String kind, int values) {
        String message = quote(kind) + " over axes takes one value, not " + values;
        return diagnostic("malformed-reduction", span, message, "write `" + shortened(kind) + "[D](v)`");
    }

    public static Diagnostic whereOutsideReduction(Span span) {
        String message = "`where` stands only in a reduction over axes";
        return diagnostic("where-outside-reduction", span, message, "write `if ... then ... else ...`");
    }

    public static Diagnostic outputWithoutName(Span span) {
        String message = "one output of several needs a name";
        return diagnostic("output-without-name", span, message, "write `return y = ..., s = ...`");
    }

    public static Diagnostic missingAssignment(Span span) {
        return diagnostic("missing-assignment", span, "`=` is missing here", "");
    }

    public static Diagnostic unexpectedToken(Span span, String found) {
        return diagnostic("unexpected-token", span, found + " does not belong here", "");
    }

    // Wording.

    /** The hint that shows what to write. */
    public static String write(String code) {
        return "write " + quote(code);
    }

    /** The hint about comments in the manner of other languages. */
    public static String writeComment() {
        return "a comment begins with `//`";
    }

    /** The hint about assignments that change a name. */
    public static String assignOnce() {
        return "names are assigned once: write `name = ...`";
    }

    /** The hint that shows how numbers look. */
    public static String writeNumber() {
        return "numbers look like `2`, `0.5` and `1e-5`";
    }

    /** The hint for a product without its operator. */
    public static String writeProduct(String code) {
        return "a product is written " + quote(code);
    }

    /** The hint for a name that is probably a slip. */
    public static String didYouMean(String meant) {
        return "did you mean " + quote(meant) + "?";
    }

    /** Code within a sentence; a long name loses its end, and nothing in it reaches the terminal as a command. */
    public static String quote(String code) {
        return "`" + shortened(code) + "`";
    }

    static String shortened(String code) {
        StringBuilder shown = new StringBuilder();
        code.codePoints()
                .limit(LONGEST_QUOTE)
                .map(point -> Characters.isInvisible(point) || point < ' ' ? '\uFFFD' : point)
                .forEach(shown::appendCodePoint);
        return code.codePointCount(0, code.length()) > LONGEST_QUOTE ? shown + "..." : shown.toString();
    }

    private static String add(String code) {
        return "add " + quote(code);
    }

    static String varies(List<String> axes) {
        return axes.isEmpty() ? "it is a single number" : "it varies over " + list(axes);
    }

    /** A number as a person writes it. */
    static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < LONGEST_WHOLE;
        return whole ? Long.toString((long) value) : Decimals.of(value).replace('E', 'e');
    }

    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** {@code `N`}, {@code `N` and `D`}, {@code `N`, `H` and `W`}. */
    static String list(List<String> names) {
        List<String> quoted = names.stream().map(Messages::quote).toList();
        int last = quoted.size() - 1;
        return last < 1
                ? String.join("", quoted)
                : String.join(", ", quoted.subList(0, last)) + " and " + quoted.get(last);
    }

    static Diagnostic diagnostic(String code, Span span, String message, String hint) {
        return new Diagnostic(code, span, message, hint);
    }
}
