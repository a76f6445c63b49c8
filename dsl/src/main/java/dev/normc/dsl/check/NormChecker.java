package dev.normc.dsl.check;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Running;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
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
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.MeaningMessages;
import dev.normc.dsl.expand.Callable;
import dev.normc.dsl.expand.Functions;
import dev.normc.dsl.expand.StatementExpander;
import dev.normc.dsl.expand.Surroundings;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Checks the statements of one norm, in their order, each as soon as it is expanded; keeps the plain ones. */
final class NormChecker implements Surroundings {

    private final Program program;
    private final Norm norm;
    private final Scope scope;
    private final Findings findings;
    private final Functions functions;
    private final ExpressionChecker expressions;
    private final Steps steps;
    private final OutputChecker outputs;
    private final UpdateChecker updates;
    private final AxisSizes axisSizes;
    private final Map<String, Name> adjoints = new HashMap<>();
    private final List<Statement> plain = new ArrayList<>();
    private Optional<BlockChecker> block = Optional.empty();
    private final Map<String, Name> blocks = new HashMap<>();
    private final Set<String> runnings = new LinkedHashSet<>();

    NormChecker(Program program, Norm norm, Findings findings) {
        this.program = program;
        this.norm = norm;
        this.findings = findings;
        this.scope = new Scope(program.source(), norm, findings);
        this.functions = program.functions().inner();
        this.steps = new Steps(findings);
        this.expressions = new ExpressionChecker(scope, program, functions, findings, steps);
        this.outputs = new OutputChecker(scope, expressions, findings);
        this.updates = new UpdateChecker(scope, expressions, findings);
        this.axisSizes = new AxisSizes(scope, expressions, findings);
    }

    /** The norm with all that it calls in the place of the calls; not of use if there are findings. */
    Norm check() {
        for (Norm.Input input : norm.inputs()) {
            Type type = Type.variable(input.name(), axes(input.axes())).withActive(true);
            scope.define(input.name(), Role.INPUT, type);
        }
        StatementExpander expander = StatementExpander.of(this, functions);
        DefinitionChecker definitions = new DefinitionChecker(program, scope, findings);
        for (Statement statement : norm.body()) {
            if (findings.isFull()) {
                break;
            }
            if (statement instanceof Define define) {
                definitions.checkHead(define.definition());
            }
            expander.expand(statement);
            if (statement instanceof Define define) {
                tryOut(define.definition(), expander);
            }
        }
        checkReturns();
        steps.report(plain);
        if (findings.said() == 0) {
            new ModeAxes(scope, findings).report(norm.inputs(), plain);
        }
        return new Norm(
                norm.name(), norm.documentation(), norm.inputs(), scope.splits().all(), plain, norm.span());
    }

    /** What is known of the names of the norm. */
    List<Typed> typed() {
        return scope.typed();
    }

    /** Checks definitions that stand outside of norms. */
    void check(List<Definition> written) {
        DefinitionChecker definitions = new DefinitionChecker(program, scope, findings);
        StatementExpander expander = StatementExpander.of(this, functions);
        for (Definition definition : written) {
            definitions.checkHead(definition);
            tryOut(definition, expander);
        }
    }

    private void tryOut(Definition definition, StatementExpander expander) {
        int before = findings.said();
        int statements = plain.size();
        scope.enter(definition);
        expressions.type(expander.tried(definition));
        scope.leave();
        plain.subList(statements, plain.size()).clear(); // nobody has called it yet
        if (findings.said() > before) {
            program.markBroken(definition);
        }
    }

    @Override
    public void add(Statement statement) {
        if (block.isPresent()) {
            block.get().add(statement);
        } else {
            plain.add(statement);
            check(statement);
        }
    }

    private void check(Statement statement) {
        if (statement instanceof Param param) {
            checkTensor(param.name(), Role.PARAM, param.axes(), Optional.of(param.initial()));
        } else if (statement instanceof Data data) {
            checkTensor(data.name(), Role.DATA, data.axes(), data.standIn());
        } else if (statement instanceof State state) {
            checkState(state);
        } else if (statement instanceof Const constant) {
            checkConst(constant);
        } else if (statement instanceof AxisSize size) {
            axisSizes.check(size);
        } else if (statement instanceof Let let) {
            checkLet(let);
        } else if (statement instanceof Update update) {
            updates.check(update, false);
        } else if (statement instanceof Return returned) {
            outputs.check(returned);
        } else if (statement instanceof Gradient || statement instanceof Backward || statement instanceof Define) {
            throw new AssertionError("not a plain statement of a norm: " + statement);
        }
    }

