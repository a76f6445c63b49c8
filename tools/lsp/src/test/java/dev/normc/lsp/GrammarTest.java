package dev.normc.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.check.Vocabulary;
import dev.normc.dsl.check.Vocabulary.Entry;
import dev.normc.dsl.grammar.NormLexer;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.library.Prelude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The TextMate grammar of the extension for VS Code, held against the language. */
class GrammarTest {

    private static final Path FOLDER = ProjectFiles.find("editors/vscode");

    private static final List<Integer> DECLARING = List.of(
            NormLexer.NORM,
            NormLexer.DEF,
            NormLexer.PARAM,
            NormLexer.CONST,
            NormLexer.DATA,
            NormLexer.STATE,
            NormLexer.AXIS);

    private static TextMate grammar() throws IOException {
        return TextMate.read(FOLDER.resolve("syntaxes/norm.tmLanguage.json"));
    }

    @Test
    void everyRegularExpressionCompiles() throws IOException {
        List<String> expressions = grammar().expressions();
        assertTrue(expressions.size() > 20, expressions::toString);
        expressions.forEach(Pattern::compile);
    }

    @Test
    void theManifestNamesFilesThatAreThere() throws IOException {
        JsonObject manifest = json("package.json");
        JsonObject contributed = manifest.getAsJsonObject("contributes");
        JsonObject language = contributed.getAsJsonArray("languages").get(0).getAsJsonObject();
        JsonObject grammar = contributed.getAsJsonArray("grammars").get(0).getAsJsonObject();
        assertEquals(language.get("id"), grammar.get("language"));
        assertEquals(".norm", language.getAsJsonArray("extensions").get(0).getAsString());
        assertEquals(grammar.get("scopeName"), grammar().grammar().get("scopeName"));
        assertEquals(
                "//",
                json("language-configuration.json")
                        .getAsJsonObject("comments")
                        .get("lineComment")
                        .getAsString());
        for (String file : List.of(
                manifest.get("main").getAsString(),
                language.get("configuration").getAsString(),
                grammar.get("path").getAsString(),
                contributed
                        .getAsJsonArray("grammars")
                        .get(1)
                        .getAsJsonObject()
                        .get("path")
                        .getAsString())) {
            assertTrue(Files.exists(FOLDER.resolve(file)), file);
        }
        assertEquals(
                Files.readString(FOLDER.resolve("LICENSE")),
                Files.readString(ProjectFiles.find("ARCHITECTURE.md").resolveSibling("LICENSE")));
        assertTrue(Files.readString(FOLDER.resolve("extension.js")).contains("args: [\"lsp\"]"));
    }

    @Test
    void theLockFileSaysWhatIsInstalledAndNotFromWhere() throws IOException {
        JsonObject lock = json("package-lock.json");
        assertTrue(lock.getAsJsonObject("packages").has("node_modules/vscode-languageclient"));
        lock.getAsJsonObject("packages")
                .entrySet()
                .forEach(entry -> assertTrue(!entry.getValue().getAsJsonObject().has("resolved"), entry::toString));
    }

    private static JsonObject json(String file) throws IOException {
        return JsonParser.parseString(Files.readString(FOLDER.resolve(file))).getAsJsonObject();
    }

    static List<String> keywords() {
        return Vocabulary.keywords();
    }

    /** A word that the language gets must get its colour, too. */
    @ParameterizedTest
    @MethodSource("keywords")
    void everyWordOfTheLanguageHasAScope(String word) throws IOException {
        String program =
                "norm A(x[N, D]) {\n    param p = 1\n    const c = 1\n    data d = 1\n    state s = 0\n    axis S = N\n"
                        + "    def f(v) = 2 * v\n    r = running[c](mean[N](x^2 where x > 0 and x < 9 or not (x > 1)), init 1)\n"
                        + "    i = iterate[2](f(x))\n    backward i {\n        dx = di\n    }\n    update s = s\n"
                        + "    return if x > 0 then i else r\n}\n";
        Matcher matcher = Pattern.compile("\\b" + word + "\\b").matcher(program);
        assertTrue(matcher.find(), () -> "the program of this test lacks " + word);
        String scope = grammar().scopes(program).at(matcher.start());
        assertTrue(
                Stream.of("keyword.", "storage.type.", "support.function.iteration.")
                        .anyMatch(scope::startsWith),
                () -> word + ": " + scope);
    }

    @Test
    void functionsReductionsAndThePreludeAreThoseOfTheLanguage() throws IOException {
        TextMate grammar = grammar();
        for (Entry entry : Vocabulary.functions()) {
            assertScope("support.function.pointwise.norm", grammar, entry.usage());
        }
        for (Entry entry : Vocabulary.reductions()) {
            assertScope("support.function.reduction.norm", grammar, entry.usage());
        }
        assertScope(
                "support.function.coordinate.norm",
                grammar,
                Vocabulary.coordinate().usage());
        for (Definition definition : Prelude.definitions()) {
            String axes = definition.axes().isEmpty() ? "" : "[D]";
            assertScope(
                    "support.function.prelude.norm", grammar, definition.name().text() + axes + "(v)");
        }
        assertScope("constant.language.norm", grammar, Vocabulary.TRAIN + " then");
    }

