package dev.normc.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.dsl.library.Library;
import dev.normc.dsl.source.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DocumentHighlightKind;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceContext;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions, references, renaming, outline. */
class NavigationTest {

    /** A word that is no part of a number. */
    private static final Pattern WORD = Pattern.compile("(?<![\\w.])[A-Za-z_]\\w*");

    private static final String PROGRAM = """
            def twice(v) = 2 * v
            norm Inner(x[N, D]) {
                param gamma[D] = 1
                return gamma * x
            }
            norm Outer(x[N, D]) {
                state s[D] = 0
                h = Inner(x)
                z = twice(h) + h_gamma
                backward z {
                    dh = 3 * dz
                    dh_gamma = sum[N](dz)
                }
                update s = mean[N](z)
                return z - s
            }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "= tw|ice(h);0:4-9",
                "h = In|ner(x);1:5-10",
                "+ h_ga|mma;2:10-15",
                "+ |h_gamma;7:4-5",
                "= mean[N](|z);8:4-5",
                "d|h = 3;7:4-5",
                "3 * d|z;8:4-5",
                "update |s;6:10-11",
                "- |s;6:10-11",
                "mean[|N];5:13-14",
                "backward |z;8:4-5",
                "dh_ga|mma = sum;2:10-15",
            })
    void aNameLeadsToItsDeclaration(String place, String declaration) {
        String marked = PROGRAM.replace(place.replace("|", ""), place);
        try (Editor editor = Editor.started()) {
            Location location = definition(editor, marked).get(0);
            assertEquals(Editor.URI, location.getUri());
            assertEquals(declaration, text(location.getRange()));
        }
    }

    @Test
    void aNormOfTheLibraryIsAFileToReadThatGoesWithTheServer() throws IOException {
        Path file;
        try (Editor editor = Editor.started()) {
            Location location = definition(editor, "norm A(x[N, D]) {\n    return Layer|Norm(x)\n}\n")
                    .get(0);
            file = Path.of(URI.create(location.getUri()));
            String text = Files.readString(file);
            assertEquals(Library.find("LayerNorm").orElseThrow().text(), text);
            assertEquals("LayerNorm", word(text, location.getRange()));
            assertEquals("LayerNorm.norm", file.getFileName().toString());
            assertFalse(Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_WRITE));
            Location prelude = definition(editor, "norm A(x[N, D]) {\n    return si|lu(x)\n}\n")
                    .get(0);
            editor.documents()
                    .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(
                            prelude.getUri(), "norm", 1, Files.readString(Path.of(URI.create(prelude.getUri()))))));
            editor.change(9, "norm A(x[N, D]) { return x }");
            assertEquals(List.of(), editor.published(9).getDiagnostics());
            assertEquals(0, editor.unseen(), "nothing is said of the library itself");
        }
        assertFalse(Files.exists(file));
        assertFalse(Files.exists(file.getParent()));
    }

    @Test
    void aWordOfTheLanguageLeadsNowhere() {
        try (Editor editor = Editor.started()) {
            assertEquals(List.of(), definition(editor, "norm A(x[N, D]) {\n    return tan|h(x)\n}\n"));
        }
    }

    @Test
    void referencesAreAllPlacesThatNameIt() {
        Marked place = Marked.of(PROGRAM.replace("twice(h)", "twice(|h)"));
        try (Editor editor = Editor.started()) {
            editor.open(place.text());
            ReferenceParams params =
                    new ReferenceParams(Editor.document(), place.position(), new ReferenceContext(true));
            assertEquals(
                    "7:4-5 8:14-15 8:19-20 10:9-10 11:9-10",
                    Editor.get(editor.documents().references(params)).stream()
                            .map(location -> text(location.getRange()))
                            .collect(Collectors.joining(" ")));
            params.setContext(new ReferenceContext(false));
            assertEquals(4, Editor.get(editor.documents().references(params)).size());
            long declarations = Editor.get(editor.documents()
                            .documentHighlight(new DocumentHighlightParams(Editor.document(), place.position())))
                    .stream()
                    .filter(highlight -> highlight.getKind() == DocumentHighlightKind.Write)
                    .count();
            assertEquals(1, declarations);
        }
    }

    @Test
    void aNewNameStandsWhereverTheOldOneStood() {
        assertEquals(
                PROGRAM.replace("    h = ", "    k = ")
                        .replace("twice(h) + h_", "twice(k) + k_")
                        .replace("dh = 3", "dk = 3")
                        .replace("dh_gamma", "dk_gamma"),
                renamed(PROGRAM.replace("    h = ", "    |h = "), "k"));
        assertEquals(
                PROGRAM.replace("gamma", "scale"), renamed(PROGRAM.replace("param gamma", "param gam|ma"), "scale"));
        assertEquals(PROGRAM.replace("twice", "double"), renamed(PROGRAM.replace("def twice", "def |twice"), "double"));
        assertEquals(PROGRAM.replace("Inner", "Scale"), renamed(PROGRAM.replace("= Inner(", "= Inner|("), "Scale"));
    }

    @ParameterizedTest
    @CsvSource({
        "x, `x` is already",
        "return, is no name",
        "train, is no name",
        "2h, is no name",
        "'', is no name",
        "μ, is no name",
    })
    void aNameThatWouldBeWrongIsRefused(String name, String reason) {
        ResponseErrorException refused = assertThrows(
                ResponseErrorException.class, () -> renamed(PROGRAM.replace("    h = ", "    |h = "), name));
        assertEquals(
                ResponseErrorCode.RequestFailed.getValue(),
                refused.getResponseError().getCode());
        assertTrue(refused.getResponseError().getMessage().contains(reason), refused::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tan|h(x)", "Layer|Norm(x)", "if tr|ain then x else 2 * x", "si|lu(x)", "  |  x"})
    void whatTheProgramDoesNotDeclareKeepsItsName(String value) {
        Marked place = Marked.of("norm A(x[N, D]) {\n    return " + value + "\n}\n");
        try (Editor editor = Editor.started()) {
            editor.open(place.text());
            assertNull(Editor.get(
                    editor.documents().prepareRename(new PrepareRenameParams(Editor.document(), place.position()))));
            assertThrows(
                    ResponseErrorException.class,
                    () -> Editor.get(
                            editor.documents().rename(new RenameParams(Editor.document(), place.position(), "other"))));
        }
    }

    @Test
    void theOutlineHasNormsDefinitionsAndWhatTheyDeclare() {
        try (Editor editor = Editor.started()) {
            editor.open(PROGRAM);
            List<DocumentSymbol> symbols =
                    Editor.get(editor.documents().documentSymbol(new DocumentSymbolParams(Editor.document()))).stream()
                            .map(either -> either.getRight())
                            .toList();
            assertEquals(
                    List.of("twice", "Inner", "Outer"),
                    symbols.stream().map(DocumentSymbol::getName).toList());
            assertEquals(
                    List.of("x input", "s state", "h value", "z value"),
                    symbols.get(2).getChildren().stream()
                            .map(symbol -> symbol.getName() + " " + symbol.getDetail())
                            .toList());
            assertEquals("norm Outer(x[N, D])", symbols.get(2).getDetail());
        }
    }

    /** Each word of the library is named for something, but for the words of the language and what is in comments. */
    @Test
    void everyNameOfTheLibraryIsResolved() {
        for (String name : Library.names()) {
            Analysis analysis = new Analysis(Library.find(name).orElseThrow());
            String text = analysis.text().text().replaceAll("//[^\n]*", "");
            Analysis bare = new Analysis(new Source(name, text));
            Matcher word = WORD.matcher(text);
            while (word.find()) {
                int place = word.start() + 1;
                assertTrue(
                        Keyword.find(word.group()).isPresent()
                                || bare.names().stream().anyMatch(named -> named.touches(place)),
                        () -> name + ": " + word.group());
            }
        }
    }

    private static List<? extends Location> definition(Editor editor, String marked) {
        Marked place = Marked.of(marked);
        editor.open(place.text());
        return Editor.get(editor.documents().definition(new DefinitionParams(Editor.document(), place.position())))
                .getLeft();
    }

    private static String renamed(String marked, String name) {
        Marked place = Marked.of(marked);
        try (Editor editor = Editor.started()) {
            editor.open(place.text());
            return edited(
                    place.text(),
                    changes(Editor.get(
                            editor.documents().rename(new RenameParams(Editor.document(), place.position(), name)))));
        }
    }

    /** The changes of the document. */
    static List<TextEdit> changes(WorkspaceEdit edit) {
        return Objects.requireNonNull(edit.getChanges().get(Editor.URI));
    }

    /** The text with the edits, the last of them first. */
    static String edited(String text, List<? extends TextEdit> edits) {
        String result = text;
        List<? extends TextEdit> backwards = edits.stream()
                .sorted(Comparator.<TextEdit>comparingInt(
                                edit -> edit.getRange().getStart().getLine())
                        .thenComparing(edit -> edit.getRange().getStart().getCharacter())
                        .reversed())
                .toList();
        for (TextEdit edit : backwards) {
            result = new Text(new Source("edited", result)).with(edit.getRange(), edit.getNewText());
        }
        return result;
    }

    private static String text(Range range) {
        return range.getStart().getLine() + ":" + range.getStart().getCharacter() + "-"
                + range.getEnd().getCharacter();
    }

    private static String word(String text, Range range) {
        return text.lines()
                .toList()
                .get(range.getStart().getLine())
                .substring(range.getStart().getCharacter(), range.getEnd().getCharacter());
    }
}
