package dev.normc.dsl.expand;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.NamedArgument;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.Const;
import dev.normc.dsl.ast.Statement.Data;
import dev.normc.dsl.ast.Statement.Let;
import dev.normc.dsl.ast.Statement.Param;
import dev.normc.dsl.ast.Statement.Return;
import dev.normc.dsl.ast.Statement.State;
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts the statements of a norm in the place of its call. */
final class NormInlining {

    private final Surroundings surroundings;
    private final ExpressionExpander expressions;

    NormInlining(Surroundings surroundings, ExpressionExpander expressions) {
        this.surroundings = surroundings;
        this.expressions = expressions;
    }

    /** The output of the called norm, whose other statements are added to the surroundings. */
    Expression inline(Callable callable, NormCall call) {
        Expression unreadable = Expression.unreadable(call.span());
        if (!mayBeCalled(callable, call)) {
            return unreadable;
        }
        Norm callee = callable.norm();
        Map<String, Expression> values = new HashMap<>();
        List<Expression> arguments = new ArrayList<>();
        for (int i = 0; i < call.values().size(); i++) {
            Expression argument = expressions.expand(call.values().get(i), call.environment());
            String input = callee.inputs().get(i).name().text();
            Expression own = own(callee, call, input, argument, values);
            arguments.add(own);
            values.put(input, own);
        }
        Set<String> passed = pass(callee, call, values);
        Optional<Map<String, List<Name>>> axes =
                new AxisBinding(surroundings, expressions, callee, call).bind(arguments);
        if (axes.isEmpty()) {
            return unreadable;
        }
        // a constant that a split axis is divided by is the size of the caller's axis
        callee.splits().forEach(split -> split.parts().forEach(part -> passed.add(part.text())));
        Span place = call.environment().span(call.span());
        boolean foreign = callable.functions().isForeign();
        Environment environment = new Environment(
                values,
                axes.get(),
                callable.functions().inner(),
                foreign,
                foreign ? Optional.of(place) : Optional.empty(),
                call.environment().inside(),
                Optional.of(call.prefix()));
        expressions.budget().enter(call.callee().span());
        Expression result = statements(callee, call, environment, values, passed);
        expressions.budget().leave();
        call.environment().bring(values, call.prefix());
        return result;
    }

    private Expression statements(
            Norm callee, NormCall call, Environment environment, Map<String, Expression> values, Set<String> passed) {
        StatementExpander statements = StatementExpander.ofCall(expressions, call.prefix(), values, environment);
        Expression result = Expression.unreadable(call.span());
        for (Statement statement : callee.body()) {
            if (statement instanceof Return returned) {
                result = statements.result(returned.outputs().get(0));
            } else if (!isPassed(statement, passed)) {
                statements.expand(statement);
            }
        }
        return result;
    }

    private static boolean isPassed(Statement statement, Set<String> passed) {
        return (statement instanceof Param param && passed.contains(param.name().text()))
                || (statement instanceof Data data
                        && passed.contains(data.name().text()))
                || (statement instanceof Const constant
                        && passed.contains(constant.name().text()));
    }

    private boolean mayBeCalled(Callable callable, NormCall call) {
        Norm callee = callable.norm();
        String name = call.callee().text();
        if (surroundings.inBlock()) {
            surroundings.report(CallMessages.normInBlock(call.callee().span(), name));
            return false;
        }
        if (!call.environment().inside().isEmpty()) {
            surroundings.report(CallMessages.normInDefinition(call.callee().span(), name));
            return false;
        }
        if (!surroundings.isSound(callable, call.callee()) || !inputsByOrder(callee, call)) {
            return false;
        }
        if (call.values().size() != callee.inputs().size()) {
            List<String> inputs =
                    callee.inputs().stream().map(input -> input.name().text()).toList();
            surroundings.report(CallMessages.wrongInputCount(
                    call.span(),
                    name,
                    inputs,
                    List.copyOf(declared(callee).keySet()),
                    call.values().size()));
            return false;
        }
        int outputs = callee.body().stream()
                .mapToInt(statement -> statement instanceof Return returned
                        ? returned.outputs().size()
                        : 0)
                .sum();
        if (outputs != 1) {
            surroundings.report(CallMessages.severalOutputs(call.callee().span(), name, outputs));
            return false;
        }
        return true;
    }

