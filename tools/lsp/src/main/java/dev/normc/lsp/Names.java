package dev.normc.lsp;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Application;
import dev.normc.dsl.ast.Expression.AxisArgument;
import dev.normc.dsl.ast.Expression.Index;
import dev.normc.dsl.ast.Expression.NamedArgument;
import dev.normc.dsl.ast.Expression.Reduction;
import dev.normc.dsl.ast.Expression.Reference;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.Backward;
import dev.normc.dsl.ast.Statement.Define;
import dev.normc.dsl.ast.Statement.Return;
import dev.normc.dsl.ast.Statement.Update;
import dev.normc.dsl.check.Vocabulary;
import dev.normc.dsl.expand.References;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import dev.normc.lsp.Scopes.Called;
import dev.normc.lsp.Symbol.Home;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All places of a program where something is named, and what is meant there. A wrong program has them, too. */
final class Names {

    private final Scopes scopes;
    private final Source source;
    private final List<Occurrence> found = new ArrayList<>();

    /** What is visible at a place: the names of a norm, and those of the block or the definition that it is in. */
    private record View(
            Optional<NormNames> norm, Map<String, Symbol> inner, boolean inBlock, Map<String, Called> calls) {

        Optional<Symbol> find(String name) {
            return Optional.ofNullable(inner.get(name)).or(() -> norm.flatMap(names -> names.find(name)));
        }

        View with(Map<String, Symbol> others, boolean block) {
            return new View(norm, others, block, calls);
        }
    }

    private Names(Scopes scopes, Source source) {
        this.scopes = scopes;
        this.source = source;
    }

    /** The places, in the order of the text. */
    static List<Occurrence> of(Scopes scopes, Source source) {
        Names names = new Names(scopes, source);
        View outside = new View(Optional.empty(), Map.of(), false, Map.of());
        scopes.file().definitions().forEach(definition -> names.definition(definition, outside));
        scopes.norms().forEach(names::norm);
        return names.found.stream()
                .sorted(Comparator.comparingInt(place -> place.span().start()))
                .toList();
    }

    private void norm(NormNames names) {
        Norm norm = names.norm();
        View view = new View(Optional.of(names), Map.of(), false, scopes.calls(names));
        add(norm.name(), Scopes.symbol(names));
        for (Norm.Input input : norm.inputs()) {
            named(input.name(), view);
            input.axes().forEach(axis -> named(axis, view));
        }
        norm.splits().forEach(split -> split.parts().forEach(part -> named(part, view)));
        norm.body().forEach(statement -> statement(statement, view));
    }

    private void statement(Statement statement, View view) {
        if (statement instanceof Define define) {
            definition(define.definition(), view);
            return;
        } else if (statement instanceof Backward block) {
            named(block.value(), view);
            Map<String, Symbol> own =
                    view.norm().map(names -> names.ofBlock(block)).orElse(Map.of());
            block.body().forEach(inner -> statement(inner, view.with(own, true)));
            return;
        } else if (statement instanceof Update update) {
            named(update.state(), view);
        } else if (statement instanceof Return returned) {
            returned.outputs().stream().filter(NormNames::isNamed).forEach(output -> named(output.name(), view));
        }
        NormNames.declared(statement)
                .filter(name -> !(view.inBlock() && gradient(name, view)))
                .ifPresent(name -> named(name, view));
        if (!(statement instanceof Statement.AxisSize)) {
            NormNames.axes(statement).forEach(axis -> named(axis, view));
        }
        References.of(statement).forEach(expression -> expression(expression, view));
    }

    private void definition(Definition definition, View view) {
        String norm = view.norm().map(names -> names.norm().name().text()).orElse("");
        scopes.callee(definition.name().text(), view.norm())
                .filter(symbol -> symbol.kind() == Kind.DEFINITION)
                .ifPresent(symbol -> add(definition.name(), symbol));
        Map<String, Symbol> taken = NormNames.taken(definition, Home.PROGRAM, norm);
        View inside = view.with(taken, false);
        definition.axes().forEach(axis -> named(axis, inside));
        definition.parameters().forEach(value -> named(value, inside));
        expression(definition.body(), inside);
    }

