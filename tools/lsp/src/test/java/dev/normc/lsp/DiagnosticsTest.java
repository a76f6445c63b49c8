package dev.normc.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Review;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors and advice while a program is typed. */
class DiagnosticsTest {

    @Test
    void allErrorsComeAtOnceEachWithItsPlaceCodeAndHint() {
        try (Editor editor = Editor.started()) {
            editor.open("norm A(x[N, D]) {\n    gamma = 2\n    return gama * sqtr(x)\n}\n");
            PublishDiagnosticsParams published = editor.published();
            assertEquals(Editor.URI, published.getUri());
            assertEquals(1, published.getVersion());
            List<Diagnostic> found = published.getDiagnostics();
            assertEquals(2, found.size(), found::toString);
            Diagnostic first = found.get(0);
            assertEquals(Editor.range(2, 11, 15), first.getRange());
            assertEquals(DiagnosticSeverity.Error, first.getSeverity());
            assertEquals("unknown-name", first.getCode().getLeft());
            assertEquals("normc", first.getSource());
            assertEquals("unknown name `gama`\nhint: did you mean `gamma`?", first.getMessage());
            assertEquals(Editor.range(2, 18, 22), found.get(1).getRange());
        }
    }

    @Test
    void aSecondPlaceIsRelated() {
        try (Editor editor = Editor.started()) {
            editor.open("norm A(x[N, D]) {\n    h = 2 * x\n    h = 3 * x\n    return h\n}\n");
            Diagnostic found = editor.published().getDiagnostics().get(0);
            assertEquals("name-taken", found.getCode().getLeft());
            assertEquals(Editor.range(2, 4, 5), found.getRange());
            assertEquals(
                    Editor.range(1, 4, 5),
                    found.getRelatedInformation().get(0).getLocation().getRange());
        }
    }

    @Test
    void adviceIsAWarning() {
        try (Editor editor = Editor.started()) {
            editor.open("norm A(x[N, D]) {\n    return log(x)\n}\n");
            Diagnostic found = editor.published().getDiagnostics().get(0);
            assertEquals(DiagnosticSeverity.Warning, found.getSeverity());
            assertEquals("unguarded-log", found.getCode().getLeft());
            assertEquals(Editor.range(1, 11, 17), found.getRange());
        }
    }

    @Test
    void columnsAreUnitsBehindTabsAndSurrogates() {
        try (Editor editor = Editor.started()) {
            editor.open("norm A(x[N, D]) {\r\n\treturn \uD83D\uDE00 + y\r\n}\r\n");
            List<Diagnostic> found = editor.published().getDiagnostics();
            assertEquals("unexpected-character", found.get(0).getCode().getLeft(), found::toString);
            assertEquals(Editor.range(1, 8, 10), found.get(0).getRange());
            editor.change(2, "norm A(x[N, D]) {\r\n\t// \uD83D\uDE00\r\n\treturn x + y\r\n}\r\n");
            assertEquals(
                    Editor.range(2, 12, 13),
                    editor.published(2).getDiagnostics().get(0).getRange());
        }
    }

    @Test
    void changesOfStretchesAddUpToTheText() {
        try (Editor editor = Editor.started()) {
            editor.open("norm A(x[N, D]) {\r\n    return \r\n}\r\n");
            assertEquals(1, editor.published(1).getDiagnostics().size());
            editor.change(2, Editor.range(1, 11, 11), "2 * y");
            editor.change(3, Editor.range(1, 15, 16), "x");
            assertEquals(List.of(), editor.published(3).getDiagnostics());
            editor.change(4, new Range(new Position(0, 17), new Position(2, 0)), "\n    // 2 * z\n    return x - z\n");
            assertEquals(
                    Editor.range(2, 15, 16),
                    editor.published(4).getDiagnostics().get(0).getRange());
        }
    }

    @Test
    void aBurstOfChangesIsReviewedOnce() {
        List<String> reviewed = new ArrayList<>();
        try (Editor editor = Editor.started((survey, source, pause) -> {
            synchronized (reviewed) {
                reviewed.add(source.text());
            }
            return Review.of(survey, source, pause);
        })) {
            editor.open("norm A(x[N, D]) { return x }");
            assertEquals(List.of(), editor.published(1).getDiagnostics());
            for (int version = 2; version <= 50; version++) {
                editor.change(version, "norm A(x[N, D]) { return x" + version + " }");
            }
            Diagnostic last = editor.published(50).getDiagnostics().get(0);
            assertTrue(last.getMessage().startsWith("unknown name `x50`"), last::toString);
            synchronized (reviewed) {
                assertTrue(reviewed.size() < 50, () -> reviewed.size() + " reviews for 50 versions");
            }
        }
    }