    private void checkTensor(Name name, Role role, List<Name> axes, Optional<Expression> initial) {
        scope.declare(axes);
        scope.splits().checkList(axes);
        initial.ifPresent(value -> constant(value, MeaningMessages::initialNotConstant));
        define(name, role, Type.variable(name, axes(axes)).withActive(role == Role.PARAM), initial);
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

    private void checkConst(Const constant) {
        Name name = constant.name();
        Type type = constant(constant.value(), MeaningMessages::constNotConstant);
        if (Double.isInfinite(type.value())) {
            findings.add(MeaningMessages.constNotFinite(constant.value().span()));
        }
        boolean whole =
                type.value() >= 1 && type.value() == Math.rint(type.value()) && type.value() <= Integer.MAX_VALUE;
        if (scope.splits().isPart(name.text()) && !whole && !type.isUnknown()) {
            findings.add(CallMessages.splitSize(constant.value().span(), name.text()));
        }
        define(name, Role.CONST, type, Optional.of(constant.value()));
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
        runnings.add(name.text());
        Type decay = constant(running.decay(), MeaningMessages::decayNotConstant);
        if (decay.value() < 0 || decay.value() > 1) {
            findings.add(MeaningMessages.decayOutOfRange(running.decay().span(), decay.value()));
        }
        Type initial = constant(running.initial(), MeaningMessages::initialNotConstant);
        Type statistic = expressions.number(running.statistic());
        if (initial.value() <= 0) {
            findings.add(MeaningMessages.initialNotPositive(running.initial().span()));
        }
        checkStatistic(running.statistic().span(), statistic);
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
                : Type.variable(name, statistic.axes())
                        .withNonNegative(true)
                        .withActive(statistic.active())
                        .withCounts(statistic.counts());
    }

    private void checkStatistic(Span span, Type statistic) {
        if (statistic.isUnknown()) {
            return;
        }
        if (statistic.counts().isEmpty()) {
            findings.add(MeaningMessages.statisticWithoutReduction(span));
        } else if (statistic.counts().size() > 1) {
            findings.add(MeaningMessages.statisticCountsDiffer(span));
        }
        if (!statistic.nonNegative()) {
            findings.add(MeaningMessages.runningMayBeNegative(span));
        }
    }

    private void reportAdjoint(Name name, String adjoint, Optional<Name> other) {
        other.ifPresent(clash -> findings.add(MeaningMessages.adjointTaken(name.span(), adjoint, scope.line(clash))
                .withOther(clash.span())));
    }

    private void checkReturns() {
        List<Statement> body = norm.body();
        int first = 0;
        while (first < body.size() && !(body.get(first) instanceof Return)) {
            first++;
        }
        if (first == body.size()) {
            if (body.stream().noneMatch(NormChecker::returnsInside)) {
                findings.add(MeaningMessages.missingReturn(
                        norm.name().span(), norm.name().text()));
            }
            return;
        }
        List<Statement> rest = body.subList(first + 1, body.size());
        rest.stream()
                .filter(statement -> statement instanceof Return)
                .findFirst()
                .ifPresent(second -> findings.add(MeaningMessages.secondReturn(second.span())));
        rest.stream()
                .filter(statement -> !(statement instanceof Return))
                .findFirst()
                .ifPresent(late -> findings.add(MeaningMessages.afterReturn(late.span())));
    }

    /** A block that nobody closed swallows what follows. */
    private static boolean returnsInside(Statement statement) {
        return statement instanceof Backward block
                && block.body().stream().anyMatch(inner -> inner instanceof Return || returnsInside(inner));
    }

    private Set<String> axes(List<Name> written) {
        Set<String> set = new LinkedHashSet<>();
        written.forEach(axis -> set.addAll(scope.parts(axis.text())));
        return set;
    }

    @Override
    public void open(Name value, Set<String> reads, Span span) {
        block = Optional.of(new BlockChecker(scope, expressions, updates, findings, value, reads, span));
        Name first = blocks.putIfAbsent(value.text(), value);
        if (first != null) {
            if (!scope.isBrought(value)) { // else the call that brings the value twice is to blame
                findings.add(CallMessages.secondBackward(value.span(), value.text(), scope.line(first))
                        .withOther(first.span()));
            }
            block.get().salvage();
        } else if (runnings.contains(value.text())) {
            findings.add(CallMessages.backwardOfRunning(value.span(), value.text()));
            block.get().salvage();
        } else {
            block.get().begin();
        }
    }

    @Override
    public void close() {
        block.ifPresent(open -> plain.add(open.end()));
        block = Optional.empty();
    }

    @Override
    public boolean takesGradient(String name) {
        return scope.find(name).filter(BlockChecker::takesGradient).isPresent();
    }

    @Override
    public boolean inBlock() {
        return block.isPresent();
    }

    @Override
    public Optional<List<Name>> axesOf(Expression value) {
        Type type = expressions.number(value);
        return type.isUnknown()
                ? Optional.empty()
                : Optional.of(type.axes().stream()
                        .map(axis -> new Name(axis, value.span()))
                        .toList());
    }

    @Override
    public boolean isAxis(String name) {
        return scope.isAxis(name);
    }

    @Override
    public List<Name> parts(Name axis) {
        return scope.requireAxis(axis)
                ? scope.parts(axis.text()).stream()
                        .map(part -> new Name(part, axis.span()))
                        .toList()
                : List.of();
    }

    @Override
    public Name fresh(String wanted, Span span) {
        return scope.fresh(wanted, span);
    }

    @Override
    public Optional<Callable> callable(Name name) {
        boolean hidden = CallChecker.isOfTheLanguage(name.text())
                || scope.find(name.text()).isPresent();
        return hidden ? Optional.empty() : program.callable(name.text());
    }

    @Override
    public void check(Expression value) {
        expressions.type(value);
    }

    @Override
    public boolean isBroken(Definition definition) {
        return program.isBroken(definition);
    }

    @Override
    public boolean isOwnNorm(String name) {
        return program.nameOfNorm(name).isPresent();
    }

    @Override
    public void reportUnknownNorm(Name callee) {
        expressions.reportUnknownNorm(callee);
    }

    @Override
    public boolean isSound(Callable callee, Name call) {
        if (program.isOpen(callee)) {
            findings.add(CallMessages.recursiveNorm(call.span(), call.text()));
            return false;
        }
        return program.isSound(callee);
    }

    @Override
    public void report(Diagnostic diagnostic) {
        findings.add(diagnostic);
    }
}
