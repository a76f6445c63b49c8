package dev.normc.compiler.partition;

import dev.normc.compiler.functions.Definitions;
import dev.normc.compiler.functions.Function;
import dev.normc.compiler.graph.JavaForm;
import dev.normc.compiler.graph.VectorForm;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Rewriter;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the steps of functions in the place of their calls, where they are arithmetic alone: of that HotSpot makes
 * vector instructions, once a sweep is short enough. A function with choices or operations on bits stays a call. The
 * operations are the same, so no bit of a result changes.
 */
final class Calls {

    /** Of more in a sweep the source would grow beyond what the time saved is worth. */
    private static final int MOST_CALLS = 8;

    private final Memory memory;
    private final boolean inFloat;

    /** {@code inFloat} tells the type of numbers, double otherwise. */
    Calls(Memory memory, boolean inFloat) {
        this.memory = memory;
        this.inFloat = inFloat;
    }

    /** Whether there are such calls, and not too many. */
    static boolean areIn(List<Statement> body, boolean inFloat) {
        int calls = body.stream()
                .flatMap(statement -> statement.values().stream())
                .mapToInt(value -> count(value, inFloat))
                .sum();
        return calls > 0 && calls <= MOST_CALLS;
    }

    private static int count(Expression value, boolean inFloat) {
        if (value instanceof Expression.Apply apply) {
            return (isExpanded(apply, inFloat) ? 1 : 0) + count(apply.operands(), inFloat);
        } else if (value instanceof Expression.Bits bits) {
            return count(bits.operands(), inFloat);
        }
        return value instanceof Expression.Convert convert ? count(convert.value(), inFloat) : 0;
    }

    private static int count(List<Expression> values, boolean inFloat) {
        return values.stream().mapToInt(value -> count(value, inFloat)).sum();
    }

    /** {@code body} without such calls. */
    List<Statement> expanded(List<Statement> body) {
        List<Statement> result = new ArrayList<>();
        for (Statement statement : body) {
            Steps steps = new Steps();
            List<Statement> rest = steps.rewritten(statement);
            result.addAll(steps.before);
            result.addAll(rest);
        }
        return result;
    }

    /** A value in double of a kernel in float calls the function in double. */
    private static boolean isExpanded(Expression.Apply apply, boolean inFloat) {
        return apply.operator().java() instanceof JavaForm.Defined defined
                && apply.type() == Type.NUMBER
                && isArithmetic(function(defined.name(), inFloat));
    }

    private static Function function(String name, boolean inFloat) {
        return inFloat ? Definitions.inFloat(name) : Definitions.inDouble(name);
    }

    private static boolean isArithmetic(Function function) {
        return function.lets().stream().allMatch(let -> isArithmetic(let.value())) && isArithmetic(function.result());
    }

    private static boolean isArithmetic(Expression value) {
        return value instanceof Expression.Apply apply
                ? apply.operator().vector() instanceof VectorForm.Method
                        && apply.operands().stream().allMatch(Calls::isArithmetic)
                : !(value instanceof Expression.Bits);
    }

    /** What stands before one statement, and the statement with the results. */
    private final class Steps extends Rewriter {
        private final List<Statement> before = new ArrayList<>();
        private final Map<Local, Expression> values = new HashMap<>();

        @Override
        protected Expression read(Local local) {
            return values.getOrDefault(local, local);
        }

        @Override
        protected Local declared(Local local) {
            return local;
        }

        @Override
        public Expression rewritten(Expression expression) {
            if (expression instanceof Expression.Apply apply && isExpanded(apply, inFloat)) {
                String name = ((JavaForm.Defined) apply.operator().java()).name();
                return called(function(name, inFloat), apply.operands());
            }
            return super.rewritten(expression);
        }

        private Expression called(Function function, List<Expression> operands) {
            for (int i = 0; i < operands.size(); i++) {
                step(function.parameters().get(i), rewritten(operands.get(i)));
            }
            before.add(new Statement.Comment(function.name() + ": " + function.comment()));
            function.lets().forEach(let -> step(let.local(), rewritten(let.value())));
            return rewritten(function.result());
        }

        private void step(Local like, Expression value) {
            Local local = memory.local(like);
            before.add(new Statement.Let(local, value, false));
            values.put(like, local);
        }
    }
}
