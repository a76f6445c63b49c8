package dev.normc.dsl.check;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Binary;
import dev.normc.dsl.ast.Expression.Call;
import dev.normc.dsl.ast.Expression.Conditional;
import dev.normc.dsl.ast.Expression.Index;
import dev.normc.dsl.ast.Expression.Reduction;
import dev.normc.dsl.ast.Expression.Reference;
import dev.normc.dsl.ast.Expression.Running;
import dev.normc.dsl.ast.Expression.Unary;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.Let;
import dev.normc.dsl.ast.Statement.Output;
import dev.normc.dsl.ast.Statement.Return;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.MeaningMessages;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Outputs that would not have the same axes in both modes: whoever holds their arrays cannot change the mode. */
final class ModeAxes {

    private final Scope scope;
    private final Findings findings;

    ModeAxes(Scope scope, Findings findings) {
        this.scope = scope;
        this.findings = findings;
    }

    void report(List<Norm.Input> inputs, List<Statement> plain) {
        Map<String, Set<String>> declared = new HashMap<>();
        inputs.forEach(input -> declared.put(input.name().text(), parts(input.axes())));
        plain.forEach(statement ->
                Declared.name(statement).ifPresent(name -> declared.put(name.text(), parts(Declared.axes(statement)))));
        Walk training = new Walk(true, new HashMap<>(declared));
        Walk inference = new Walk(false, new HashMap<>(declared));
        for (Statement statement : plain) {
            if (statement instanceof Let let) {
                Set<String> inTraining = training.define(let);
                inference.define(let, inTraining);
            } else if (statement instanceof Return returned) {
                returned.outputs().forEach(output -> report(output, training, inference));
            }
        }
    }

    private void report(Output output, Walk training, Walk inference) {
        Set<String> inTraining = training.axes(output.value());
        Set<String> inInference = inference.axes(output.value());
        if (!inTraining.equals(inInference)) {
            findings.add(MeaningMessages.modeAxes(
                    output.value().span(), output.name().text(), List.copyOf(inTraining), List.copyOf(inInference)));
        }
    }

    private Set<String> parts(List<Name> axes) {
        Set<String> parts = new LinkedHashSet<>();
        axes.forEach(axis -> parts.addAll(scope.parts(axis.text())));
        return parts;
    }

    /** The axes of expressions in one mode. */
    private final class Walk {

        private final boolean training;
        private final Map<String, Set<String>> known;

        Walk(boolean training, Map<String, Set<String>> known) {
            this.training = training;
            this.known = known;
        }

        Set<String> define(Let let) {
            Set<String> axes = axes(let.value());
            known.put(let.name().text(), axes);
            return axes;
        }

        /** A running value has its axes of training everywhere. */
        void define(Let let, Set<String> inTraining) {
            known.put(let.name().text(), let.value() instanceof Running ? inTraining : axes(let.value()));
        }

        Set<String> axes(Expression expression) {
            Set<String> axes = new LinkedHashSet<>();
            add(expression, axes);
            return axes;
        }

        private void add(Expression expression, Set<String> axes) {
            if (expression instanceof Reference reference) {
                axes.addAll(known.getOrDefault(reference.name().text(), Set.of()));
            } else if (expression instanceof Unary unary) {
                add(unary.operand(), axes);
            } else if (expression instanceof Binary binary) {
                List<Binary> links = binary.leftSpine();
                add(links.get(0).left(), axes);
                links.forEach(link -> add(link.right(), axes));
            } else if (expression instanceof Conditional conditional) {
                add(conditional, axes);
            } else if (expression instanceof Call call) {
                call.arguments().forEach(argument -> add(argument, axes));
            } else if (expression instanceof Reduction reduction) {
                Set<String> inside = axes(reduction.value());
                reduction.where().ifPresent(where -> add(where, inside));
                inside.removeAll(parts(reduction.axes()));
                axes.addAll(inside);
            } else if (expression instanceof Index index) {
                axes.addAll(scope.parts(index.axis().text()));
            } else if (expression instanceof Running running) {
                add(running.statistic(), axes);
            }
        }

        private void add(Conditional conditional, Set<String> axes) {
            Optional<Boolean> decided = Mode.decides(conditional.condition(), training);
            if (decided.isEmpty()) {
                add(conditional.condition(), axes);
            }
            if (decided.orElse(true)) {
                add(conditional.consequence(), axes);
            }
            if (!decided.orElse(false)) {
                add(conditional.alternative(), axes);
            }
        }
    }
}
