package dev.normc.compiler.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Formulas that are too long or too deep to read end in dots. */
class GraphPrinterTest {

    private final GraphBuilder builder = new GraphBuilder();
    private final Node x = builder.read(new Tensor(Role.INPUT, "x", List.of(new Axis(0, "N"))));

    @Test
    void valuesDeepInOneAnotherEndInDots() {
        Node chain = x;
        for (int i = 0; i < 100_000; i++) {
            chain = builder.make(new Operation.Apply(Pointwise.TANH), List.of(chain));
        }
        String text = GraphPrinter.expression(chain);
        assertEquals("tanh(".repeat(151) + "..." + ")".repeat(151), text);
    }

    @Test
    void aNameEndsTheDepth() {
        Node inner = builder.make(new Operation.Apply(Pointwise.TANH), List.of(x));
        Node outer = builder.make(new Operation.Apply(Pointwise.TANH), List.of(inner));
        assertEquals("tanh(tanh(x))", GraphPrinter.expression(outer));
        assertEquals("tanh(t)", new GraphPrinter(Map.of(inner, "t")).definition(outer));
    }

    @Test
    void aWideFormulaEndsInDots() {
        Node product = x;
        for (int i = 0; i < 12; i++) {
            product = builder.make(new Operation.Apply(Pointwise.MULTIPLY), List.of(product, product));
        }
        String text = GraphPrinter.expression(product);
        assertTrue(text.contains("..."), text);
        assertTrue(text.length() < 4_000, () -> "of " + text.length() + " characters");
    }
}
