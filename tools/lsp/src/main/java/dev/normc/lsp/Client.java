package dev.normc.lsp;

import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CompletionCapabilities;
import org.eclipse.lsp4j.CompletionItemCapabilities;
import org.eclipse.lsp4j.HoverCapabilities;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.jspecify.annotations.Nullable;

/**
 * What the editor can show, as far as it matters here.
 *
 * @param showsMarkdown whether a text may be Markdown
 * @param takesSnippets whether what a completion inserts may have places to fill in
 */
record Client(boolean showsMarkdown, boolean takesSnippets) {

    static Client of(@Nullable ClientCapabilities capabilities) {
        Optional<TextDocumentClientCapabilities> documents =
                Optional.ofNullable(capabilities).map(ClientCapabilities::getTextDocument);
        Optional<List<String>> formats =
                documents.map(TextDocumentClientCapabilities::getHover).map(HoverCapabilities::getContentFormat);
        Optional<Boolean> snippets = documents
                .map(TextDocumentClientCapabilities::getCompletion)
                .map(CompletionCapabilities::getCompletionItem)
                .map(CompletionItemCapabilities::getSnippetSupport);
        return new Client(
                formats.filter(known -> known.contains(MarkupKind.MARKDOWN)).isPresent(), snippets.orElse(false));
    }

    Markup markup() {
        return new Markup(showsMarkdown);
    }
}
