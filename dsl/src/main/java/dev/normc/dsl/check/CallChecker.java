package dev.normc.dsl.check;

import dev.normc.dsl.ast.Expression.Call;
import dev.normc.dsl.ast.Expression.Reduction;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.MeaningMessages;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.expand.Functions;
import dev.normc.dsl.print.ExpressionPrinter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Works out the types of pointwise functions and of reductions. */
final class CallChecker {

    static final String INDEX = "index";

    static final String USAGE_OF_INDEX = INDEX + "(D)";

    static final List<String> REDUCTIONS = List.of("sum", "mean", "max", "min");

    private final Scope scope;
    private final Program program;
    private final Functions functions;
    private final Findings findings;
    private final ExpressionChecker expressions;
    private final Steps steps;

    CallChecker(
            Scope scope,
            Program program,
            Functions functions,
            Findings findings,
            ExpressionChecker expressions,
            Steps steps) {
        this.scope = scope;
        this.program = program;
        this.functions = functions;
        this.findings = findings;
        this.expressions = expressions;
        this.steps = steps;
    }

    /** How the function, reduction or definition {@code name} is written, if it is one. */
    Optional<String> usage(String name) {
        Optional<String> reduction = REDUCTIONS.contains(name) ? Optional.of(usageOfReduction(name)) : Optional.empty();
        Optional<String> index = name.equals(INDEX) ? Optional.of(USAGE_OF_INDEX) : Optional.empty();
        return reduction
                .or(() -> index)
                .or(() -> Function.find(name).map(Function::usage))
                .or(() -> Optional.ofNullable(functions.usages().get(name)));
    }

    static String usageOfReduction(String name) {
        return name + "[D](v)";
    }

    /** Whether the language itself has a function or reduction of that name. */
    static boolean isOfTheLanguage(String name) {
        return REDUCTIONS.contains(name)
                || name.equals(INDEX)
                || Function.find(name).isPresent();
    }

    Type call(Call call) {
        List<Type> arguments =
                call.arguments().stream().map(expressions::number).toList();
        Optional<Function> function = Function.find(call.function().text());
        if (function.isEmpty()) {
            reportCall(call.function());
            return Type.UNKNOWN;
        }
        if (arguments.size() != function.get().argumentCount()) {
            reportArguments(call, function.get());
            return Type.UNKNOWN;
        }
        Type type =
                Type.of(Kind.NUMBER, arguments).withNonNegative(function.get().isNonNegative(arguments));
        return switch (function.get().gradient()) {
            case PASSES -> type;
            case STOPS -> type.withActive(false);
            case UNDEFINED -> steps.add(call, type);
        };
    }

    private void reportArguments(Call call, Function function) {
        boolean reduces = call.arguments().size() == 1 && REDUCTIONS.contains(function.spelling());
        findings.add(
                reduces
                        ? MeaningMessages.reductionWithoutAxes(call.function().span(), function.spelling())
                        : MeaningMessages.wrongArgumentCount(
                                call.span(), function.usage(), call.arguments().size()));
    }

    private void reportCall(Name name) {
        String text = name.text();
        Optional<Binding> binding = scope.find(text);
        if (binding.isPresent()) {
            if (!binding.get().type().isUnknown()) {
                findings.add(MeaningMessages.notAFunction(
                        name.span(), text, binding.get().role().noun()));
            }
        } else if (scope.isAxis(text)) {
            findings.add(MeaningMessages.notAFunction(name.span(), text, Role.AXIS.noun()));
        } else if (REDUCTIONS.contains(text)) {
            findings.add(MeaningMessages.reductionWithoutAxes(name.span(), text));
        } else if (!reportForeign(name)) {
            Optional<String> meant = meant(text, known(), REDUCTIONS);
            findings.add(MeaningMessages.unknownFunction(name.span(), text, hint(text, meant))
                    .withReplacement(meant));
        }
    }

