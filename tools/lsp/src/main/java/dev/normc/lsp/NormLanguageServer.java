package dev.normc.lsp;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.RenameOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.SignatureHelpOptions;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.jspecify.annotations.Nullable;

/** The beginning and the end of a session, and what this server can do. */
final class NormLanguageServer implements LanguageServer {

    private final Session session;
    private final String version;
    private final NormTextDocuments documents;

    NormLanguageServer(Session session, String version) {
        this.session = session;
        this.version = version;
        this.documents = new NormTextDocuments(session);
    }

    @Override
    public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
        try {
            session.begin(params.getCapabilities());
        } catch (ResponseErrorException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        watch(params.getProcessId());
        return CompletableFuture.completedFuture(
                new InitializeResult(capabilities(), new ServerInfo("normc", version)));
    }

    /** An editor that is gone says nothing, and somebody else may hold the stream open. */
    private void watch(@Nullable Integer processId) {
        if (processId != null) {
            ProcessHandle.of(processId).ifPresent(editor -> {
                Future<?> unused = editor.onExit().thenRun(session.lifecycle()::end);
            });
        }
    }

    private static ServerCapabilities capabilities() {
        TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
        sync.setOpenClose(true);
        sync.setChange(TextDocumentSyncKind.Incremental);
        ServerCapabilities capabilities = new ServerCapabilities();
        capabilities.setTextDocumentSync(sync);
        capabilities.setHoverProvider(true);
        capabilities.setCompletionProvider(new CompletionOptions(false, List.of("[")));
        capabilities.setSignatureHelpProvider(new SignatureHelpOptions(List.of("(", ",")));
        capabilities.setDefinitionProvider(true);
        capabilities.setReferencesProvider(true);
        capabilities.setDocumentHighlightProvider(true);
        capabilities.setDocumentSymbolProvider(true);
        capabilities.setDocumentFormattingProvider(true);
        capabilities.setRenameProvider(new RenameOptions(true));
        capabilities.setCodeActionProvider(new CodeActionOptions(List.of(CodeActionKind.QuickFix)));
        return capabilities;
    }

    @Override
    public CompletableFuture<@Nullable Object> shutdown() {
        try {
            session.lifecycle().shutDown();
            return CompletableFuture.completedFuture(null);
        } catch (ResponseErrorException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public void exit() {
        session.lifecycle().end();
    }

    @Override
    public void setTrace(SetTraceParams params) {
        // nothing is traced
    }

    @Override
    public TextDocumentService getTextDocumentService() {
        return documents;
    }

    @Override
    public WorkspaceService getWorkspaceService() {
        return new NormWorkspace();
    }
}
