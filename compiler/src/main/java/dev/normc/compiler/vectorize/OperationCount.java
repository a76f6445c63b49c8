package dev.normc.compiler.vectorize;

import dev.normc.compiler.functions.Definitions;
import dev.normc.compiler.functions.Function;
import dev.normc.compiler.graph.JavaForm;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.Expression;

/** How many operations on vectors an operator is: one, or as many as its definition has. */
final class OperationCount {

    private OperationCount() {}

    static int of(Pointwise operator) {
        if (!(operator.java() instanceof JavaForm.Defined defined)) {
            return 1;
        }
        Function function = Definitions.inFloat(defined.name());
        return of(function.result())
                + function.lets().stream().mapToInt(let -> of(let.value())).sum();
    }

    private static int of(Expression expression) {
        if (expression instanceof Expression.Apply apply) {
            return of(apply.operator())
                    + apply.operands().stream().mapToInt(OperationCount::of).sum();
        } else if (expression instanceof Expression.Bits bits) {
            return 3 + bits.operands().stream().mapToInt(OperationCount::of).sum();
        }
        return 0;
    }
}
