package dev.normc.lsp;

import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.check.Vocabulary;
import dev.normc.dsl.check.Vocabulary.Entry;
import dev.normc.dsl.diagnostic.AdviceMessages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.InsertTextFormat;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** What may be written at a place of a program, each with what it is. */
final class Completions {

    private static final String ALLOW = "// allow ";

    private final Analysis analysis;
    private final Descriptions descriptions;
    private final Client client;
    private final Cursor cursor;
    private final int offset;
    private final Range range;
    private final Optional<NormNames> norm;
    private final List<CompletionItem> items = new ArrayList<>();

    private Completions(Analysis analysis, Descriptions descriptions, Client client, int offset) {
        this.analysis = analysis;
        this.descriptions = descriptions;
        this.client = client;
        this.offset = offset;
        this.cursor = Cursor.at(analysis.text(), offset);
        this.range = analysis.text().range(cursor.start(), offset);
        this.norm = analysis.normAt(offset);
    }

    /** All that fits at {@code offset}; the editor chooses by what has been typed. */
    static List<CompletionItem> at(Analysis analysis, Descriptions descriptions, Client client, int offset) {
        Completions completions = new Completions(analysis, descriptions, client, offset);
        completions.complete();
        return completions.items;
    }

    private void complete() {
        if (cursor.inComment()) {
            codes();
        } else if (cursor.isIn('[')) {
            axes();
        } else if (!cursor.isInNumber()) {
            keywords();
            if (cursor.isBehindFirstWord()) {
                behindFirstWord();
            } else if (cursor.wantsOperand()) {
                passedByName();
                values();
                calls();
            }
        }
    }

    /** The codes that a comment may allow, if it begins so. */
    private void codes() {
        String line = analysis.text().text().substring(analysis.text().startOfLine(offset), offset);
        int mark = line.lastIndexOf(ALLOW);
        String typed = mark < 0 ? "" : line.substring(mark + ALLOW.length());
        if (mark < 0 || !typed.matches("[a-z-]*")) {
            return;
        }
        Range replaced = analysis.text().range(offset - typed.length(), offset);
        for (String code : AdviceMessages.codes()) {
            CompletionItem item = new CompletionItem(code);
            item.setKind(CompletionItemKind.EnumMember);
            item.setTextEdit(Either.forLeft(new TextEdit(replaced, code + ": ")));
            items.add(item);
        }
    }

    private void keywords() {
        Arrays.stream(Keyword.values())
                .filter(keyword -> keyword.fits(cursor))
                .forEach(keyword -> add(
                        keyword.word(),
                        CompletionItemKind.Keyword,
                        "",
                        client.markup().sentence(keyword.meaning() + "."),
                        keyword.snippet()));
    }

    private void behindFirstWord() {
        switch (cursor.statement()) {
            case "update" -> names(symbol -> symbol.kind() == Kind.STATE);
            case "backward" -> names(symbol -> symbol.kind() == Kind.VALUE);
            case "return" -> {
                values();
                calls();
            }
            default -> {} // a name of one's own
        }
    }

    private void axes() {
        Optional<NormNames> callee = analysis.scopes().norm(cursor.callee());
        callee.ifPresent(names -> names.symbols().values().stream()
                .filter(symbol -> symbol.kind() == Kind.AXIS)
                .forEach(symbol -> add(
                        symbol.name() + " = ",
                        CompletionItemKind.TypeParameter,
                        "axis of " + cursor.callee(),
                        client.markup(),
                        "")));
        names(symbol -> symbol.kind() == Kind.AXIS || symbol.kind() == Kind.AXIS_ARGUMENT);
        if (cursor.callee().equals(Keyword.RUNNING.word())) {
            names(symbol -> symbol.kind() == Kind.CONST);
        }
    }

    /** What a called norm declares may be passed by its name, behind the inputs. */
    private void passedByName() {
        if (!cursor.isIn('(')) {
            return;
        }
        analysis.scopes()
                .callee(cursor.callee(), norm)
                .filter(symbol -> symbol.kind() == Kind.NORM)
                .flatMap(symbol -> analysis.scopes().norm(symbol.name()))
                .filter(names -> cursor.argument() >= names.norm().inputs().size())
                .ifPresent(names -> names.norm().body().stream()
                        .filter(Completions::isPassable)
                        .flatMap(statement -> NormNames.declared(statement).stream())
                        .forEach(name -> add(
                                name.text() + " = ",
                                CompletionItemKind.Property,
                                "of " + cursor.callee(),
                                client.markup(),
                                "")));
    }

