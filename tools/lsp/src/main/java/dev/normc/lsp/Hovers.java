package dev.normc.lsp;

import dev.normc.compiler.Compilation;
import dev.normc.dsl.ast.Norm.Split;
import dev.normc.dsl.ast.Statement.AxisSize;
import dev.normc.dsl.check.Typed;
import dev.normc.dsl.check.Vocabulary.Entry;
import dev.normc.dsl.source.Span;
import dev.normc.lsp.Derived.InMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.lsp4j.Hover;

/** What is shown over a name: its declaration, its axes, and what the compiler derived for it. */
final class Hovers {

    private final Descriptions descriptions;
    private final Operators operators;
    private final Client client;

    Hovers(Descriptions descriptions, Operators operators, Client client) {
        this.descriptions = descriptions;
        this.operators = operators;
        this.client = client;
    }

    /** What there is to show at {@code offset}; nothing where nothing is named. */
    Optional<Hover> at(Analysis analysis, int offset) {
        Optional<Occurrence> place = analysis.at(offset);
        if (place.isEmpty()) {
            return keyword(analysis, offset);
        }
        Markup markup = markup(analysis, place.get().symbol());
        return Optional.of(
                new Hover(markup.content(), analysis.text().range(place.get().span())));
    }

    private Optional<Hover> keyword(Analysis analysis, int offset) {
        Span word = Words.at(analysis.text().text(), offset);
        boolean comment = Cursor.at(analysis.text(), word.start()).inComment();
        return Keyword.find(analysis.source().textOf(word))
                .filter(found -> !comment)
                .map(found -> new Hover(
                        client.markup()
                                .sentence("`" + found.word() + "`: " + found.meaning() + ".")
                                .content(),
                        analysis.text().range(word)));
    }

    private Markup markup(Analysis program, Symbol symbol) {
        Analysis home = descriptions.home(program, symbol);
        return switch (symbol.kind()) {
            case NORM -> norm(home, symbol);
            case DEFINITION ->
                declared(home, symbol)
                        .sentence(symbol.home().equals(Scopes.PRELUDE) ? "Definition of the prelude." : "")
                        .documentation(descriptions.documentation(home, inHome(symbol)));
            case INPUT -> gradient(home, symbol, declaredAs(home, symbol, "input", ""));
            case PARAM -> gradient(home, symbol, declaredAs(home, symbol, "parameter", ", learned"));
            case CONST -> constant(home, symbol);
            case DATA -> declaredAs(home, symbol, "data input", ", without a gradient");
            case STATE ->
                formulas(
                        "Next value",
                        derived(home, symbol, derived -> derived.update(symbol.name())),
                        declaredAs(home, symbol, "state", ", kept between steps"));
            case VALUE -> value(home, symbol, "value");
            case OUTPUT -> value(home, symbol, "output");
            case AXIS -> axis(home, symbol);
            case ARGUMENT, AXIS_ARGUMENT ->
                client.markup()
                        .sentence("`" + symbol.name() + "`: " + symbol.kind().noun() + ".");
            case FUNCTION, REDUCTION, COORDINATE -> operator(symbol);
            case MODE -> client.markup().sentence("`train` holds in training and not in inference.");
        };
    }

    /** The same symbol, seen from the text that declares it. */
    private static Symbol inHome(Symbol symbol) {
        return new Symbol(symbol.kind(), symbol.name(), Symbol.Home.PROGRAM, symbol.norm(), symbol.declaration());
    }

    private Markup declared(Analysis home, Symbol symbol) {
        Symbol own = symbol.home().equals(Scopes.PRELUDE) ? symbol : inHome(symbol);
        return client.markup().code(descriptions.declaration(home, own).stream().toList());
    }

    private Markup declaredAs(Analysis home, Symbol symbol, String noun, String more) {
        return declared(home, symbol).sentence(sentence(home, symbol, noun) + more + ".");
    }

    /** {@code value `mu[N]` of `LayerNorm`}. */
    private String sentence(Analysis home, Symbol symbol, String noun) {
        boolean condition = home.typed(symbol.norm(), symbol.name())
                .filter(Typed::condition)
                .isPresent();
        return (condition ? "condition" : noun) + " `" + descriptions.withAxes(home, inHome(symbol)) + "` of `"
                + symbol.norm() + "`";
    }

