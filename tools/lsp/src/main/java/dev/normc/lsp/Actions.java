package dev.normc.lsp;

import dev.normc.dsl.diagnostic.AdviceMessages;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;

/** What mends an error, and what silences a warning. */
final class Actions {

    private final String uri;
    private final Text text;

    Actions(String uri, Text text) {
        this.uri = uri;
        this.text = text;
    }

    /** The actions for those of {@code found} that touch {@code range}. */
    List<CodeAction> at(Range range, List<Diagnostic> found) {
        int start = text.offset(range.getStart());
        int end = text.offset(range.getEnd());
        return found.stream()
                .filter(one -> one.span().start() <= end && start <= one.span().end())
                .flatMap(one -> Stream.concat(replacement(one).stream(), allowance(one).stream()))
                .toList();
    }

    private Optional<CodeAction> replacement(Diagnostic found) {
        return found.replacement().map(wanted -> {
            CodeAction action = action("Write `" + wanted + "`", found, new TextEdit(text.range(found.span()), wanted));
            action.setIsPreferred(true);
            return action;
        });
    }

    /** The reason is for the author to write: an allowance without one is a warning. */
    private Optional<CodeAction> allowance(Diagnostic found) {
        if (!AdviceMessages.codes().contains(found.code())) {
            return Optional.empty();
        }
        String line = text.source().lineAt(found.span().start());
        String indent = line.substring(0, line.length() - line.stripLeading().length());
        int start = text.startOfLine(found.span().start());
        String comment = indent + "// allow " + found.code() + ": " + text.lineEnd();
        TextEdit edit = new TextEdit(text.range(new Span(start, 0)), comment);
        return Optional.of(action("Allow `" + found.code() + "` here, and say why", found, edit));
    }

    private CodeAction action(String title, Diagnostic found, TextEdit edit) {
        CodeAction action = new CodeAction(title);
        action.setKind(CodeActionKind.QuickFix);
        action.setDiagnostics(List.of(Diagnostics.of(uri, text, found)));
        action.setEdit(new WorkspaceEdit(Map.of(uri, List.of(edit))));
        return action;
    }
}
