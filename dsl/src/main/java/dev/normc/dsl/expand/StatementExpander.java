package dev.normc.dsl.expand;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Name;
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
import dev.normc.dsl.ast.Statement.Update;
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the statements of one norm plain, in their order, and adds them to the surroundings. */
public final class StatementExpander {

    private final Surroundings surroundings;
    private final ExpressionExpander expressions;
    private final Optional<Name> prefix;
    private final Map<String, Expression> values;
    private final Environment environment;
    private final Map<String, Set<String>> reads = new HashMap<>();
    private final ExpressionExpander trial;
    private Optional<Name> block = Optional.empty();

    private StatementExpander(
            ExpressionExpander expressions,
            Optional<Name> prefix,
            Map<String, Expression> values,
            Environment environment) {
        this.surroundings = expressions.surroundings();
        this.expressions = expressions;
        this.trial = new ExpressionExpander(surroundings, Budget.ofTrial());
        this.prefix = prefix;
        this.values = values;
        this.environment = environment;
    }

    /** For the statements of the norm of {@code surroundings} itself, whose own definitions join {@code functions}. */
    public static StatementExpander of(Surroundings surroundings, Functions functions) {
        Map<String, Expression> values = new HashMap<>();
        Environment environment =
                new Environment(values, Map.of(), functions, false, Optional.empty(), List.of(), Optional.empty());
        return new StatementExpander(
                new ExpressionExpander(surroundings, Budget.ofNorm()), Optional.empty(), values, environment);
    }

    /**
     * For the statements of a norm that is called.
     *
     * @param prefix what the names of its declarations begin with
     * @param values what its inputs and the declarations that are passed by name stand for; others join them
     */
    static StatementExpander ofCall(
            ExpressionExpander expressions, Name prefix, Map<String, Expression> values, Environment environment) {
        return new StatementExpander(expressions, Optional.of(prefix), values, environment);
    }

    /** Adds the plain form of {@code statement}. */
    public void expand(Statement statement) {
        Span span = environment.span(statement.span());
        if (statement instanceof Param param) {
            Expression initial = expand(param.initial());
            Name name = declare(param.name());
            surroundings.add(new Param(name, axes(param.axes()), initial, span));
            if (prefix.isPresent()) {
                expressions.parameters().add(name.text());
            }
        } else if (statement instanceof Const constant) {
            Expression value = expand(constant.value());
            surroundings.add(new Const(declare(constant.name()), value, span));
        } else if (statement instanceof Data data) {
            Optional<Expression> standIn = data.standIn().map(this::expand);
            surroundings.add(new Data(declare(data.name()), axes(data.axes()), standIn, span));
        } else if (statement instanceof State state) {
            Expression initial = expand(state.initial());
            surroundings.add(new State(declare(state.name()), axes(state.axes()), initial, span));
        } else if (statement instanceof AxisSize sized) {
            Expression size = expand(sized.size());
            axes(List.of(sized.axis())).forEach(axis -> surroundings.add(new AxisSize(axis, size, span)));
        } else if (statement instanceof Let let) {
            expandLet(let, span);
        } else if (statement instanceof Update update) {
            Expression value = expand(update.value());
            surroundings.add(new Update(renamed(update.state()), value, span));
        } else if (statement instanceof Define define) {
            define(define);
        } else if (statement instanceof Backward backward) {
            expandBackward(backward, span);
        } else if (statement instanceof Return returned) {
            List<Output> outputs = returned.outputs().stream().map(this::output).toList();
            surroundings.add(new Return(outputs, span));
        } else {
            throw new AssertionError("not a statement of the parser: " + statement);
        }
    }

    /**
     * The body of a definition as it is where nobody has called it yet: of its values and axes nothing is known, so
     * that only what is wrong with any call is wrong with it.
     */
    public Expression tried(Definition definition) {
        Map<String, Expression> arguments = new HashMap<>();
        Map<String, List<Name>> axisArguments = new HashMap<>();
        definition
                .parameters()
                .forEach(parameter -> arguments.put(parameter.text(), Expression.unreadable(parameter.span())));
        definition.axes().forEach(axis -> axisArguments.put(axis.text(), List.of(new Name("?", axis.span()))));
        return environment
                .functions()
                .find(definition.name().text())
                .filter(function -> function.definition() == definition)
                .map(function -> trial.expand(
                        definition.body(), environment.enter(function, arguments, axisArguments, definition.span())))
                .orElseGet(() -> Expression.unreadable(definition.span()));
    }

    Expression expand(Expression expression) {
        return expressions.expand(expression, environment);
    }

    private void define(Define define) {
        if (block.isPresent()) {
            surroundings.report(CallMessages.notInBlock(define.span()));
        }
        environment.functions().add(define.definition(), environment);
    }

