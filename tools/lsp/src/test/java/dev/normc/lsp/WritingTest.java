package dev.normc.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.dsl.check.Vocabulary;
import dev.normc.dsl.diagnostic.AdviceMessages;
import dev.normc.dsl.format.Formatter;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.source.Source;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.InsertTextFormat;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureHelpParams;
import org.eclipse.lsp4j.TextEdit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What helps to write: completion, signatures, layout, actions. */
class WritingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // what is typed, ~ for the end of a line ; what is offered ; what is not
                "nor|;norm def;param return x tanh",
                "norm A(x[N, D]) {~ |~};param const data state axis update backward def return;norm then x tanh",
                "norm A(x[N, D]) {~ h = 2 * x~ |~};param return;then where",
                "norm A(x[N, D]) {~ h = |~};x N D train tanh mean index silu LayerNorm if not running iterate;h then param",
                "norm A(x[N, D]) {~ param g[D] = 1~ h = g * ta|~};x g tanh;h param then",
                "norm A(x[N, D]) {~ h = mean[|](x)~};N D;x tanh if param",
                "norm A(x[B, E]) {~ h = LayerNorm[|](x)~};D= N= B E;x tanh",
                "norm A(x[N, D]) {~ h = LayerNorm(x, |)~};gamma= beta= eps= x;then",
                "norm A(x[N, D]) {~ h = LayerNorm(|)~};x;gamma= then",
                "norm A(x[N, D]) {~ h = mean[D](x |)~};where and or then else;x tanh init",
                "norm A(x[N, D]) {~ h = if x > 0 |~};then else and or;x tanh param where",
                "norm A(x[N, D]) {~ state s[D] = 0~ h = x~ update |~};s;h x tanh param",
                "norm A(x[N, D]) {~ state s[D] = 0~ h = x~ backward |~};h;s x tanh",
                "norm A(x[N, D]) {~ h = x~ return |~};h x tanh;param then",
                "norm A(x[N, D]) {~ h = x~ param |~};;h x tanh param",
                "norm A(x[N, D]) {~ h = 2|~};;x tanh then",
                "norm A(x[N, D]) {~ def f(v) = 2 * v~ h = |~};f x;v",
                "norm A(x[N, D]) {~ r = running[0.9](mean[N](x^2), |)~};init;where",
                "norm A(x[N, D]) {~ // h|~};;x tanh param",
                "norm A(x[N, D]) {~ // allow |~};unguarded-log unused-name;x tanh",
                "norm A(x[N, D]) {~ y = 1~}~norm B(z[N, D]) {~ return |~};z A;x y B",
            })
    void whatFitsIsOffered(String typed, String offered, String other) {
        List<CompletionItem> items = complete(typed.replace('~', '\n'));
        List<String> labels = items.stream().map(CompletionItem::getLabel).toList();
        for (String label : words(offered)) {
            assertTrue(labels.contains(label), () -> label + " at " + typed + " of " + labels);
        }
        for (String label : words(other)) {
            assertFalse(labels.contains(label), () -> label + " at " + typed);
        }
        List<String> distinct = items.stream()
                .map(item -> item.getLabel() + " " + item.getDetail())
                .distinct()
                .toList();
        assertEquals(items.size(), distinct.size(), () -> "offered twice: " + labels);
    }

    /** {@code D=} is the label {@code D = }. */
    private static List<String> words(@Nullable String list) {
        return list == null
                ? List.of()
                : Stream.of(list.split(" "))
                        .map(word -> word.replace("=", " = "))
                        .toList();
    }

    @Test
    void everyWordOfTheLanguageIsOfferedSomewhere() {
        TreeSet<String> words = new TreeSet<>();
        Arrays.stream(Keyword.values()).forEach(keyword -> words.add(keyword.word()));
        assertEquals(new TreeSet<>(Vocabulary.keywords()), words);
        List<String> labels = complete("norm A(x[N, D]) {\n h = |\n}").stream()
                .map(CompletionItem::getLabel)
                .toList();
        Stream.of(Vocabulary.functions(), Vocabulary.reductions())
                .flatMap(List::stream)
                .forEach(entry -> assertTrue(labels.contains(entry.name()), entry::name));
        assertTrue(labels.containsAll(Library.names()));
    }

    @Test
    void anOfferReplacesWhatIsTypedAndSaysWhatItIs() {
        String typed = "norm A(x[N, D]) {\n h = ta|\n}";
        CompletionItem tanh = complete(typed).stream()
                .filter(item -> item.getLabel().equals("tanh"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                new TextEdit(Editor.range(1, 5, 7), "tanh(${1:v})"),
                tanh.getTextEdit().getLeft());
        assertEquals(InsertTextFormat.Snippet, tanh.getInsertTextFormat());
        assertEquals("tanh(v)", tanh.getDetail());
        assertEquals("hyperbolic tangent.", tanh.getDocumentation().getRight().getValue());
        CompletionItem value = complete("norm A(x[N, D]) {\n mu = mean[D](x)\n return m|\n}").stream()
                .filter(item -> item.getLabel().equals("mu"))
                .findFirst()
                .orElseThrow();
        assertEquals("value mu[N]", value.getDetail());
    }

    @Test
    void anEditorWithoutSnippetsGetsPlainWords() {
        Marked place = Marked.of("norm A(x[N, D]) {\n h = ta|\n}");
        Analysis analysis = new Analysis(new Source("plain", place.text()));
        try (LibraryFiles library = new LibraryFiles()) {
            Completions.at(
                            analysis,
                            new Descriptions(library),
                            new Client(false, false),
                            analysis.text().offset(place.position()))
                    .forEach(item -> {
                        assertEquals(
                                item.getLabel(), item.getTextEdit().getLeft().getNewText());
                        assertNull(item.getInsertTextFormat());
                    });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "return clip(x, |;clip(v, low, high);1",
                "return mean[D](|;mean[D](v);0",
                "return max[D](|;max[D](v);0",
                "return max(x, |;max(a, b);1",
                "return LayerNorm[D = E](|;LayerNorm(x[N, D]);0",
                "return AddRmsNorm(x, 2 * (1 + x), |;AddRmsNorm(x[N, D], r[N, D]);1",
                "return twice(|;twice(v);0",
                "return silu(|;silu(v);0",
            })
    void aCallSaysWhatItTakes(String typed, String label, int argument) {
        SignatureHelp help = signature("def twice(v) = 2 * v\nnorm A(x[N, D]) {\n " + typed);
        assertEquals(label, help.getSignatures().get(0).getLabel());
        assertEquals(argument, help.getActiveParameter());
        help.getSignatures()
                .get(0)
                .getParameters()
                .forEach(parameter ->
                        assertTrue(label.contains(parameter.getLabel().getLeft()), label));
    }

    @ParameterizedTest
    @ValueSource(strings = {"return x + (|", "return x[|", "return |x", "// tanh(|", "return nothing(|"})
    void whatIsNoCallSaysNothing(String typed) {
        assertNull(signature("norm A(x[N, D]) {\n " + typed));
    }

    private static SignatureHelp signature(String typed) {
        Marked place = Marked.of(typed);
        try (Editor editor = Editor.started()) {
            editor.open(place.text());
            return Editor.get(
                    editor.documents().signatureHelp(new SignatureHelpParams(Editor.document(), place.position())));
        }
    }

    @Test
    void theLayoutIsThatOfTheFormatter() {
        try (Editor editor = Editor.started()) {
            for (String name : List.of("LayerNorm", "BatchNorm", "Sinkhorn")) {
                String text = Library.find(name).orElseThrow().text();
                assertEquals(List.of(), format(editor, text), "the library is formatted");
                String ragged = text.replace("    ", "  ").replace(" = ", "=").replace("\n\n", "\n\n\n");
                assertEquals(
                        Formatter.format(new Source(name, ragged)),
                        NavigationTest.edited(ragged, format(editor, ragged)));
                String foreign = ragged.replace("\n", "\r\n");
                assertEquals(
                        Formatter.format(new Source(name, foreign)),
                        NavigationTest.edited(foreign, format(editor, foreign)));
            }
        }
    }

    @Test
    void onlyTheLinesThatDifferAreReplaced() {
        String text = "norm A(x[N, D]) {\n    h = x\n    y=h\n    return y\n}\n";
        try (Editor editor = Editor.started()) {
            List<? extends TextEdit> edits = format(editor, text);
            assertEquals(1, edits.size());
            assertEquals(2, edits.get(0).getRange().getStart().getLine());
            assertEquals(3, edits.get(0).getRange().getEnd().getLine());
            assertEquals("    y = h\n", edits.get(0).getNewText());
        }
    }

    @Test
    void aTextThatDoesNotParseStaysAsItIs() {
        try (Editor editor = Editor.started()) {
            assertEquals(List.of(), format(editor, "norm A(x[N, D]) {\n h =  \n return x }"));
            assertEquals(List.of(), format(editor, ""));
        }
    }

    private static List<? extends TextEdit> format(Editor editor, String text) {
        editor.open(text);
        return Editor.get(editor.documents()
                .formatting(new DocumentFormattingParams(Editor.document(), new FormattingOptions(4, true))));
    }

    @Test
    void aHintThatIsAWordIsAnAction() {
        String text = "norm A(x[N, D]) {\n    gamma = 2\n    return gama * sqtr(x)\n}\n";
        List<CodeAction> actions = actions(text, Editor.range(2, 0, 25));
        assertEquals(
                List.of("Write `gamma`", "Write `sqrt`"),
                actions.stream().map(CodeAction::getTitle).toList());
        assertEquals(
                text.replace("gama ", "gamma "),
                NavigationTest.edited(
                        text, NavigationTest.changes(actions.get(0).getEdit())));
        assertEquals(
                "unknown-name", actions.get(0).getDiagnostics().get(0).getCode().getLeft());
        assertEquals(List.of(), actions(text, Editor.range(0, 0, 4)));
    }

    @Test
    void aWarningCanBeAllowed() {
        String text = "norm A(x[N, D]) {\n    h = log(x)\n    return h\n}\n";
        CodeAction action = actions(text, Editor.range(1, 8, 8)).get(0);
        assertEquals("Allow `unguarded-log` here, and say why", action.getTitle());
        assertEquals(
                text.replace("    h = ", "    // allow unguarded-log: \n    h = "),
                NavigationTest.edited(text, NavigationTest.changes(action.getEdit())));
        assertTrue(AdviceMessages.codes().contains("unguarded-log"));
    }

    private static List<CodeAction> actions(String text, Range range) {
        try (Editor editor = Editor.started()) {
            editor.open(text);
            editor.published(1);
            return Editor.get(editor.documents()
                            .codeAction(
                                    new CodeActionParams(Editor.document(), range, new CodeActionContext(List.of()))))
                    .stream()
                    .map(either -> either.getRight())
                    .toList();
        }
    }

    private static List<CompletionItem> complete(String typed) {
        Marked place = Marked.of(typed);
        try (Editor editor = Editor.started()) {
            editor.open(place.text());
            return Editor.get(editor.documents().completion(new CompletionParams(Editor.document(), place.position())))
                    .getLeft();
        }
    }
}
