package dev.normc.cli.json;

import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong, or may be, at one place of a program. Lines and columns count from 1, columns in UTF-16 units; the end
 * is the first place behind what is meant.
 *
 * @param file the program's file or its name in the library
 * @param severity {@code error} or {@code warning}
 * @param code the name of the message, such as {@code unknown-name}
 * @param hint what to do about it, or null
 */
public record DiagnosticEntry(
        String file,
        int line,
        int column,
        int endLine,
        int endColumn,
        String severity,
        String code,
        String message,
        @Nullable String hint) {

    /** All that {@code invalid} carries. */
    public static List<DiagnosticEntry> of(InvalidNormException invalid) {
        return of(invalid.source(), invalid.diagnostics());
    }

    /** The entries of {@code diagnostics} about a program. */
    public static List<DiagnosticEntry> of(Source source, List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(diagnostic -> of(source, diagnostic)).toList();
    }

    private static DiagnosticEntry of(Source source, Diagnostic diagnostic) {
        Span span = diagnostic.span();
        return new DiagnosticEntry(
                source.name(),
                source.lineOf(span.start()),
                source.columnOf(span.start()),
                source.lineOf(span.end()),
                source.columnOf(span.end()),
                diagnostic.severity().word(),
                diagnostic.code(),
                diagnostic.message(),
                diagnostic.hint().isEmpty() ? null : diagnostic.hint());
    }
}
