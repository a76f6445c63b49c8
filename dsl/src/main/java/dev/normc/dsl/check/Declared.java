package dev.normc.dsl.check;

import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.AxisSize;
import dev.normc.dsl.ast.Statement.Const;
import dev.normc.dsl.ast.Statement.Data;
import dev.normc.dsl.ast.Statement.Let;
import dev.normc.dsl.ast.Statement.Param;
import dev.normc.dsl.ast.Statement.State;
import java.util.List;
import java.util.Optional;

/** What a statement brings into the norm. */
final class Declared {

    private Declared() {}

    /** The name that it defines, if it defines one. */
    static Optional<Name> name(Statement statement) {
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
        } else {
            return Optional.empty();
        }
    }

    /** The axes that it declares. */
    static List<Name> axes(Statement statement) {
        if (statement instanceof Param param) {
            return param.axes();
        } else if (statement instanceof Data data) {
            return data.axes();
        } else if (statement instanceof State state) {
            return state.axes();
        } else if (statement instanceof AxisSize size) {
            return List.of(size.axis());
        } else {
            return List.of();
        }
    }
}
