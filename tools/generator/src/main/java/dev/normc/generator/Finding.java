package dev.normc.generator;

import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.DiagnosticRenderer;
import dev.normc.dsl.diagnostic.Severity;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong, or may be.
 *
 * @param severity an error, with which nothing is written, or a warning
 * @param code the name of the message: of those about programs as docs/errors.md has it, of the others as
 *     docs/build-tools.md has it
 * @param file the program or other file that it is about, absolute; none if it is about the request
 * @param line the line in it, counted from 1; 0 if it is about no place in it
 * @param column the column in the line, counted from 1 in UTF-16 units; 0 without a line
 * @param message one sentence or half of one, with the program's words in backticks
 * @param excerpt the line of the program with carets under the place, and a hint if there is one; lines that belong
 *     below the message, or empty
 */
public record Finding(
        Severity severity, String code, Optional<Path> file, int line, int column, String message, String excerpt) {

    /** An error of the request. */
    static Finding of(String code, String message) {
        return new Finding(Severity.ERROR, code, Optional.empty(), 0, 0, message, "");
    }

    /** A finding about a file as a whole. */
    static Finding of(Severity severity, String code, Path file, String message) {
        return new Finding(severity, code, Optional.of(file), 0, 0, message, "");
    }

    /** An error at a place of a program that the language has no message for. */
    static Finding at(Span span, Source source, Path file, String code, String message) {
        return of(source, file, new Diagnostic(code, span, message, ""));
    }

    static List<Finding> of(Source source, Path file, List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .map(diagnostic -> of(source, file, diagnostic))
                .toList();
    }

    private static Finding of(Source source, Path file, Diagnostic diagnostic) {
        int start = diagnostic.span().start();
        return new Finding(
                diagnostic.severity(),
                diagnostic.code(),
                Optional.of(file),
                source.lineOf(start),
                source.columnOf(start),
                diagnostic.message(),
                DiagnosticRenderer.excerpt(source, diagnostic));
    }

    boolean isError() {
        return severity == Severity.ERROR;
    }

    /** All of it as normc says it: {@code /a/b.norm:5:20: error: ...}, and the excerpt below. */
    public String text() {
        String place = file.map(path -> path + ":" + (line == 0 ? "" : line + ":" + column + ":") + " ")
                .orElse("");
        return place + severity.word() + ": " + message + (excerpt.isEmpty() ? "" : "\n" + excerpt);
    }
}
