package dev.normc.dsl.check;

import dev.normc.dsl.ast.Expression.Running;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.Backward;
import dev.normc.dsl.ast.Statement.Gradient;
import dev.normc.dsl.ast.Statement.Let;
import dev.normc.dsl.ast.Statement.Update;
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks one backward block: each value that its own reads gets a gradient, and nothing else does. */
final class BlockChecker {

    private static final Set<Role> DIFFERENTIABLE = Set.of(Role.VALUE, Role.INPUT, Role.PARAM);

    private final Scope scope;
    private final ExpressionChecker expressions;
    private final UpdateChecker updates;
    private final Findings findings;
    private final Name value;
    private final Span span;
    private final Set<String> before;
    private final Set<String> targets = new LinkedHashSet<>();
    private final Map<String, Name> given = new LinkedHashMap<>();
    private final List<Statement> statements = new ArrayList<>();
    private boolean sound;

    BlockChecker(
            Scope scope,
            ExpressionChecker expressions,
            UpdateChecker updates,
            Findings findings,
            Name value,
            Set<String> reads,
            Span span) {
        this.scope = scope;
        this.expressions = expressions;
        this.updates = updates;
        this.findings = findings;
        this.value = value;
        this.span = span;
        this.before = scope.visible();
        for (String name : reads) {
            scope.find(name).filter(BlockChecker::takesGradient).ifPresent(binding -> targets.add(name));
        }
    }

    /** A value of constants and sizes alone has no gradient, and a condition has none. */
    static boolean takesGradient(Binding binding) {
        Type type = binding.type();
        return DIFFERENTIABLE.contains(binding.role())
                && type.kind() == Kind.NUMBER
                && type.variable().isPresent();
    }

    /** Makes {@code dz} visible. */
    void begin() {
        Optional<Binding> binding = scope.find(value.text());
        Name gradient = new Name("d" + value.text(), value.span());
        if (binding.isEmpty() && !scope.isAxis(value.text())) {
            scope.reportMissing(value, scope.values());
            Optional<String> meant = DidYouMean.nearest(value.text(), scope.values());
            meant.ifPresent(name -> scope.salvage(new Name("d" + name, value.span()), Role.VALUE));
            salvage();
            return;
        }
        Role role = binding.map(Binding::role).orElse(Role.AXIS);
        Type type = binding.map(Binding::type).orElse(Type.SIZE);
        if (type.isUnknown()) {
            salvage();
            return;
        }
        if (role != Role.VALUE || type.kind() != Kind.NUMBER) {
            String noun = role == Role.VALUE ? "a condition" : role.noun();
            findings.add(CallMessages.backwardOfUnknown(value.span(), value.text(), noun));
            salvage();
            return;
        }
        if (scope.isUsed(value.text())) {
            findings.add(CallMessages.backwardLate(value.span(), value.text()));
        }
        sound = true;
        Optional<Binding> taken = scope.find(gradient.text());
        if (taken.isPresent()) {
            String noun = taken.get().role().noun();
            int line = scope.line(taken.get().name());
            findings.add(CallMessages.gradientTaken(value.span(), value.text(), noun, line)
                    .withOther(taken.get().name().span()));
            salvage();
            return;
        }
        scope.define(gradient, Role.VALUE, Type.variable(gradient, type.axes()));
    }

    /** Makes {@code dz} visible where nothing more is to be said about the block. */
    void salvage() {
        scope.salvage(new Name("d" + value.text(), value.span()), Role.VALUE);
    }

    void add(Statement statement) {
        statements.add(statement);
        if (statement instanceof Let let && let.value() instanceof Running) {
            findings.add(CallMessages.notInBlock(let.span()));
            scope.salvage(let.name(), Role.VALUE);
        } else if (statement instanceof Let let) {
            checkLet(let);
        } else if (statement instanceof Gradient gradient) {
            checkGradient(gradient);
        } else if (statement instanceof Update update) {
            updates.check(update, true);
        } else {
            findings.add(CallMessages.notInBlock(statement.span()));
        }
    }

    private void checkLet(Let let) {
        String name = let.name().text();
        Optional<Binding> target = name.startsWith("d")
                ? scope.find(name.substring(1)).filter(b -> before.contains(name.substring(1)))
                : Optional.empty();
        Type type = expressions.type(let.value());
        if (sound && target.isPresent() && !target.get().type().isUnknown()) {
            Role role = target.get().role();
            findings.add(
                    DIFFERENTIABLE.contains(role)
                            ? CallMessages.gradientOfUnread(let.name().span(), name.substring(1), value.text())
                            : CallMessages.gradientOfNone(let.name().span(), name.substring(1), role.noun()));
            scope.salvage(let.name(), Role.VALUE);
        } else if (let.value().isUnreadable()) {
            scope.salvage(let.name(), Role.VALUE);
        } else {
            scope.define(let.name(), Role.VALUE, type);
        }
    }

    private void checkGradient(Gradient gradient) {
        Name target = gradient.target();
        Type type = expressions.number(gradient.value());
        scope.giveGradient(target.text());
        Optional<Binding> binding = scope.find(target.text());
        if (binding.isEmpty()) {
            return;
        }
        if (!targets.contains(target.text())) {
            if (!binding.get().type().isUnknown()) {
                findings.add(CallMessages.gradientOfNone(target.span(), target.text(), noun(binding.get())));
            }
            return;
        }
        Name first = given.putIfAbsent(target.text(), target);
        if (first != null) {
            findings.add(CallMessages.gradientTwice(target.span(), target.text(), scope.line(first))
                    .withOther(first.span()));
        }
        List<String> extra = new ArrayList<>(type.axes());
        extra.removeAll(binding.get().type().axes());
        if (!extra.isEmpty() && !binding.get().type().isUnknown()) {
            findings.add(CallMessages.gradientAxes(gradient.value().span(), target.text(), extra));
        }
    }

    private static String noun(Binding binding) {
        if (!DIFFERENTIABLE.contains(binding.role())) {
            return binding.role().noun();
        }
        return binding.type().kind() == Kind.NUMBER ? "made of constants alone" : "a condition";
    }

    /** The names of values in the block. */
    private List<String> locals() {
        return statements.stream()
                .flatMap(statement -> Declared.name(statement).stream())
                .map(Name::text)
                .toList();
    }

    /** The whole block; its names are forgotten. */
    Backward end() {
        for (String target : targets) {
            if (sound && !given.containsKey(target)) {
                Optional<String> written = DidYouMean.nearest("d" + target, locals());
                findings.add(CallMessages.missingGradient(value.span(), value.text(), target, written));
            }
        }
        scope.leave(before);
        return new Backward(value, statements, span);
    }
}
