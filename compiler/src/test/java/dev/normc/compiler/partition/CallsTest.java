package dev.normc.compiler.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.functions.Definitions;
import dev.normc.compiler.functions.Function;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.JavaForm;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Extent;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Profile;
import dev.normc.compiler.loop.Statement;
import dev.normc.compiler.loop.Type;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A function's steps in the place of its call. */
class CallsTest {

    private static final Local A = new Local("a", Type.NUMBER);
    private static final Local D = new Local("d", Type.INT);
    private static final Buffer Y = new Buffer(
            "y", Buffer.Kind.SCRATCH, Type.NUMBER, List.of(new Extent.Along(new Axis(0, "D"))), Optional.empty());

    private static final Profile NOTHING = new Profile(0, 0, List.of(), List.of(), List.of());

    private static Expression tanh(Expression value) {
        return Expression.apply(Pointwise.TANH, Type.NUMBER, value);
    }

    private static List<Statement> stored(Expression value) {
        return List.of(new Statement.Store(Y, List.of(D), value));
    }

    @Test
    void onlyWhatIsArithmeticAloneIsExpanded() {
        assertTrue(Calls.areIn(stored(tanh(A)), true));
        assertFalse(Calls.areIn(stored(A), true));
        assertFalse(Calls.areIn(stored(Expression.apply(Pointwise.ADD, Type.NUMBER, A, A)), true));
        assertFalse(Calls.areIn(stored(Expression.apply(Pointwise.EXP, Type.NUMBER, A)), true), "it takes bits apart");
    }

    @Test
    void ofManyCallsNoneIsExpanded() {
        Expression nested = A;
        for (int i = 0; i < 8; i++) {
            nested = tanh(nested);
        }
        assertTrue(Calls.areIn(stored(nested), true));
        assertFalse(Calls.areIn(stored(tanh(nested)), true));
        assertFalse(Calls.areIn(Collections.nCopies(9, stored(tanh(A)).get(0)), true));
    }

    /** Every step stands before the store, under a name of its own, and nothing is left to call. */
    @Test
    void theStepsStandBeforeTheStatement() {
        Function tanh = Definitions.inFloat(((JavaForm.Defined) Pointwise.TANH.java()).name());
        Expression twice = tanh(tanh(A));
        List<Statement> expanded = new Calls(
                        new Memory(new Kernel(List.of(Y), stored(twice), List.of(), NOTHING)), true)
                .expanded(stored(twice));
        List<String> names = expanded.stream()
                .filter(Statement.Let.class::isInstance)
                .map(statement -> ((Statement.Let) statement).local().name())
                .collect(Collectors.toList());
        assertEquals(2 * (tanh.parameters().size() + tanh.lets().size()), names.size());
        assertEquals(names.size(), names.stream().distinct().count(), names::toString);
        assertTrue(expanded.get(expanded.size() - 1) instanceof Statement.Store);
        assertFalse(Calls.areIn(expanded, true));
    }
}