    /** Says what {@code callee} is, which is called like a norm and is none. */
    void reportUnknownNorm(Name callee) {
        String text = callee.text();
        Optional<String> usage = usage(text);
        if (usage.isPresent()) {
            findings.add(CallMessages.namedForFunction(callee.span(), text, usage.get()));
        } else if (scope.find(text).isPresent() || scope.isAxis(text)) {
            reportCall(callee);
        } else {
            findings.add(
                    CallMessages.unknownNorm(callee.span(), text, DidYouMean.nearest(text, program.callableNames())));
        }
    }

    Type reduction(Reduction reduction) {
        Type value = expressions.number(reduction.value());
        List<Type> parts = new ArrayList<>(List.of(value));
        reduction.where().ifPresent(where -> parts.add(expressions.condition(where)));
        boolean known = isReduction(reduction.kind());
        Type whole = Type.of(Kind.NUMBER, parts);
        if (!axesFit(reduction, whole) || !known) {
            return Type.UNKNOWN;
        }
        Set<String> axes = new LinkedHashSet<>(whole.axes());
        reduction.axes().forEach(axis -> scope.parts(axis.text()).forEach(axes::remove));
        return whole.withAxes(axes)
                .withNonNegative(value.nonNegative())
                .withCounts(counts(reduction, value))
                .withActive(value.active());
    }

    /** What the reduction goes over, together with what reductions inside it go over. */
    private Set<List<String>> counts(Reduction reduction, Type value) {
        List<String> own = new ArrayList<>();
        reduction.axes().forEach(axis -> own.addAll(scope.parts(axis.text())));
        reduction.where().ifPresent(where -> own.add(ExpressionPrinter.print(where)));
        Set<List<String>> inner = value.counts().isEmpty() ? Set.of(List.of()) : value.counts();
        return inner.stream()
                .map(count ->
                        Stream.concat(own.stream(), count.stream()).sorted().toList())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean isReduction(Name kind) {
        String text = kind.text();
        if (REDUCTIONS.contains(text)) {
            return true;
        }
        Optional<Function> function = Function.find(text);
        if (function.isPresent()) {
            findings.add(MeaningMessages.axesOnFunction(
                    kind.span(), text, function.get().usage()));
        } else if (!reportForeign(kind)) {
            Optional<String> meant = meant(text, REDUCTIONS, known());
            findings.add(MeaningMessages.unknownReduction(kind.span(), text, hint(text, meant))
                    .withReplacement(meant));
        }
        return false;
    }

    private boolean reportForeign(Name name) {
        Optional<ForeignFunctions.Outside> outside = ForeignFunctions.outside(name.text());
        outside.ifPresent(kind ->
                findings.add(MeaningMessages.outsideTheLanguage(name.span(), name.text(), kind.noun(), kind.reason())));
        return outside.isPresent();
    }

    private List<String> known() {
        List<String> known = new ArrayList<>(Function.names());
        known.addAll(functions.usages().keySet());
        known.addAll(program.callableNames());
        return known;
    }

    private static String hint(String name, Optional<String> meant) {
        return ForeignFunctions.instead(name)
                .map(code -> "write `" + code + "`")
                .or(() -> meant.map(Messages::didYouMean))
                .orElse("");
    }

    /** The name that is probably meant; of a function that people know from elsewhere something else is said. */
    private static Optional<String> meant(String name, List<String> first, List<String> second) {
        List<String> names = new ArrayList<>(second);
        names.addAll(first);
        return ForeignFunctions.instead(name).isPresent() ? Optional.empty() : DidYouMean.nearest(name, names);
    }

    /** Whether the reduction goes over axes that its value has, each once. */
    private boolean axesFit(Reduction reduction, Type value) {
        boolean fit = scope.splits().checkList(reduction.axes());
        for (Name axis : reduction.axes()) {
            if (!scope.requireAxis(axis)) {
                fit = false;
                continue;
            }
            for (String part : scope.parts(axis.text())) {
                if (!value.isUnknown() && !value.axes().contains(part)) {
                    findings.add(MeaningMessages.axisNotInValue(axis.span(), part, List.copyOf(value.axes())));
                    fit = false;
                }
            }
        }
        return fit;
    }
}
