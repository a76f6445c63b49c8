package dev.normc.dsl.check;

import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Statement.Update;
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.MeaningMessages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks updates: of a state, once, by a value that fits it, inside or outside of backward blocks. */
final class UpdateChecker {

    private record Earlier(Name name, boolean inBlock) {}

    private final Scope scope;
    private final ExpressionChecker expressions;
    private final Findings findings;
    private final Map<String, Earlier> updated = new HashMap<>();

    UpdateChecker(Scope scope, ExpressionChecker expressions, Findings findings) {
        this.scope = scope;
        this.expressions = expressions;
        this.findings = findings;
    }

    void check(Update update, boolean inBlock) {
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
            findings.add(MeaningMessages.notAState(state.span(), state.text(), role.noun()));
            return;
        }
        Earlier first = updated.putIfAbsent(state.text(), new Earlier(state, inBlock));
        if (first != null && !update.value().isUnreadable() && !scope.isBrought(state)) {
            int line = scope.line(first.name());
            Diagnostic found = first.inBlock() == inBlock
                    ? MeaningMessages.secondUpdate(state.span(), state.text(), line)
                    : CallMessages.updatedOnBothSides(state.span(), state.text(), line);
            findings.add(found.withOther(first.name().span()));
        }
        List<String> extra = new ArrayList<>(value.axes());
        extra.removeAll(type.axes());
        if (!extra.isEmpty() && !type.isUnknown()) {
            findings.add(MeaningMessages.updateAxes(update.value().span(), state.text(), extra));
        }
    }
}
