package dev.normc.dsl.check;

import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Statement.AxisSize;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.MeaningMessages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The axes whose size the program says, {@code axis S = T}. */
final class AxisSizes {

    private final Scope scope;
    private final ExpressionChecker expressions;
    private final Findings findings;
    private final Map<String, Name> sized = new HashMap<>();

    AxisSizes(Scope scope, ExpressionChecker expressions, Findings findings) {
        this.scope = scope;
        this.expressions = expressions;
        this.findings = findings;
    }

    void check(AxisSize statement) {
        Name axis = statement.axis();
        scope.declare(List.of(axis));
        Type size = expressions.number(statement.size());
        size.variable().ifPresent(name -> findings.add(MeaningMessages.axisSizeNotConstant(name.span(), name.text())));
        boolean whole = size.value() >= 1 && size.value() == Math.rint(size.value());
        if (!Double.isNaN(size.value()) && !(whole && size.value() <= Integer.MAX_VALUE)) {
            findings.add(MeaningMessages.axisSize(statement.size().span(), axis.text()));
        }
        Name first = sized.putIfAbsent(axis.text(), axis);
        if (first != null) {
            findings.add(MeaningMessages.axisSizeTwice(axis.span(), axis.text(), scope.line(first))
                    .withOther(first.span()));
        } else if (scope.splits().isPart(axis.text())
                || scope.parts(axis.text()).size() > 1) {
            findings.add(MeaningMessages.axisSizeOfSplit(axis.span(), axis.text()));
        }
        scope.size(axis);
    }
}
