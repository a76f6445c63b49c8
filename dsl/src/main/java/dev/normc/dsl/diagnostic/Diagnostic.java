package dev.normc.dsl.diagnostic;

import dev.normc.dsl.source.Span;

/**
 * One finding about a program: which message it is (a stable code), where, what is wrong and what to do about it.
 *
 * @param severity whether it is an error
 * @param code names the message, for example {@code unknown-name}
 * @param span where in the source
 * @param message what is wrong, one sentence, with the program's words in backticks
 * @param hint what to do, or empty
 */
public record Diagnostic(Severity severity, String code, Span span, String message, String hint) {

    /** An error. */
    public Diagnostic(String code, Span span, String message, String hint) {
        this(Severity.ERROR, code, span, message, hint);
    }
}
