package dev.normc.dsl.diagnostic;

import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Diagnostics as text for a terminal: position and message, the line of the source with carets under the place, the
 * hint.
 *
 * <pre>
 * layer.norm:5:20: error: unknown name `sigmma`
 *   5 |     return gamma * sigmma
 *     |                    ^^^^^^
 *   hint: did you mean `sigma`?
 * </pre>
 */
public final class DiagnosticRenderer {

    private DiagnosticRenderer() {}

    /** All of {@code diagnostics}, in their order, an empty line between them and no line end behind the last. */
    public static String render(Source source, List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .map(diagnostic -> render(source, diagnostic))
                .collect(Collectors.joining("\n\n"));
    }

    private static String render(Source source, Diagnostic diagnostic) {
        int start = diagnostic.span().start();
        return source.name() + ":" + source.lineOf(start) + ":" + source.columnOf(start) + ": "
                + diagnostic.severity().word() + ": " + diagnostic.message() + "\n" + excerpt(source, diagnostic);
    }

    /** What stands below the first line: the line of the source, the carets, the hint; without a line end behind. */
    public static String excerpt(Source source, Diagnostic diagnostic) {
        Span span = diagnostic.span();
        String text = source.lineAt(span.start());
        Excerpt excerpt = Excerpt.of(text, source.columnOf(span.start()) - 1, span.length());
        String number = String.valueOf(source.lineOf(span.start()));
        String margin = " ".repeat(number.length());
        String hint = diagnostic.hint().isEmpty() ? "" : "\n  hint: " + diagnostic.hint();
        return ("  " + number + " | " + excerpt.line()).stripTrailing()
                + "\n  " + margin + " | " + excerpt.carets()
                + hint;
    }
}