    private void expandLet(Let let, Span span) {
        Optional<Name> target = gradientTarget(let.name());
        if (target.isPresent()) {
            boolean nowhere = prefix.isPresent()
                    && !surroundings.takesGradient(target.get().text());
            if (nowhere) {
                return; // the caller passes a state, or a constant
            }
            surroundings.add(new Statement.Gradient(target.get(), expand(let.value()), span));
            return;
        }
        Name name = renamed(prefixed(let.name()), let.name());
        int before = expressions.parameters().size();
        Expression value = expressions.expandNamed(let.value(), environment, name);
        surroundings.add(new Let(declare(let.name()), value, span));
        Set<String> read = readsOf(let.value());
        read.addAll(expressions
                .parameters()
                .subList(before, expressions.parameters().size()));
        reads.put(name.text(), read);
    }

    /** The names that an expression reads, those of the definitions that it calls among them. */
    private Set<String> readsOf(Expression expression) {
        Set<String> read = References.read(expression);
        List<String> pending = new ArrayList<>(References.called(expression));
        Set<String> seen = new LinkedHashSet<>();
        while (!pending.isEmpty()) {
            String called = pending.remove(pending.size() - 1);
            if (seen.add(called)) {
                environment
                        .functions()
                        .find(called)
                        .filter(function -> function.closure() == environment)
                        .map(Functions.Function::definition)
                        .ifPresent(definition -> {
                            Set<String> inBody = References.read(definition.body());
                            definition.parameters().forEach(parameter -> inBody.remove(parameter.text()));
                            definition.axes().forEach(axis -> inBody.remove(axis.text()));
                            read.addAll(inBody);
                            pending.addAll(References.called(definition.body()));
                        });
            }
        }
        Set<String> names = new LinkedHashSet<>();
        for (String name : read) {
            Expression value = values.get(name);
            if (value instanceof Expression.Reference reference) {
                names.add(reference.name().text());
            } else if (value == null) {
                names.add(name);
            }
        }
        return names;
    }

    /** In a backward block, what {@code dx} is the gradient of, if its value reads x. */
    private Optional<Name> gradientTarget(Name name) {
        if (block.isEmpty() || name.text().length() < 2 || name.text().charAt(0) != 'd') {
            return Optional.empty();
        }
        String written = name.text().substring(1);
        Expression value = values.get(written);
        String target = value instanceof Expression.Reference reference
                ? reference.name().text()
                : written;
        boolean read = reads.getOrDefault(block.get().text(), Set.of()).contains(target);
        return read ? Optional.of(new Name(target, environment.span(name.span()))) : Optional.empty();
    }

    private void expandBackward(Backward backward, Span span) {
        if (block.isPresent()) {
            surroundings.report(CallMessages.blockInBlock(span));
            return;
        }
        Name value = renamed(backward.value());
        Set<String> read = reads.getOrDefault(value.text(), Set.of());
        surroundings.open(value, read, span);
        block = Optional.of(value);
        values.put("d" + backward.value().text(), new Expression.Reference(new Name("d" + value.text(), value.span())));
        backward.body().forEach(this::expand);
        block = Optional.empty();
        surroundings.close();
    }

    /** The value of the only output of a norm that is called. */
    Expression result(Output output) {
        return expressions.expandNamed(
                output.value(), environment, environment.within(environment.name(output.name())));
    }

    private Output output(Output output) {
        boolean unnamed = output.name().span().equals(output.value().span());
        Expression value = expressions.expandNamed(output.value(), environment, output.name());
        Name name = unnamed ? new Name(output.name().text(), value.span()) : output.name();
        return new Output(name, axes(output.axes()), value, environment.span(output.span()));
    }

    private List<Name> axes(List<Name> written) {
        List<Name> axes = new ArrayList<>();
        written.forEach(axis -> axes.addAll(expressions.axes(axis, environment)));
        return axes;
    }

    /** The name that a declaration gets in the norm. */
    private Name declare(Name written) {
        Name name = renamed(prefixed(written), written);
        if (prefix.isPresent()) {
            values.put(written.text(), new Expression.Reference(name));
        }
        return name;
    }

    private String prefixed(Name written) {
        return prefix.map(outer -> outer.text() + "_").orElse("") + written.text();
    }

    private Name renamed(String text, Name written) {
        return new Name(text, prefix.map(Name::span).orElse(written.span()));
    }

    /** The name in the norm of something that has been declared. */
    private Name renamed(Name written) {
        return values.get(written.text()) instanceof Expression.Reference reference
                ? new Name(reference.name().text(), environment.span(written.span()))
                : environment.name(written);
    }
}
