package dev.normc.lsp;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.source.Documentation;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is said of a name without a compilation: its declaration as it is written, its axes, its documentation. */
final class Descriptions {

    private final LibraryFiles library;

    Descriptions(LibraryFiles library) {
        this.library = library;
    }

    /** What each norm of the library is, by its name. */
    Map<String, String> library() {
        return library.titles();
    }

    /** The analysis of the text in which {@code symbol} is declared. */
    Analysis home(Analysis program, Symbol symbol) {
        return symbol.home().isProgram() ? program : library.analysis(symbol.home());
    }

    /** One line: how it is declared or called. */
    String title(Analysis program, Symbol symbol) {
        Analysis home = home(program, symbol);
        if (symbol.kind() == Kind.NORM) {
            return home.scopes().norm(symbol.name()).map(Descriptions::head).orElse(symbol.name());
        } else if (symbol.kind() == Kind.DEFINITION) {
            return home.scopes()
                    .definition(symbol)
                    .map(definition -> oneLine(home.source(), definition.span()))
                    .orElse(symbol.name());
        }
        return symbol.kind().noun() + " " + withAxes(home, symbol);
    }

    /** The name with its axes, {@code mu[N]}, as far as the check got. */
    String withAxes(Analysis program, Symbol symbol) {
        List<String> axes = home(program, symbol)
                .typed(symbol.norm(), symbol.name())
                .map(known -> known.axes())
                .orElse(List.of());
        return axes.isEmpty() ? symbol.name() : symbol.name() + axes;
    }

    /** {@code norm LayerNorm(x[N, D])}. */
    private static String head(NormNames names) {
        Norm norm = names.norm();
        List<String> inputs = norm.inputs().stream()
                .map(input -> input.name().text()
                        + (input.axes().isEmpty()
                                ? ""
                                : input.axes().stream().map(axis -> axis.text()).toList()))
                .toList();
        return "norm " + norm.name().text() + "(" + String.join(", ", inputs) + ")";
    }

    /** The head of a norm, and below it what a caller may set: parameters, constants, data and states. */
    List<String> interfaceOf(Analysis program, NormNames names) {
        Source source = home(program, Scopes.symbol(names)).source();
        List<String> lines = new ArrayList<>(List.of(head(names)));
        for (Statement statement : names.norm().body()) {
            if (statement instanceof Statement.Param
                    || statement instanceof Statement.Const
                    || statement instanceof Statement.Data
                    || statement instanceof Statement.State
                    || statement instanceof Statement.AxisSize) {
                lines.add("    " + oneLine(source, statement.span()));
            }
        }
        return lines;
    }

    /** The lines that document a norm or a definition. */
    String documentation(Analysis program, Symbol symbol) {
        Source source = home(program, symbol).source();
        boolean documented = symbol.kind() == Kind.NORM || symbol.kind() == Kind.DEFINITION;
        return symbol.declaration()
                .filter(place -> documented)
                .map(place -> Documentation.above(source, place.start()))
                .orElse("");
    }

    /** The statement, input or definition that declares it, as it is written. */
    Optional<String> declaration(Analysis program, Symbol symbol) {
        Analysis home = home(program, symbol);
        Source source = home.source();
        if (symbol.kind() == Kind.DEFINITION) {
            return home.scopes().definition(symbol).map(Definition::span).map(span -> oneLine(source, span));
        }
        Optional<Norm> norm = home.scopes().norms().stream()
                .map(NormNames::norm)
                .filter(one -> one.name().text().equals(symbol.norm()))
                .findFirst();
        return norm.flatMap(one -> input(one, symbol).or(() -> statement(one.body(), symbol)))
                .map(span -> oneLine(source, span));
    }

    private static Optional<Span> input(Norm norm, Symbol symbol) {
        return norm.inputs().stream()
                .filter(input -> Optional.of(input.name().span()).equals(symbol.declaration()))
                .map(Norm.Input::span)
                .findFirst();
    }

    private static Optional<Span> statement(List<Statement> body, Symbol symbol) {
        for (Statement statement : body) {
            boolean declares = NormNames.declared(statement)
                    .filter(name -> Optional.of(name.span()).equals(symbol.declaration()))
                    .isPresent();
            if (declares) {
                return Optional.of(statement.span());
            } else if (statement instanceof Statement.Backward block) {
                Optional<Span> inside = statement(block.body(), symbol);
                if (inside.isPresent()) {
                    return inside;
                }
            } else if (statement instanceof Statement.Return returned) {
                Optional<Span> output = returned.outputs().stream()
                        .filter(one -> Optional.of(one.name().span()).equals(symbol.declaration()))
                        .map(Statement.Output::span)
                        .findFirst();
                if (output.isPresent()) {
                    return output;
                }
            }
        }
        return Optional.empty();
    }

    private static String oneLine(Source source, Span span) {
        return source.textOf(span).replaceAll("//[^\r\n]*", "").strip().replaceAll("\\s+", " ");
    }
}