    private static boolean isPassable(Statement statement) {
        return statement instanceof Statement.Param
                || statement instanceof Statement.Data
                || statement instanceof Statement.Const;
    }

    /** What has a value: the names above, axes as sizes, and the mode. */
    private void values() {
        names(symbol -> true);
        add(
                Vocabulary.TRAIN,
                CompletionItemKind.Keyword,
                "",
                client.markup().sentence("Holds in training and not in inference; stands in the condition of an `if`."),
                "");
    }

    private void names(Predicate<Symbol> wanted) {
        norm.ifPresent(inside -> inside.symbols().values().stream()
                .filter(wanted)
                .filter(this::isVisible)
                .forEach(symbol ->
                        add(symbol.name(), kind(symbol), descriptions.title(analysis, symbol), client.markup(), "")));
    }

    /** Axes are seen everywhere, all other names below the line that declares them. */
    private boolean isVisible(Symbol symbol) {
        boolean above = symbol.declaration()
                .filter(place -> analysis.text().position(place.start()).getLine()
                                < range.getStart().getLine()
                        || (symbol.kind() == Kind.INPUT && place.end() < offset))
                .isPresent();
        return symbol.kind() == Kind.AXIS || (above && symbol.kind() != Kind.OUTPUT);
    }

    private void calls() {
        Vocabulary.functions().forEach(entry -> operator(entry, "${1:" + arguments(entry) + "}"));
        for (Entry entry : Vocabulary.reductions()) {
            add(
                    entry.name(),
                    CompletionItemKind.Function,
                    entry.usage(),
                    client.markup().sentence(entry.meaning() + "."),
                    entry.name() + "[${1:D}](${2:v})");
        }
        operator(Vocabulary.coordinate(), "${1:D}");
        norm.ifPresent(inside ->
                inside.definitions().values().stream().filter(this::isVisible).forEach(this::callable));
        analysis.scopes().definitions().values().forEach(this::callable);
        analysis.scopes().norms().stream()
                .filter(names -> !norm.equals(Optional.of(names)))
                .forEach(names -> callable(Scopes.symbol(names)));
        Set<String> own = analysis.scopes().norms().stream()
                .map(names -> names.norm().name().text())
                .collect(Collectors.toSet());
        descriptions.library().forEach((name, title) -> {
            if (!own.contains(name)) {
                Markup documentation = client.markup().documentation(title);
                add(name, CompletionItemKind.Module, "norm of the library", documentation, name + "(${1:x})");
            }
        });
    }

    private void operator(Entry entry, String arguments) {
        add(
                entry.name(),
                CompletionItemKind.Function,
                entry.usage(),
                client.markup().sentence(entry.meaning() + "."),
                entry.name() + "(" + arguments + ")");
    }

    private static String arguments(Entry entry) {
        return entry.usage()
                .substring(entry.usage().indexOf('(') + 1, entry.usage().indexOf(')'));
    }

    private void callable(Symbol symbol) {
        add(
                symbol.name(),
                kind(symbol),
                descriptions.title(analysis, symbol),
                client.markup().documentation(descriptions.documentation(analysis, symbol)),
                "");
    }

    private void add(String label, CompletionItemKind kind, String detail, Markup documentation, String snippet) {
        CompletionItem item = new CompletionItem(label);
        item.setKind(kind);
        if (!detail.isEmpty()) {
            item.setDetail(detail);
        }
        if (!documentation.isEmpty()) {
            item.setDocumentation(documentation.content());
        }
        boolean asSnippet = !snippet.isEmpty() && client.takesSnippets();
        if (asSnippet) {
            item.setInsertTextFormat(InsertTextFormat.Snippet);
        }
        item.setTextEdit(Either.forLeft(new TextEdit(range, asSnippet ? snippet : label)));
        items.add(item);
    }

    static CompletionItemKind kind(Symbol symbol) {
        return switch (symbol.kind()) {
            case NORM -> CompletionItemKind.Module;
            case DEFINITION, FUNCTION, REDUCTION, COORDINATE -> CompletionItemKind.Function;
            case INPUT, DATA, ARGUMENT -> CompletionItemKind.Variable;
            case PARAM, STATE -> CompletionItemKind.Field;
            case CONST -> CompletionItemKind.Constant;
            case AXIS, AXIS_ARGUMENT -> CompletionItemKind.TypeParameter;
            case VALUE, OUTPUT -> CompletionItemKind.Variable;
            case MODE -> CompletionItemKind.Keyword;
        };
    }
}
