package dev.normc.dsl.diagnostic;

import dev.normc.dsl.source.Source;
import java.util.List;

/** A program that has errors; carries all of them, and renders them as its message. */
public final class InvalidNormException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Source source;
    private final transient List<Diagnostic> diagnostics;

    public InvalidNormException(Source source, List<Diagnostic> diagnostics) {
        super(DiagnosticRenderer.render(source, diagnostics));
        this.source = source;
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** The program. */
    public Source source() {
        return source;
    }

    /** All errors found, in the order of the source; never empty. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
