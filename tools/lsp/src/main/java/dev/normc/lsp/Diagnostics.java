package dev.normc.lsp;

import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.Location;

/** Errors and advice as the protocol has them. */
final class Diagnostics {

    private static final String SOURCE = "normc";

    private Diagnostics() {}

    /** Those of a document, in the order of the text. */
    static List<Diagnostic> of(
            String uri,
            Text text,
            List<dev.normc.dsl.diagnostic.Diagnostic> errors,
            List<dev.normc.dsl.diagnostic.Diagnostic> warnings) {
        List<dev.normc.dsl.diagnostic.Diagnostic> all = new ArrayList<>(errors);
        all.addAll(warnings);
        return Findings.sorted(all).stream().map(found -> of(uri, text, found)).toList();
    }

    static Diagnostic of(String uri, Text text, dev.normc.dsl.diagnostic.Diagnostic found) {
        Diagnostic diagnostic = new Diagnostic();
        diagnostic.setRange(text.range(found.span()));
        diagnostic.setSeverity(severity(found.severity()));
        diagnostic.setCode(found.code());
        diagnostic.setSource(SOURCE);
        diagnostic.setMessage(found.hint().isEmpty() ? found.message() : found.message() + "\nhint: " + found.hint());
        found.other()
                .ifPresent(place -> diagnostic.setRelatedInformation(List.of(new DiagnosticRelatedInformation(
                        new Location(uri, text.range(place)),
                        "`" + text.source().textOf(place) + "` stands here"))));
        if (found.code().startsWith("unused-")) {
            diagnostic.setTags(List.of(DiagnosticTag.Unnecessary));
        }
        return diagnostic;
    }

    private static DiagnosticSeverity severity(Severity severity) {
        return switch (severity) {
            case ERROR -> DiagnosticSeverity.Error;
            case WARNING -> DiagnosticSeverity.Warning;
        };
    }
}