    /** What can be passed by name, in the order of the norm; and whether it is a constant. */
    private static Map<String, Boolean> declared(Norm callee) {
        Map<String, Boolean> constants = new LinkedHashMap<>();
        for (Statement statement : callee.body()) {
            if (statement instanceof Param param) {
                constants.put(param.name().text(), false);
            } else if (statement instanceof Data data) {
                constants.put(data.name().text(), false);
            } else if (statement instanceof Const constant) {
                constants.put(constant.name().text(), true);
            }
        }
        return constants;
    }

    /** Takes what is passed by name; gives the names. */
    private Set<String> pass(Norm callee, NormCall call, Map<String, Expression> values) {
        Map<String, Boolean> constants = declared(callee);
        Set<String> passed = new HashSet<>();
        for (NamedArgument argument : call.named()) {
            String name = argument.name().text();
            Boolean constant = constants.get(name);
            if (isPart(callee, name)) {
                surroundings.report(CallMessages.partByName(
                        argument.name().span(), callee.name().text(), name));
            } else if (constant == null) {
                List<String> declared = List.copyOf(constants.keySet());
                surroundings.report(CallMessages.unknownDeclaration(
                        argument.name().span(),
                        callee.name().text(),
                        name,
                        DidYouMean.nearest(name, declared),
                        declared));
            } else if (!passed.add(name)) {
                surroundings.report(CallMessages.passedTwice(argument.name().span(), name));
            } else {
                Expression value = expressions.expand(argument.value(), call.environment());
                values.put(
                        name,
                        constant ? constant(call, argument.name(), value) : own(callee, call, name, value, values));
            }
        }
        return passed;
    }

    private static boolean isPart(Norm norm, String name) {
        return norm.splits().stream()
                .flatMap(split -> split.parts().stream())
                .anyMatch(part -> part.text().equals(name));
    }

    private boolean inputsByOrder(Norm callee, NormCall call) {
        List<String> inputs =
                callee.inputs().stream().map(input -> input.name().text()).toList();
        List<Name> named = call.named().stream()
                .map(Expression.NamedArgument::name)
                .filter(name -> inputs.contains(name.text()))
                .toList();
        named.forEach(name -> surroundings.report(
                CallMessages.inputByName(name.span(), callee.name().text(), name.text())));
        return named.isEmpty();
    }

    private Expression constant(NormCall call, Name name, Expression value) {
        Name own = new Name(call.prefix().text() + "_" + name.text(), name.span());
        surroundings.add(new Const(own, value, value.span()));
        return new Expression.Reference(new Name(own.text(), value.span()));
    }

    /** What is passed, under a name; a block gives each name a gradient, so there two names must not be one. */
    private Expression own(Norm callee, NormCall call, String name, Expression value, Map<String, Expression> passed) {
        String wanted = call.prefix().text() + "_" + name;
        return sendsGradients(callee) && isPassed(value, passed) ? alias(wanted, value) : named(wanted, value);
    }

    private Expression named(String wanted, Expression value) {
        return value instanceof Expression.Reference ? value : alias(wanted, value);
    }

    private Expression alias(String wanted, Expression value) {
        Name name = surroundings.fresh(wanted, value.span());
        surroundings.add(new Let(name, value, value.span()));
        return new Expression.Reference(name);
    }

    private static boolean isPassed(Expression value, Map<String, Expression> passed) {
        return value instanceof Expression.Reference reference
                && passed.values().stream()
                        .anyMatch(other -> other instanceof Expression.Reference read
                                && read.name().text().equals(reference.name().text()));
    }

    /** Whether a block in the norm gives gradients to names, which must then differ. */
    private static boolean sendsGradients(Norm norm) {
        return norm.body().stream().anyMatch(Statement.Backward.class::isInstance);
    }

    /** Whether the norm keeps something between steps. */
    static boolean hasState(Norm norm) {
        return norm.body().stream()
                .anyMatch(statement -> statement instanceof State
                        || (statement instanceof Let let && let.value() instanceof Expression.Running));
    }
}