    private Markup norm(Analysis home, Symbol symbol) {
        Optional<NormNames> names = home.scopes().norm(symbol.name());
        Markup markup = client.markup();
        names.ifPresent(own -> markup.code(descriptions.interfaceOf(home, own)));
        markup.documentation(descriptions.documentation(home, inHome(symbol)));
        Optional<Derived> derived = home.compilation(symbol.name()).map(Derived::new);
        derived.ifPresent(found -> formulas("Forward", found.forward(), markup));
        derived.ifPresent(found -> formulas("Backward, derived", found.backward(), markup));
        return derived.isPresent() ? markup : markup.sentence("It has errors, so nothing is derived.");
    }

    private Markup gradient(Analysis home, Symbol symbol, Markup markup) {
        return formulas("Gradient, derived", derived(home, symbol, found -> found.gradient(symbol.name())), markup);
    }

    private Markup value(Analysis home, Symbol symbol, String noun) {
        Markup markup = declaredAs(home, symbol, noun, "");
        formulas("Simplified", derived(home, symbol, found -> found.value(symbol.name())), markup);
        compilation(home, symbol)
                .flatMap(found -> new Derived(found).storage(symbol.name()))
                .ifPresent(storage -> markup.sentence("In training " + storage + "."));
        return markup;
    }

    private Markup constant(Analysis home, Symbol symbol) {
        Optional<Double> value = compilation(home, symbol).flatMap(found -> new Derived(found).constant(symbol.name()));
        return declaredAs(
                home,
                symbol,
                "constant",
                value.map(number -> " = " + Derived.number(number)).orElse(""));
    }

    private Markup axis(Analysis home, Symbol symbol) {
        Optional<NormNames> norm = home.scopes().norms().stream()
                .filter(names -> names.norm().name().text().equals(symbol.norm()))
                .findFirst();
        Optional<String> size = norm.stream()
                .flatMap(names -> names.norm().body().stream())
                .filter(statement ->
                        statement instanceof AxisSize axis && axis.axis().text().equals(symbol.name()))
                .map(statement ->
                        home.source().textOf(((AxisSize) statement).size().span()))
                .findFirst();
        Optional<String> split = norm.stream()
                .flatMap(names -> names.norm().splits().stream())
                .filter(one -> one.whole().text().equals(symbol.name()))
                .map(Hovers::product)
                .findFirst();
        String what = size.map(said -> ", of the size `" + said.strip() + "`")
                .or(() -> split.map(parts -> ", split into `" + parts + "`"))
                .orElse("");
        return client.markup().sentence("axis `" + symbol.name() + "` of `" + symbol.norm() + "`" + what + ".");
    }

    private static String product(Split split) {
        return String.join("*", split.parts().stream().map(part -> part.text()).toList());
    }

    private Markup operator(Symbol symbol) {
        Optional<Entry> entry = Operators.find(symbol.kind(), symbol.name());
        Markup markup = client.markup();
        if (entry.isEmpty()) {
            return markup;
        }
        markup.code(entry.get().usage()).sentence(entry.get().meaning() + ".");
        if (symbol.kind() == Kind.COORDINATE) {
            return markup;
        }
        Optional<List<String>> gradients = operators.gradients(entry.get());
        return gradients.isPresent()
                ? markup.sentence("Gradient of `y = " + entry.get().usage() + "`:")
                        .code(gradients.get())
                : markup.sentence("It has no derivative: no gradient may have to pass it.");
    }

    private static Optional<Compilation> compilation(Analysis home, Symbol symbol) {
        return home.compilation(symbol.norm());
    }

    private static List<InMode> derived(Analysis home, Symbol symbol, Function<Derived, List<InMode>> question) {
        return compilation(home, symbol).map(Derived::new).map(question).orElse(List.of());
    }

    private static Markup formulas(String title, List<InMode> modes, Markup markup) {
        for (InMode mode : modes) {
            markup.sentence(title + (mode.mode().isEmpty() ? "" : ", " + mode.mode()) + ":");
            markup.code(mode.lines());
        }
        return markup;
    }
}
