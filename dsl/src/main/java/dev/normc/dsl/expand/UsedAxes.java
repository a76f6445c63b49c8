package dev.normc.dsl.expand;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Application;
import dev.normc.dsl.ast.Expression.Index;
import dev.normc.dsl.ast.Expression.Reduction;
import dev.normc.dsl.ast.Expression.Reference;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.AxisSize;
import dev.normc.dsl.ast.Statement.Backward;
import dev.normc.dsl.ast.Statement.Const;
import dev.normc.dsl.ast.Statement.Data;
import dev.normc.dsl.ast.Statement.Define;
import dev.normc.dsl.ast.Statement.Gradient;
import dev.normc.dsl.ast.Statement.Let;
import dev.normc.dsl.ast.Statement.Param;
import dev.normc.dsl.ast.Statement.Return;
import dev.normc.dsl.ast.Statement.State;
import dev.normc.dsl.ast.Statement.Update;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names by which a statement may speak of axes: in brackets, as a coordinate or as a size. */
final class UsedAxes {

    private final Set<String> names = new LinkedHashSet<>();

    private UsedAxes() {}

    static Set<String> of(Statement statement) {
        UsedAxes used = new UsedAxes();
        used.add(statement);
        return used.names;
    }

    /** The axes that it declares. */
    static List<Name> declared(Statement statement) {
        if (statement instanceof Param param) {
            return param.axes();
        } else if (statement instanceof Data data) {
            return data.axes();
        } else if (statement instanceof State state) {
            return state.axes();
        } else if (statement instanceof AxisSize size) {
            return List.of(size.axis());
        }
        return List.of();
    }

    private void add(Statement statement) {
        addAll(declared(statement));
        if (statement instanceof Param param) {
            add(param.initial());
        } else if (statement instanceof Data data) {
            data.standIn().ifPresent(this::add);
        } else if (statement instanceof State state) {
            add(state.initial());
        } else if (statement instanceof AxisSize size) {
            add(size.size());
        } else if (statement instanceof Const constant) {
            add(constant.value());
        } else if (statement instanceof Let let) {
            add(let.value());
        } else if (statement instanceof Update update) {
            add(update.value());
        } else if (statement instanceof Gradient gradient) {
            add(gradient.value());
        } else if (statement instanceof Define define) {
            add(define.definition().body());
        } else if (statement instanceof Backward backward) {
            backward.body().forEach(this::add);
        } else if (statement instanceof Return returned) {
            returned.outputs().forEach(output -> add(output.value())); // the order of a result says nothing
        }
    }

    private void add(Expression root) {
        for (Expression part : References.all(root)) {
            if (part instanceof Reference reference) {
                names.add(reference.name().text());
            } else if (part instanceof Index index) {
                names.add(index.axis().text());
            } else if (part instanceof Reduction reduction) {
                addAll(reduction.axes());
            } else if (part instanceof Application application) {
                application.axes().forEach(axis -> {
                    names.add(axis.name().text());
                    addAll(axis.meaning());
                });
            }
        }
    }

    private void addAll(List<Name> axes) {
        axes.forEach(axis -> names.add(axis.text()));
    }
}
