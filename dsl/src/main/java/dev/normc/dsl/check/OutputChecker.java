package dev.normc.dsl.check;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Statement.Output;
import dev.normc.dsl.ast.Statement.Return;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.MeaningMessages;
import dev.normc.dsl.source.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks what a norm returns: names of its own for its outputs, and their axes where the program orders them. */
final class OutputChecker {

    private final Scope scope;
    private final ExpressionChecker expressions;
    private final Findings findings;

    OutputChecker(Scope scope, ExpressionChecker expressions, Findings findings) {
        this.scope = scope;
        this.expressions = expressions;
        this.findings = findings;
    }

    void check(Return returned) {
        Set<String> names = new HashSet<>();
        for (Output output : returned.outputs()) {
            Type type = expressions.number(output.value());
            if (!names.add(output.name().text()) && !output.value().isUnreadable()) {
                findings.add(MeaningMessages.outputTwice(
                        output.name().span(), output.name().text()));
            }
            checkName(output);
            checkAxes(output, type);
        }
    }

    /** A written name is new, unless it is that of the value itself; without one it has the span of its value. */
    private void checkName(Output output) {
        Name name = output.name();
        boolean written = !name.span().equals(output.value().span());
        boolean itself = output.value() instanceof Expression.Reference reference
                && reference.name().text().equals(name.text());
        Optional<Binding> taken = scope.find(name.text());
        if (written && name.text().equals(Scope.TRAIN)) {
            findings.add(MeaningMessages.reservedName(name.span(), name.text()));
        } else if (written && !itself && taken.isPresent()) {
            scope.reportTaken(name, taken.get());
        }
    }

    private void checkAxes(Output output, Type type) {
        if (output.axes().isEmpty()) {
            return;
        }
        Set<String> listed = new HashSet<>();
        boolean known = scope.splits().checkList(output.axes());
        for (Name axis : output.axes()) {
            known &= scope.requireAxis(axis);
            listed.addAll(scope.parts(axis.text()));
        }
        if (known && !type.isUnknown() && !listed.equals(type.axes())) {
            List<Name> axes = output.axes();
            Span span = axes.get(0).span().to(axes.get(axes.size() - 1).span());
            findings.add(MeaningMessages.outputAxes(span, output.name().text(), List.copyOf(type.axes())));
        }
    }
}
