package dev.normc.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.normc.compiler.Review;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CompletionCapabilities;
import org.eclipse.lsp4j.CompletionItemCapabilities;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.HoverCapabilities;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;

/** An editor that speaks the protocol with a server of its own, and remembers what it is told. */
final class Editor implements LanguageClient, AutoCloseable {

    static final String URI = "file:///norms/layer.norm";

    private static final int PATIENCE_IN_SECONDS = 60;

    private final BlockingQueue<PublishDiagnosticsParams> published = new LinkedBlockingQueue<>();
    private final BlockingQueue<MessageParams> log = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final OutputStream toServer;
    private final LanguageServer server;

    private Editor(Documents.Reviewer reviewer) throws IOException {
        Pipe requests = Pipe.open();
        Pipe answers = Pipe.open();
        InputStream in = Channels.newInputStream(requests.source());
        OutputStream out = Channels.newOutputStream(answers.sink());
        Thread serving =
                new Thread(() -> exit.complete(LanguageServing.serve(in, out, "0.1.0", reviewer)), "server of a test");
        serving.setDaemon(true);
        serving.start();
        toServer = Channels.newOutputStream(requests.sink());
        Launcher<LanguageServer> launcher =
                LSPLauncher.createClientLauncher(this, Channels.newInputStream(answers.source()), toServer);
        Future<Void> unused = launcher.startListening();
        server = launcher.getRemoteProxy();
    }

    /** One that is connected and has said nothing yet. */
    static Editor connected() {
        return connected(Review::of);
    }

    static Editor connected(Documents.Reviewer reviewer) {
        try {
            return new Editor(reviewer);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One whose session has begun. */
    static Editor started() {
        Editor editor = connected();
        editor.initialize();
        return editor;
    }

    static Editor started(Documents.Reviewer reviewer) {
        Editor editor = connected(reviewer);
        editor.initialize();
        return editor;
    }

    InitializeResult initialize() {
        HoverCapabilities hover = new HoverCapabilities(List.of("markdown", "plaintext"), false);
        TextDocumentClientCapabilities documents = new TextDocumentClientCapabilities();
        documents.setHover(hover);
        documents.setCompletion(new CompletionCapabilities(new CompletionItemCapabilities(true)));
        ClientCapabilities capabilities = new ClientCapabilities();
        capabilities.setTextDocument(documents);
        InitializeParams params = new InitializeParams();
        params.setCapabilities(capabilities);
        return get(server.initialize(params));
    }

    LanguageServer server() {
        return server;
    }

    TextDocumentService documents() {
        return server.getTextDocumentService();
    }

    static TextDocumentIdentifier document() {
        return new TextDocumentIdentifier(URI);
    }

    /** Opens the document, in version 1. */
    Editor open(String text) {
        documents().didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(URI, "norm", 1, text)));
        return this;
    }

    /** Replaces all of the document. */
    void change(int version, String text) {
        documents()
                .didChange(new DidChangeTextDocumentParams(
                        new VersionedTextDocumentIdentifier(URI, version),
                        List.of(new TextDocumentContentChangeEvent(text))));
    }

    /** Replaces a stretch of the document. */
    void change(int version, Range range, String text) {
        documents()
                .didChange(new DidChangeTextDocumentParams(
                        new VersionedTextDocumentIdentifier(URI, version),
                        List.of(new TextDocumentContentChangeEvent(range, text))));
    }

    /** The next diagnostics. */
    PublishDiagnosticsParams published() {
        return next(published);
    }

    /** The diagnostics of that version; what came before is left out. */
    PublishDiagnosticsParams published(int version) {
        PublishDiagnosticsParams next = published();
        while (next.getVersion() == null || next.getVersion() != version) {
            next = published();
        }
        return next;
    }

    /** How many diagnostics have come that nobody has looked at. */
    int unseen() {
        return published.size();
    }

    MessageParams logged() {
        return next(log);
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(PATIENCE_IN_SECONDS, TimeUnit.SECONDS);
            assertNotNull(next, "the server says nothing");
            return next;
        } catch (InterruptedException impatient) {
            throw new AssertionError(impatient);
        }
    }

    static <T> T get(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE_IN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException silence) {
            throw new AssertionError("the server does not answer", silence);
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(refused.getCause());
        }
    }

    /** Closes the stream to the server, as an editor that dies does, and tells the server's exit code. */
    int die() {
        try {
            toServer.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return exitCode();
    }

    int exitCode() {
        return get(exit);
    }

    /** Ends the session by the book. */
    @Override
    public void close() {
        if (!exit.isDone()) {
            get(server.shutdown());
            server.exit();
            assertEquals(0, exitCode());
        }
    }

    static Range range(int line, int start, int end) {
        return new Range(new Position(line, start), new Position(line, end));
    }

    @Override
    public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
        published.add(diagnostics);
    }

    @Override
    public void logMessage(MessageParams message) {
        log.add(message);
    }

    @Override
    public void showMessage(MessageParams message) {
        log.add(message);
    }

    @Override
    public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams request) {
        return CompletableFuture.completedFuture(new MessageActionItem());
    }

    @Override
    public void telemetryEvent(Object event) {
        // none is sent
    }
}
