package dev.normc.lsp;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.Let;
import dev.normc.dsl.ast.Statement.Output;
import dev.normc.dsl.ast.Statement.Return;
import dev.normc.dsl.check.Vocabulary;
import dev.normc.dsl.expand.References;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.library.Prelude;
import dev.normc.dsl.parse.Parser;
import dev.normc.lsp.Symbol.Home;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of a program and of what it may call: its norms and definitions, the prelude, the library. */
final class Scopes {

    /** The home of the prelude, which is no norm of the library. */
    static final Home PRELUDE = new Home("prelude");

    private final NormFile file;
    private final List<NormNames> norms;
    private final Map<String, Optional<NormNames>> shipped = new HashMap<>();
    private final Map<String, Symbol> definitions = new LinkedHashMap<>();

    /**
     * A call of a norm.
     *
     * @param result what the names that it brings begin with; none for the output without a name
     */
    record Called(NormNames callee, Optional<Symbol> result) {}

    Scopes(NormFile file) {
        this.file = file;
        this.norms = file.norms().stream()
                .map(norm -> new NormNames(norm, Home.PROGRAM))
                .toList();
        file.definitions().forEach(definition -> define(definition, Home.PROGRAM));
        Prelude.definitions().forEach(definition -> define(definition, PRELUDE));
    }

    private void define(Definition definition, Home home) {
        Name name = definition.name();
        definitions.putIfAbsent(
                name.text(), new Symbol(Kind.DEFINITION, name.text(), home, "", Optional.of(name.span())));
    }

    /** The norms of the program, in their order. */
    List<NormNames> norms() {
        return norms;
    }

    NormFile file() {
        return file;
    }

    /** The definitions that stand outside of norms, those of the prelude last. */
    Map<String, Symbol> definitions() {
        return definitions;
    }

    /** The definition that stands where {@code symbol} is declared. */
    Optional<Definition> definition(Symbol symbol) {
        List<Definition> all = symbol.home().equals(PRELUDE) ? Prelude.definitions() : definitionsOfProgram();
        return all.stream()
                .filter(definition -> Optional.of(definition.name().span()).equals(symbol.declaration()))
                .findFirst();
    }

    private List<Definition> definitionsOfProgram() {
        List<Definition> all = new ArrayList<>(file.definitions());
        for (NormNames norm : norms) {
            for (Statement statement : norm.norm().body()) {
                if (statement instanceof Statement.Define define) {
                    all.add(define.definition());
                }
            }
        }
        return all;
    }

    /** The norm of that name: of the program, else of the library. */
    Optional<NormNames> norm(String name) {
        Optional<NormNames> own = norms.stream()
                .filter(norm -> norm.norm().name().text().equals(name))
                .findFirst();
        return own.isPresent() ? own : shipped.computeIfAbsent(name, Scopes::ofLibrary);
    }

    private static Optional<NormNames> ofLibrary(String name) {
        return Library.find(name)
                .map(source -> new NormNames(Parser.parse(source).file().norms().get(0), new Home(name)));
    }

    static Symbol symbol(NormNames norm) {
        Name name = norm.norm().name();
        return new Symbol(Kind.NORM, name.text(), norm.home(), "", Optional.of(name.span()));
    }

    /** What is called by that name inside of {@code norm}. */
    Optional<Symbol> callee(String name, Optional<NormNames> norm) {
        return ofTheLanguage(name)
                .or(() -> norm.flatMap(inside -> inside.definition(name)))
                .or(() -> Optional.ofNullable(definitions.get(name)))
                .or(() -> norm(name).map(Scopes::symbol));
    }

    /**
     * What is called by that name, with axes in brackets: {@code max[D](v)} is a reduction, {@code max(a, b)} is not.
     */
    Optional<Symbol> calleeWithAxes(String name, Optional<NormNames> norm) {
        boolean reduces =
                Vocabulary.reductions().stream().anyMatch(entry -> entry.name().equals(name));
        return reduces ? Optional.of(Symbol.ofTheLanguage(Kind.REDUCTION, name)) : callee(name, norm);
    }

    private static Optional<Symbol> ofTheLanguage(String name) {
        if (Vocabulary.functions().stream().anyMatch(entry -> entry.name().equals(name))) {
            return Optional.of(Symbol.ofTheLanguage(Kind.FUNCTION, name));
        } else if (Vocabulary.reductions().stream()
                .anyMatch(entry -> entry.name().equals(name))) {
            return Optional.of(Symbol.ofTheLanguage(Kind.REDUCTION, name));
        } else if (Vocabulary.coordinate().name().equals(name)) {
            return Optional.of(Symbol.ofTheLanguage(Kind.COORDINATE, name));
        }
        return Optional.empty();
    }

    /** The norm that {@code expression} itself calls, if it calls one. */
    Optional<NormNames> calledNorm(Expression expression, NormNames inside) {
        return References.callee(expression)
                .flatMap(callee -> callee(callee.text(), Optional.of(inside)))
                .filter(symbol -> symbol.kind() == Kind.NORM)
                .flatMap(symbol -> norm(symbol.name()));
    }

    /** The calls of norms in {@code norm}, by what the names that they bring begin with. */
    Map<String, Called> calls(NormNames norm) {
        Map<String, Called> calls = new LinkedHashMap<>();
        for (Statement statement : norm.norm().body()) {
            if (statement instanceof Let let) {
                calls(norm, let.value(), let.name().text(), norm.find(let.name().text()), calls);
            } else if (statement instanceof Return returned) {
                for (Output output : returned.outputs()) {
                    String name = output.name().text();
                    calls(norm, output.value(), name, norm.find(name), calls);
                }
            }
        }
        return calls;
    }

    private void calls(
            NormNames norm, Expression value, String name, Optional<Symbol> symbol, Map<String, Called> calls) {
        for (Expression part : References.all(value)) {
            calledNorm(part, norm).ifPresent(callee -> {
                boolean whole = part == value;
                String prefix = whole ? name : callee.norm().name().text();
                calls.putIfAbsent(prefix, new Called(callee, whole ? symbol : Optional.of(symbol(callee))));
            });
        }
    }
}
