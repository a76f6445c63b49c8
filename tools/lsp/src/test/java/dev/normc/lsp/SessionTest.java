package dev.normc.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Review;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A session from its beginning to each of its ends. */
class SessionTest {

    private static final HoverParams HOVER = new HoverParams(Editor.document(), new Position(0, 5));

    @Test
    void theServerSaysWhatItCan() {
        try (Editor editor = Editor.connected()) {
            InitializeResult result = editor.initialize();
            assertEquals("normc", result.getServerInfo().getName());
            assertEquals("0.1.0", result.getServerInfo().getVersion());
            assertEquals(
                    TextDocumentSyncKind.Incremental,
                    result.getCapabilities().getTextDocumentSync().getRight().getChange());
            assertNull(result.getCapabilities().getDocumentRangeFormattingProvider());
        }
    }

    @Test
    void nothingIsAnsweredBeforeTheSessionBegins() {
        Editor editor = Editor.connected();
        refused(
                ResponseErrorCode.ServerNotInitialized,
                () -> Editor.get(editor.documents().hover(HOVER)));
        refused(
                ResponseErrorCode.ServerNotInitialized,
                () -> Editor.get(editor.server().shutdown()));
        editor.open("norm A(x[N, D]) {");
        editor.initialize();
        assertEquals(0, editor.unseen());
        assertNull(Editor.get(editor.documents().hover(HOVER)), "what was opened before does not count");
        editor.close();
    }

    @Test
    void aSessionBeginsOnce() {
        try (Editor editor = Editor.started()) {
            refused(
                    ResponseErrorCode.InvalidRequest,
                    () -> Editor.get(editor.server().initialize(new InitializeParams())));
        }
    }

    @Test
    void behindTheShutdownNothingIsAnswered() {
        Editor editor = Editor.started();
        Editor.get(editor.server().shutdown());
        refused(
                ResponseErrorCode.InvalidRequest,
                () -> Editor.get(editor.documents().hover(HOVER)));
        refused(
                ResponseErrorCode.InvalidRequest,
                () -> Editor.get(editor.server().shutdown()));
        editor.server().exit();
        assertEquals(0, editor.exitCode());
    }

    @Test
    void anExitWithoutShutdownIsAFailure() {
        Editor editor = Editor.started();
        editor.server().exit();
        assertEquals(1, editor.exitCode());
    }

    @Test
    void anEditorThatDiesEndsTheServer() {
        assertEquals(1, Editor.started().die());
    }

    @Test
    void aStreamThatEndsBehindTheShutdownIsAnEndByTheBook() {
        Editor editor = Editor.started();
        Editor.get(editor.server().shutdown());
        assertEquals(0, editor.die());
    }

    @Test
    void theServerEndsWithTheProcessOfTheEditor() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiting.class.getName())
                .start();
        Editor editor = Editor.connected();
        InitializeParams params = new InitializeParams();
        params.setProcessId((int) process.pid());
        Editor.get(editor.server().initialize(params));
        editor.open("norm A(x[N, D]) { return x }");
        assertEquals(List.of(), editor.published(1).getDiagnostics());
        process.getOutputStream().close();
        assertEquals(1, editor.exitCode());
    }

    @Test
    void aChangeOfADocumentThatIsNotOpenIsLogged() {
        try (Editor editor = Editor.started()) {
            editor.change(2, "norm A(x[N, D]) { return x }");
            assertEquals(MessageType.Warning, editor.logged().getType());
            assertNull(Editor.get(editor.documents().hover(HOVER)));
        }
    }

    @Test
    void aFaultOfNormcIsToldAndEndsNothing() {
        try (Editor editor = Editor.started((survey, source, pause) -> {
            if (source.text().contains("Bad")) {
                throw new IllegalStateException("no such node");
            }
            return Review.of(survey, source, pause);
        })) {
            editor.open("norm Bad(x[N, D]) { return x }");
            String logged = editor.logged().getMessage();
            assertTrue(logged.startsWith("This is a fault of normc, not yours; please report it: "), logged);
            assertTrue(logged.contains("no such node\n\tat dev.normc"), logged);
            editor.change(2, "norm Good(x[N, D]) { return x + y }");
            assertEquals(1, editor.published(2).getDiagnostics().size());
            assertNotNull(Editor.get(editor.documents().hover(HOVER)));
        }
    }

    @Test
    void positionsBeyondTheTextAreItsEnds() {
        try (Editor editor = Editor.started()) {
            editor.open("norm A(x[N, D]) {\n    return x\n}\n");
            for (Position wild :
                    List.of(new Position(99, 0), new Position(1, 999), new Position(-1, 3), new Position(1, -5))) {
                Editor.get(editor.documents().hover(new HoverParams(Editor.document(), wild)));
            }
            String hover = Editor.get(
                            editor.documents().hover(new HoverParams(Editor.document(), new Position(1, 999))))
                    .getContents()
                    .getRight()
                    .getValue();
            assertTrue(hover.contains("input `x[N, D]`"), hover);
        }
    }

    private static void refused(ResponseErrorCode code, Executable request) {
        ResponseErrorException refusal = assertThrows(ResponseErrorException.class, request);
        assertEquals(code.getValue(), refusal.getResponseError().getCode());
    }
}
