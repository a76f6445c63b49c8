package dev.normc.dsl.diagnostic;

import dev.normc.dsl.source.Span;
import java.util.Optional;

/**
 * One finding about a program: which message it is (a stable code), where, what is wrong and what to do about it.
 *
 * @param severity whether it is an error
 * @param code names the message, for example {@code unknown-name}
 * @param span where in the source
 * @param message what is wrong, one sentence, with the program's words in backticks
 * @param hint what to do, or empty
 * @param other another place of the same source that the message speaks of, such as where a name is taken
 * @param replacement what to write in the place of {@code span}, if the hint is just that
 */
public record Diagnostic(
        Severity severity,
        String code,
        Span span,
        String message,
        String hint,
        Optional<Span> other,
        Optional<String> replacement) {

    public Diagnostic(Severity severity, String code, Span span, String message, String hint) {
        this(severity, code, span, message, hint, Optional.empty(), Optional.empty());
    }

    /** An error. */
    public Diagnostic(String code, Span span, String message, String hint) {
        this(Severity.ERROR, code, span, message, hint);
    }

    /** The same, which speaks of {@code place}, too. */
    public Diagnostic withOther(Span place) {
        return new Diagnostic(severity, code, span, message, hint, Optional.of(place), replacement);
    }

    /** The same, which {@code text} in the place of its words would mend. */
    public Diagnostic withReplacement(Optional<String> text) {
        return new Diagnostic(severity, code, span, message, hint, other, text);
    }
}
