package dev.normc.lsp;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.services.LanguageClient;
import org.jspecify.annotations.Nullable;

/**
 * What the requests of one editor share. The editor is known once it is connected, what it can show once it says so.
 */
final class Session implements AutoCloseable {

    private final Lifecycle lifecycle = new Lifecycle();
    private final LibraryFiles library = new LibraryFiles();
    private final Descriptions descriptions = new Descriptions(library);
    private final Operators operators = new Operators();
    private final Requests requests;
    private final Documents documents;
    private volatile @Nullable LanguageClient languageClient;
    private volatile Client client = Client.of(null);

    /**
     * @param answering where requests are answered
     * @param reviewing where documents are reviewed
     */
    Session(Executor answering, ScheduledExecutorService reviewing, Documents.Reviewer reviewer) {
        Faults faults = new Faults(this::languageClient);
        this.requests = new Requests(lifecycle, faults, answering);
        this.documents = new Documents(reviewing, reviewer, library, this::languageClient, faults);
    }

    void connect(LanguageClient editor) {
        languageClient = editor;
    }

    /** Begins with what the editor can show. */
    void begin(@Nullable ClientCapabilities capabilities) {
        lifecycle.begin();
        client = Client.of(capabilities);
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    Requests requests() {
        return requests;
    }

    Documents documents() {
        return documents;
    }

    LibraryFiles library() {
        return library;
    }

    Descriptions descriptions() {
        return descriptions;
    }

    Hovers hovers() {
        return new Hovers(descriptions, operators, client);
    }

    Client client() {
        return client;
    }

    LanguageClient languageClient() {
        LanguageClient connected = languageClient;
        if (connected == null) {
            throw new IllegalStateException("no editor is connected");
        }
        return connected;
    }

    @Override
    public void close() {
        library.close();
    }
}
