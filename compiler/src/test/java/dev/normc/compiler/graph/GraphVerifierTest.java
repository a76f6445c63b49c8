package dev.normc.compiler.graph;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No illegal node can be made, and no illegal graph passes. */
class GraphVerifierTest {

    private static final Axis N = new Axis(0, "N");
    private static final Axis D = new Axis(1, "D");
    private static final Tensor X = new Tensor(Role.INPUT, "x", List.of(N, D));
    private static final Tensor V = new Tensor(Role.STATE, "v", List.of(N));
    private static final Tensor Y = new Tensor(Role.OUTPUT, "y", List.of(N, D));

    private final GraphBuilder builder = new GraphBuilder();
    private final Node x = builder.read(X);
    private final Node v = builder.read(V);
    private final Node condition = builder.less(x, v);

    private void assertIllegal(String rule, Operation operation, Node... inputs) {
        int before = builder.size();
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> builder.make(operation, List.of(inputs)));
        String start = "illegal node, broken rule: " + rule + ": ";
        assertTrue(String.valueOf(error.getMessage()).startsWith(start), () -> "expected " + start + ", got " + error);
        assertEquals(before, builder.size(), "an illegal node is not kept");
    }

    @Test
    void operatorsTakeTheirNumberAndKindOfInputs() {
        Operation add = new Operation.Apply(Pointwise.ADD);
        Operation select = new Operation.Apply(Pointwise.SELECT);
        assertAll(
                () -> assertIllegal("the arity of the operator", add, x),
                () -> assertIllegal("the arity of the operator", add, x, x, x),
                () -> assertIllegal("input 1 is of the operator's kind", add, x, condition),
                () -> assertIllegal("input 0 is of the operator's kind", select, x, x, x),
                () -> assertIllegal("input 2 is of the operator's kind", select, condition, x, condition),
                () -> assertIllegal("input 0 is of the operator's kind", new Operation.Apply(Pointwise.NOT), x));
    }

    @Test
    void reductionsTakeOneNumberThatVariesOverTheirAxes() {
        Operation overD = new Operation.Reduce(Reduction.SUM, Axes.of(D), Axes.NONE);
        assertAll(
                () -> assertIllegal("a reduction has one input", overD, x, x),
                () -> assertIllegal("a reduction takes a number", overD, condition),
                () -> assertIllegal("the input varies over the reduced axes", overD, v),
                () -> assertIllegal(
                        "a reduction has axes", new Operation.Reduce(Reduction.SUM, Axes.NONE, Axes.NONE), x),
                () -> assertIllegal(
                        "a mean averages over what it reduces",
                        new Operation.Reduce(Reduction.SUM, Axes.of(List.of(N, D)), Axes.of(D)),
                        x));
    }

    @Test
    void leavesAndRunningValuesHaveTheirForm() {
        Tensor adjoint = new Tensor(Role.STATE, "v_adjoint", List.of(N));
        Operation running = new Operation.Running(adjoint, 0.9);
        assertAll(
                () -> assertIllegal("a leaf has no inputs", new Operation.Constant(1), x),
                () -> assertIllegal("a leaf has no inputs", new Operation.Read(X), x),
                () -> assertIllegal("a running value has state, statistic and count", running, v, v),
                () -> assertIllegal("a running value has its state's axes", running, v, x, builder.size(N)));
    }

    @Test
    void equalNodesAreOneAndZerosOfBothSignsAreTwo() {
        assertSame(builder.add(x, v), builder.add(x, v));
        assertNotSame(builder.add(x, v), builder.add(v, x));
        assertNotSame(builder.constant(0.0), builder.constant(-0.0));
        assertSame(builder.constant(Double.NaN), builder.constant(Double.NaN));
    }

    private Graph graph(List<Binding> outputs, List<Binding> updates) {
        Signature signature = new Signature(
                "Test",
                "",
                List.of(N, D),
                List.of(),
                List.of(),
                List.of(X),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(Y),
                Map.of());
        return new Graph(signature, true, builder, outputs, updates, Map.of());
    }

    @Test
    void aLegalGraphHasNoViolations() {
        Graph forward = graph(List.of(new Binding(Y, v)), List.of(new Binding(V, builder.sum(x, Axes.of(D)))));
        assertEquals(List.of(), GraphVerifier.violations(forward));
        assertEquals(List.of(), GraphVerifier.violations(new JointGraph(forward, List.of(), List.of())));
    }

    @Test
    void resultsAreBoundOnceToNumbersThatFit() {
        Tensor narrow = new Tensor(Role.OUTPUT, "z", List.of(N));
        assertEquals(
                List.of("output y[N, D] is bound twice"),
                GraphVerifier.violations(graph(List.of(new Binding(Y, x), new Binding(Y, v)), List.of())));
        assertEquals(
                List.of("output z[N] does not have the axes of its value [N, D]"),
                GraphVerifier.violations(graph(List.of(new Binding(narrow, x)), List.of())));
        assertEquals(
                List.of("output y[N, D] is a truth value"),
                GraphVerifier.violations(graph(List.of(new Binding(Y, condition)), List.of())));
        assertEquals(
                List.of("update v[N] is bound twice"),
                GraphVerifier.violations(graph(List.of(), List.of(new Binding(V, v), new Binding(V, v)))));
    }

    @Test
    void theForwardReadsNoUpstreamGradient() {
        Node upstream = builder.read(new Tensor(Role.UPSTREAM, "y", List.of(N, D)));
        assertEquals(
                List.of("the forward reads the upstream gradient dy[N, D]"),
                GraphVerifier.violations(graph(List.of(new Binding(Y, builder.add(x, upstream))), List.of())));
    }

    @Test
    void noRunningValueIsLeftInTheBackward() {
        Node running = builder.make(
                new Operation.Running(new Tensor(Role.STATE, "v_adjoint", List.of(N)), 0.9),
                List.of(v, builder.mean(x, Axes.of(D)), builder.size(D)));
        Graph forward = graph(List.of(new Binding(Y, v)), List.of());
        Binding gradient = new Binding(new Tensor(Role.GRADIENT, "x", List.of(N, D)), running);
        List<String> violations = GraphVerifier.violations(new JointGraph(forward, List.of(gradient), List.of()));
        assertEquals(List.of("differentiation left behind running[0.9](v, mean[D](x), D)"), violations);
    }
}