    private void expression(Expression root, View view) {
        for (Expression part : References.all(root)) {
            if (part instanceof Reference reference) {
                reference(reference.name(), view);
            } else if (part instanceof Index index) {
                named(index.axis(), view);
                coordinate(index);
            }
            References.callee(part).ifPresent(callee -> call(part, callee, view));
        }
    }

    /** The tree has the axis of {@code index(D)} alone; the word stands where the expression begins. */
    private void coordinate(Index index) {
        String word = Vocabulary.coordinate().name();
        add(new Name(word, new Span(index.span().start(), word.length())), Symbol.ofTheLanguage(Kind.COORDINATE, word));
    }

    private void call(Expression call, Name callee, View view) {
        Optional<Symbol> symbol = call instanceof Reduction
                ? scopes.calleeWithAxes(callee.text(), view.norm())
                : scopes.callee(callee.text(), view.norm());
        symbol.ifPresent(meant -> add(callee, meant));
        Optional<NormNames> norm =
                symbol.filter(meant -> meant.kind() == Kind.NORM).flatMap(meant -> scopes.norm(meant.name()));
        if (call instanceof Reduction reduction) {
            reduction.axes().forEach(axis -> named(axis, view));
        } else if (call instanceof Application application) {
            for (AxisArgument axis : application.axes()) {
                if (axis.meaning().isEmpty()) {
                    named(axis.name(), view);
                } else {
                    norm.flatMap(names -> names.find(axis.name().text())).ifPresent(meant -> add(axis.name(), meant));
                    axis.meaning().forEach(name -> named(name, view));
                }
            }
            for (NamedArgument argument : application.named()) {
                norm.flatMap(names -> names.find(argument.name().text()))
                        .ifPresent(meant -> add(argument.name(), meant));
            }
        }
    }

    private void reference(Name name, View view) {
        if (view.find(name.text()).isPresent()) {
            named(name, view);
        } else if (name.text().equals(Vocabulary.TRAIN)) {
            add(name, Symbol.ofTheLanguage(Kind.MODE, name.text()));
        } else if (!(view.inBlock() && gradient(name, view))) {
            brought(name, view.calls());
        }
    }

    /** In a block {@code dz} is about {@code z}, which may be what a call brings. */
    private boolean gradient(Name name, View view) {
        if (!name.text().startsWith("d")) {
            return false;
        }
        Name target = part(name, 1, name.text().length());
        Optional<Symbol> symbol = view.norm().flatMap(names -> names.find(target.text()));
        symbol.ifPresent(meant -> add(target, meant));
        return symbol.isPresent() || brought(target, view.calls());
    }

    /** {@code h_gamma}: what the call brings that {@code h} is the result of. Both parts are named there. */
    private boolean brought(Name name, Map<String, Called> calls) {
        String text = name.text();
        for (int mark = text.indexOf('_'); mark >= 0; mark = text.indexOf('_', mark + 1)) {
            Called call = calls.get(text.substring(0, mark));
            Name rest = part(name, mark + 1, text.length());
            if (call != null && isBrought(rest, call)) {
                Name prefix = part(name, 0, mark);
                call.result().ifPresent(result -> add(prefix, result));
                return true;
            }
        }
        return false;
    }

    private boolean isBrought(Name rest, Called call) {
        Optional<Symbol> declared = call.callee().find(rest.text());
        declared.ifPresent(symbol -> add(rest, symbol));
        return declared.isPresent() || brought(rest, scopes.calls(call.callee()));
    }

    private static Name part(Name name, int start, int end) {
        return new Name(name.text().substring(start, end), new Span(name.span().start() + start, end - start));
    }

    private void named(Name name, View view) {
        view.find(name.text()).ifPresent(symbol -> add(name, symbol));
    }

    /** What a tree says of a place is believed where the text says it, too: a broken program may have other trees. */
    private void add(Name name, Symbol symbol) {
        if (source.textOf(name.span()).equals(name.text())) {
            found.add(new Occurrence(name.span(), symbol));
        }
    }
}