    /** And no word has the colour of a function that is none. */
    @Test
    void theGrammarNamesNoOtherFunctions() throws IOException {
        TreeSet<String> known = new TreeSet<>();
        Vocabulary.functions().forEach(entry -> known.add(entry.name()));
        Vocabulary.reductions().forEach(entry -> known.add(entry.name()));
        Prelude.definitions().forEach(definition -> known.add(definition.name().text()));
        TreeSet<String> named = new TreeSet<>();
        for (String expression : grammar().expressions()) {
            Matcher list =
                    Pattern.compile("^\\\\b\\(\\?:([a-z0-9|]+)\\)\\\\b\\(\\?=").matcher(expression);
            if (list.find() && !expression.contains("where")) {
                named.addAll(List.of(list.group(1).split("\\|")));
            }
        }
        assertEquals(known, named);
    }

    private static void assertScope(String expected, TextMate grammar, String call) {
        String program = "norm A(x[N, D]) {\n    y = 2 * " + call + "\n}\n";
        assertEquals(expected, grammar.scopes(program).at(program.indexOf("* ") + 2), call);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                // Words are names where nothing else fits.
                "    |param = mean[D](x)@variable.other.norm",
                "    y = |init * x@''",
                "    y = x + |where@''",
                "    |mean = mean[D](x)@variable.other.norm",
                "    y = |mean + 1@''",
                "    y = |norm / 2@''",
                "    y = 2 * |h_gamma@''",
                "    y = |1e-5 * x@constant.numeric.norm",
                "    y = x[|N]@entity.name.type.axis.norm",
                "    y = |LayerNorm[D = E](x)@entity.name.function.call.norm",
                "    y = LayerNorm[D = |E](x)@entity.name.type.axis.norm",
                "    y = |twice(x)@entity.name.function.call.norm",
                "    a = 1; |b = 2@variable.other.norm",
                "    backward z { |dx = dz }@variable.other.norm",
                "    y = x // |return@comment.line.double-slash.norm",
                "/// |return@comment.line.documentation.norm",
                "    // allow |unguarded-log: why@entity.name.tag.norm",
                "    y = x |<= 2@keyword.operator.comparison.norm",
            })
    void thisPlaceHasThisScope(String marked, String scope) throws IOException {
        int place = marked.indexOf('|');
        assertEquals(scope, grammar().scopes(marked.replace("|", "")).at(place));
    }

    /** What the lexer says of the words of the library is what their colours say. */
    @Test
    void theWholeLibraryHasItsColours() throws IOException {
        TextMate grammar = grammar();
        int judged = 0;
        for (String name : Library.names()) {
            String text = Library.find(name).orElseThrow().text();
            TextMate.Scopes scopes = grammar.scopes(text);
            List<? extends Token> tokens = new NormLexer(CharStreams.fromString(text)).getAllTokens();
            for (int i = 0; i < tokens.size(); i++) {
                Token token = tokens.get(i);
                String expected = expected(tokens, i);
                if (!expected.isEmpty()) {
                    judged++;
                    String scope = scopes.at(token.getStartIndex());
                    assertTrue(
                            scope.startsWith(expected) && scope.equals(scopes.at(token.getStopIndex())),
                            () -> name + ":" + token.getLine() + ": " + token.getText() + " is " + scope + ", not "
                                    + expected);
                }
            }
        }
        assertTrue(judged > 5_000, "only " + judged + " tokens");
    }

    /** The beginning of the scope that a token must have; empty where the lexer does not know what it is. */
    private static String expected(List<? extends Token> tokens, int index) {
        Token token = tokens.get(index);
        String next = index + 1 < tokens.size() ? tokens.get(index + 1).getText() : "";
        boolean begins = index == 0
                || List.of("\n", "{", "}", ";").contains(tokens.get(index - 1).getText());
        int type = token.getType();
        boolean declared = index > 0 && DECLARING.contains(tokens.get(index - 1).getType());
        if (type == NormLexer.COMMENT) {
            return "comment.line.";
        } else if (type == NormLexer.NUMBER) {
            return "constant.numeric.";
        } else if (List.of(NormLexer.RETURN, NormLexer.IF, NormLexer.THEN, NormLexer.ELSE)
                .contains(type)) {
            return "keyword.control.";
        } else if (List.of(NormLexer.AND, NormLexer.OR, NormLexer.NOT).contains(type)) {
            return "keyword.operator.logical.";
        } else if (begins && DECLARING.contains(type) && next.matches("\\w+")) {
            return "storage.type.";
        } else if (begins && next.equals("=")) {
            return "variable.other.";
        } else if (next.equals("(") && isIn(Vocabulary.functions(), token)) {
            return "support.function.pointwise.";
        } else if (next.equals("[") && !declared && isIn(Vocabulary.reductions(), token)) {
            return "support.function.reduction.";
        } else if (type >= NormLexer.PLUS && type <= NormLexer.ASSIGN) {
            return "keyword.operator.";
        }
        return "";
    }

    private static boolean isIn(List<Entry> entries, Token token) {
        return entries.stream().anyMatch(entry -> entry.name().equals(token.getText()));
    }
}