    @Test
    void aReviewOfAnOlderTextIsNotPublished() throws InterruptedException {
        CountDownLatch reviewing = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        try (Editor editor = Editor.started((survey, source, pause) -> {
            if (source.text().contains("slow")) {
                reviewing.countDown();
                await(changed);
            }
            return Review.of(survey, source, pause);
        })) {
            editor.open("norm A(slow[N, D]) { return x }");
            reviewing.await();
            editor.change(2, "norm A(x[N, D]) { return x }");
            // The answer to a request that came behind the change tells that the change has been read.
            Editor.get(editor.documents().hover(new HoverParams(Editor.document(), new Position(0, 5))));
            changed.countDown();
            PublishDiagnosticsParams next = editor.published();
            assertEquals(2, next.getVersion());
            assertEquals(List.of(), next.getDiagnostics());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aClosedDocumentHasNothingWrong() {
        try (Editor editor = Editor.started()) {
            editor.open("norm A(x[N, D]) { return y }");
            assertEquals(1, editor.published(1).getDiagnostics().size());
            editor.documents().didClose(new DidCloseTextDocumentParams(Editor.document()));
            PublishDiagnosticsParams closed = editor.published();
            assertEquals(List.of(), closed.getDiagnostics());
            assertNull(closed.getVersion());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"untitled:Untitled-1", "file:///tmp/a%20b.norm", "no uri %%", "vscode-vfs://host/a.norm"})
    void aDocumentNeedsNoFile(String uri) {
        try (Editor editor = Editor.started()) {
            editor.documents()
                    .didOpen(new DidOpenTextDocumentParams(
                            new TextDocumentItem(uri, "norm", 3, "norm A(x[N, D]) { return y }")));
            PublishDiagnosticsParams published = editor.published(3);
            assertEquals(uri, published.getUri());
            assertEquals(1, published.getDiagnostics().size());
        }
    }

    @Test
    void whateverTheTextTheServerGoesOn() {
        List<String> texts = List.of(
                "",
                "\0",
                "norm",
                "norm A(",
                "}}}}",
                "norm A(x[N, D]) { return x",
                "(".repeat(5_000),
                "\uD83D",
                "///",
                "norm A(x[N, D]) {\n\n\n",
                "\r\r\n\n",
                "def f(v) = f(v)",
                "a".repeat(1_000_001));
        try (Editor editor = Editor.started()) {
            editor.open("norm A(x[N, D]) { return x }");
            int version = 1;
            for (String text : texts) {
                editor.change(++version, text);
                assertTrue(!editor.published(version).getDiagnostics().isEmpty(), text);
                Editor.get(editor.documents().hover(new HoverParams(Editor.document(), new Position(0, 1))));
                Editor.get(editor.documents().completion(new CompletionParams(Editor.document(), new Position(0, 3))));
            }
        }
    }

    /** The errors of a program of many norms come before all of them have been compiled, and typing goes on. */
    @Test
    void aLargeTextDoesNotBlock() {
        String norms = IntStream.range(0, 1_000)
                .mapToObj(i -> "/// Layer normalization, once more.\nnorm A" + i
                        + "(x[N, D]) {\n    mu = mean[D](x)\n    return (x - mu) / sqrt(mean[D]((x - mu)^2)"
                        + " + 1e-5)\n}\n")
                .collect(Collectors.joining());
        assertTrue(norms.length() > 100_000);
        CountDownLatch never = new CountDownLatch(1);
        try (Editor editor = Editor.started((survey, source, pause) -> {
            if (source.text().endsWith("// slow\n")) {
                await(never);
            }
            return new Review(source, List.of(), survey.errors(), List.of());
        })) {
            editor.open(norms + "norm Last(x[N, D]) { return y }\n// slow\n");
            assertEquals(1, editor.published(1).getDiagnostics().size());
            editor.change(2, norms);
            String hover = Editor.get(editor.documents().hover(new HoverParams(Editor.document(), new Position(2, 4))))
                    .getContents()
                    .getRight()
                    .getValue();
            assertTrue(hover.contains("value `mu[N]` of `A0`"), hover);
            never.countDown();
            assertEquals(List.of(), editor.published(2).getDiagnostics());
        }
    }
}
