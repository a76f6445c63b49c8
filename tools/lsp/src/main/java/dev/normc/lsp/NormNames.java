package dev.normc.lsp;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.AxisSize;
import dev.normc.dsl.ast.Statement.Backward;
import dev.normc.dsl.ast.Statement.Const;
import dev.normc.dsl.ast.Statement.Data;
import dev.normc.dsl.ast.Statement.Define;
import dev.normc.dsl.ast.Statement.Let;
import dev.normc.dsl.ast.Statement.Output;
import dev.normc.dsl.ast.Statement.Param;
import dev.normc.dsl.ast.Statement.Return;
import dev.normc.dsl.ast.Statement.State;
import dev.normc.lsp.Symbol.Home;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names that one norm declares. A norm has one set of names; definitions have another one. */
final class NormNames {

    private final Norm norm;
    private final Home home;
    private final Map<String, Symbol> symbols = new LinkedHashMap<>();
    private final Map<String, Symbol> definitions = new LinkedHashMap<>();

    NormNames(Norm norm, Home home) {
        this.norm = norm;
        this.home = home;
        norm.inputs().forEach(input -> declare(Kind.INPUT, input.name()));
        norm.body().forEach(this::declare);
        norm.inputs().forEach(input -> declareAxes(input.axes()));
        norm.body().forEach(statement -> declareAxes(axes(statement)));
        norm.splits().forEach(split -> declareAxes(split.parts()));
    }

    Norm norm() {
        return norm;
    }

    Home home() {
        return home;
    }

    /** All names but those of definitions, in their order; axes last. */
    Map<String, Symbol> symbols() {
        return symbols;
    }

    Optional<Symbol> find(String name) {
        return Optional.ofNullable(symbols.get(name));
    }

    Optional<Symbol> definition(String name) {
        return Optional.ofNullable(definitions.get(name));
    }

    Map<String, Symbol> definitions() {
        return definitions;
    }

    /** The values of a block, which end with it. */
    Map<String, Symbol> ofBlock(Backward block) {
        Map<String, Symbol> own = new LinkedHashMap<>();
        for (Statement statement : block.body()) {
            if (statement instanceof Let let) {
                own.putIfAbsent(let.name().text(), symbol(Kind.VALUE, let.name()));
            }
        }
        return own;
    }

    Symbol symbol(Kind kind, Name name) {
        return new Symbol(kind, name.text(), home, norm.name().text(), Optional.of(name.span()));
    }

    private void declareAxes(List<Name> axes) {
        axes.forEach(axis -> declare(Kind.AXIS, axis));
    }

    private void declare(Kind kind, Name name) {
        symbols.putIfAbsent(name.text(), symbol(kind, name));
    }

    private void declare(Statement statement) {
        if (statement instanceof Param param) {
            declare(Kind.PARAM, param.name());
        } else if (statement instanceof Const constant) {
            declare(Kind.CONST, constant.name());
        } else if (statement instanceof Data data) {
            declare(Kind.DATA, data.name());
        } else if (statement instanceof State state) {
            declare(Kind.STATE, state.name());
        } else if (statement instanceof Let let) {
            declare(Kind.VALUE, let.name());
        } else if (statement instanceof Define define) {
            Name name = define.definition().name();
            definitions.putIfAbsent(name.text(), symbol(Kind.DEFINITION, name));
        } else if (statement instanceof Return returned) {
            returned.outputs().stream()
                    .filter(NormNames::isNamed)
                    .forEach(output -> declare(Kind.OUTPUT, output.name()));
        }
    }

    /** Whether the output has a name of its own: one without has the place of its value. */
    static boolean isNamed(Output output) {
        return !output.name().span().equals(output.value().span());
    }

    /** The axes that a statement lists. */
    static List<Name> axes(Statement statement) {
        if (statement instanceof Param param) {
            return param.axes();
        } else if (statement instanceof Data data) {
            return data.axes();
        } else if (statement instanceof State state) {
            return state.axes();
        } else if (statement instanceof AxisSize size) {
            return List.of(size.axis());
        } else if (statement instanceof Return returned) {
            return returned.outputs().stream()
                    .flatMap(output -> output.axes().stream())
                    .toList();
        }
        return List.of();
    }

    /** The name that a statement declares, if it declares one. */
    static Optional<Name> declared(Statement statement) {
        if (statement instanceof Param param) {
            return Optional.of(param.name());
        } else if (statement instanceof Const constant) {
            return Optional.of(constant.name());
        } else if (statement instanceof Data data) {
            return Optional.of(data.name());
        } else if (statement instanceof State state) {
            return Optional.of(state.name());
        } else if (statement instanceof Let let) {
            return Optional.of(let.name());
        } else if (statement instanceof AxisSize size) {
            return Optional.of(size.axis());
        }
        return Optional.empty();
    }

    /** What a definition takes. */
    static Map<String, Symbol> taken(Definition definition, Home home, String norm) {
        Map<String, Symbol> own = new LinkedHashMap<>();
        definition
                .axes()
                .forEach(axis -> own.put(
                        axis.text(),
                        new Symbol(Kind.AXIS_ARGUMENT, axis.text(), home, norm, Optional.of(axis.span()))));
        definition
                .parameters()
                .forEach(value -> own.put(
                        value.text(), new Symbol(Kind.ARGUMENT, value.text(), home, norm, Optional.of(value.span()))));
        return own;
    }
}
