package dev.normc.lsp;

import dev.normc.dsl.source.Source;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;

/**
 * An open document in one of its versions.
 *
 * @param uri what the editor calls it
 * @param version what the editor counts
 * @param analysis what is known of its text
 */
record Document(String uri, int version, Analysis analysis) {

    static Document of(String uri, int version, String text) {
        return new Document(uri, version, new Analysis(new Source(name(uri), text)));
    }

    /** The last part of the path. */
    private static String name(String uri) {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    Text text() {
        return analysis.text();
    }

    /** The document behind a change: of a stretch, or of all of it. */
    Document changed(int newVersion, TextDocumentContentChangeEvent change) {
        String text = change.getRange() == null ? change.getText() : text().with(change.getRange(), change.getText());
        return of(uri, newVersion, text);
    }
}
