package dev.normc.lsp;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.Define;
import dev.normc.dsl.ast.Statement.Return;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.SymbolKind;

/** The norms and definitions of a document, and what each norm declares. */
final class Outline {

    private final Analysis analysis;
    private final Descriptions descriptions;

    private Outline(Analysis analysis, Descriptions descriptions) {
        this.analysis = analysis;
        this.descriptions = descriptions;
    }

    /** The symbols of the document, in the order of the text. */
    static List<DocumentSymbol> of(Analysis analysis, Descriptions descriptions) {
        Outline outline = new Outline(analysis, descriptions);
        List<DocumentSymbol> symbols = new ArrayList<>();
        analysis.parsed().file().definitions().forEach(definition -> symbols.add(outline.definition(definition)));
        analysis.scopes().norms().forEach(names -> symbols.add(outline.norm(names)));
        symbols.sort(Comparator.comparingInt(
                symbol -> analysis.text().offset(symbol.getRange().getStart())));
        return symbols;
    }

    private DocumentSymbol norm(NormNames names) {
        Norm norm = names.norm();
        DocumentSymbol symbol =
                symbol(norm.name(), norm.span(), SymbolKind.Module, descriptions.title(analysis, Scopes.symbol(names)));
        List<DocumentSymbol> children = new ArrayList<>();
        for (Norm.Input input : norm.inputs()) {
            children.add(symbol(input.name(), input.span(), SymbolKind.Variable, "input"));
        }
        for (Statement statement : norm.body()) {
            if (statement instanceof Define define) {
                children.add(definition(define.definition()));
            } else if (statement instanceof Return returned) {
                returned.outputs().stream()
                        .filter(NormNames::isNamed)
                        .forEach(output ->
                                children.add(symbol(output.name(), output.span(), SymbolKind.Variable, "output")));
            } else {
                NormNames.declared(statement)
                        .filter(this::isWritten)
                        .ifPresent(name -> children.add(declaration(names, name, statement)));
            }
        }
        symbol.setChildren(children);
        return symbol;
    }

    private DocumentSymbol declaration(NormNames names, Name name, Statement statement) {
        Kind kind = names.find(name.text()).map(Symbol::kind).orElse(Kind.VALUE);
        return symbol(name, statement.span(), kind(kind), kind.noun());
    }

    private static SymbolKind kind(Kind kind) {
        return switch (kind) {
            case PARAM, STATE -> SymbolKind.Field;
            case CONST -> SymbolKind.Constant;
            case AXIS, AXIS_ARGUMENT -> SymbolKind.TypeParameter;
            case NORM -> SymbolKind.Module;
            case DEFINITION, FUNCTION, REDUCTION, COORDINATE -> SymbolKind.Function;
            case INPUT, DATA, VALUE, OUTPUT, ARGUMENT, MODE -> SymbolKind.Variable;
        };
    }

    private DocumentSymbol definition(Definition definition) {
        return symbol(definition.name(), definition.span(), SymbolKind.Function, "definition");
    }

    /** A tree of a broken program may have names that nobody wrote. */
    private boolean isWritten(Name name) {
        return analysis.source().textOf(name.span()).equals(name.text());
    }

    private DocumentSymbol symbol(Name name, Span span, SymbolKind kind, String detail) {
        return new DocumentSymbol(
                name.text(),
                kind,
                analysis.text().range(span.to(name.span())),
                analysis.text().range(name.span()),
                detail);
    }
}
