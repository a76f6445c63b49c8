package dev.normc.dsl.check;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Running;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.Const;
import dev.normc.dsl.ast.Statement.Data;
import dev.normc.dsl.ast.Statement.Let;
import dev.normc.dsl.ast.Statement.Param;
import dev.normc.dsl.ast.Statement.Return;
import dev.normc.dsl.ast.Statement.State;
import dev.normc.dsl.ast.Statement.Update;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Checks the statements of one norm, in their order. */
final class NormChecker {

    private final Scope scope;
    private final Findings findings;
    private final ExpressionChecker expressions;
    private final OutputChecker outputs;
    private final Map<String, Name> updated = new HashMap<>();
    private final Map<String, Name> adjoints = new HashMap<>();

    NormChecker(Scope scope, Set<String> callable, Findings findings) {
        this.scope = scope;
        this.findings = findings;
        this.expressions = new ExpressionChecker(scope, callable, findings);
        this.outputs = new OutputChecker(scope, expressions, findings);
    }

    void check(Norm norm) {
        for (Norm.Input input : norm.inputs()) {
            scope.define(input.name(), Role.INPUT, Type.variable(input.name(), set(input.axes())));
        }
        norm.body().stream().takeWhile(statement -> !findings.isFull()).forEach(this::check);
        checkReturns(norm);
    }

    private void check(Statement statement) {
        if (statement instanceof Param param) {
            checkTensor(param.name(), Role.PARAM, param.axes(), Optional.of(param.initial()));
        } else if (statement instanceof Data data) {
            checkTensor(data.name(), Role.DATA, data.axes(), data.standIn());
        } else if (statement instanceof State state) {
            checkState(state);
        } else if (statement instanceof Const constant) {
            Type type = constant(constant.value(), Messages::constNotConstant);
            define(constant.name(), Role.CONST, type, Optional.of(constant.value()));
        } else if (statement instanceof Let let) {
            checkLet(let);
        } else if (statement instanceof Update update) {
            checkUpdate(update);
        } else if (statement instanceof Return returned) {
            outputs.check(returned);
        }
    }

    private void checkTensor(Name name, Role role, List<Name> axes, Optional<Expression> initial) {
        initial.ifPresent(value -> constant(value, Messages::initialNotConstant));
        define(name, role, Type.variable(name, set(axes)), initial);
    }

    private void define(Name name, Role role, Type type, Optional<Expression> value) {
        if (value.isPresent() && value.get().isUnreadable()) {
            scope.salvage(name, role);
        } else {
            scope.define(name, role, type);
        }
    }

    private void checkState(State state) {
        checkTensor(state.name(), Role.STATE, state.axes(), Optional.of(state.initial()));
        reportAdjoint(
                state.name(),
                state.name().text(),
                Optional.ofNullable(adjoints.get(state.name().text())));
    }

    /** The type of an expression that may depend on constants and sizes only. */
    private Type constant(Expression expression, BiFunction<Span, String, Diagnostic> message) {
        Type type = expressions.number(expression);
        if (type.variable().isEmpty()) {
            return type;
        }
        Name variable = type.variable().get();
        findings.add(message.apply(variable.span(), variable.text()));
        return Type.UNKNOWN;
    }

    private void checkLet(Let let) {
        Type type =
                let.value() instanceof Running running ? running(let.name(), running) : expressions.type(let.value());
        define(let.name(), Role.VALUE, type, Optional.of(let.value()));
    }

    /** A running statistic is a state called like the value, and a second one for its adjoint. */
    private Type running(Name name, Running running) {
        constant(running.decay(), Messages::decayNotConstant);
        Type initial = constant(running.initial(), Messages::initialNotConstant);
        Type statistic = expressions.number(running.statistic());
        if (initial.value() <= 0) {
            findings.add(Messages.initialNotPositive(running.initial().span()));
        }
        if (!statistic.nonNegative()) {
            findings.add(Messages.runningMayBeNegative(running.statistic().span()));
        }
        String adjoint = name.text() + "_adjoint";
        adjoints.put(adjoint, name);
        reportAdjoint(
                name,
                adjoint,
                scope.find(adjoint)
                        .filter(binding -> binding.role() == Role.STATE)
                        .map(Binding::name));
        return statistic.isUnknown()
                ? statistic
                : Type.variable(name, statistic.axes()).withNonNegative(true);
    }

    private void reportAdjoint(Name name, String adjoint, Optional<Name> other) {
        other.ifPresent(clash -> findings.add(Messages.adjointTaken(name.span(), adjoint, scope.line(clash))));
    }

    private void checkUpdate(Update update) {
        Name state = update.state();
        Type value = expressions.number(update.value());
        Optional<Binding> binding = scope.find(state.text());
        if (binding.isEmpty() && !scope.isAxis(state.text())) {
            scope.reportMissing(state, scope.states());
            return;
        }
        Role role = binding.map(Binding::role).orElse(Role.AXIS);
        Type type = binding.map(Binding::type).orElse(Type.SIZE);
        if (role != Role.STATE && !type.isUnknown()) {
            findings.add(Messages.notAState(state.span(), state.text(), role.noun()));
            return;
        }
        Name first = updated.putIfAbsent(state.text(), state);
        if (first != null && !update.value().isUnreadable()) {
            findings.add(Messages.secondUpdate(state.span(), state.text(), scope.line(first)));
        }
        List<String> extra = new ArrayList<>(value.axes());
        extra.removeAll(type.axes());
        if (!extra.isEmpty() && !type.isUnknown()) {
            findings.add(Messages.updateAxes(update.value().span(), state.text(), extra));
        }
    }

    private void checkReturns(Norm norm) {
        List<Statement> body = norm.body();
        int first = 0;
        while (first < body.size() && !(body.get(first) instanceof Return)) {
            first++;
        }
        if (first == body.size()) {
            findings.add(Messages.missingReturn(norm.name().span(), norm.name().text()));
            return;
        }
        List<Statement> rest = body.subList(first + 1, body.size());
        rest.stream()
                .filter(statement -> statement instanceof Return)
                .findFirst()
                .ifPresent(second -> findings.add(Messages.secondReturn(second.span())));
        rest.stream()
                .filter(statement -> !(statement instanceof Return))
                .findFirst()
                .ifPresent(late -> findings.add(Messages.afterReturn(late.span())));
    }

    private static Set<String> set(List<Name> axes) {
        Set<String> set = new LinkedHashSet<>();
        axes.forEach(axis -> set.add(axis.text()));
        return set;
    }
}
