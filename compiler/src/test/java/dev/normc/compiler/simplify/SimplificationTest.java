package dev.normc.compiler.simplify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.differentiate.Differentiation;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.GraphVerifier;
import dev.normc.compiler.graph.JointGraph;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.graph.UniformValue;
import dev.normc.compiler.interpret.Interpreter;
import dev.normc.compiler.lower.Lowering;
import dev.normc.compiler.simplify.Simplification.Step;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Simplification of whole norms: every step keeps the value, and a second time nothing is left to do. */
class SimplificationTest {

    private static final int[] SIZES = {4, 5, 3, 2, 6};

    /** Parts that constants of the program would make large. */
    private static final int PART = 2;

    /**
     * They have two factors over the same axes, which come in the order of their ids; once a stop is erased, one of
     * them has another id.
     */
    private static final Set<String> BRACKETED_ANEW = Set.of("Mabn", "ModeNorm");

    static Stream<Arguments> norms() {
        return Library.names().stream()
                .flatMap(name -> Stream.of(true, false).map(training -> Arguments.of(name, training)));
    }

    /** Small sizes; a part of a split axis is small whatever the program's constant says. */
    private static Map<String, Integer> sizes(Signature signature) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (Axis axis : signature.axes()) {
            boolean part = Sizes.of(signature).splitOf(axis).isPresent();
            sizes.put(axis.name(), part ? PART : SIZES[sizes.size() % SIZES.length]);
        }
        signature.sized().forEach(sized -> sizes.put(sized.axis().name(), (int) UniformValue.of(sized.size(), sizes)));
        return sizes;
    }

    private static Source source(String name) {
        return Library.find(name).orElseThrow();
    }

    private static Graph lowered(String name, boolean training) {
        return Lowering.lower(source(name), Dsl.read(source(name)).norms().get(0), Map.of(), training);
    }

    private static JointGraph simplified(String name, boolean training, List<Step> trace) {
        Graph simple = Simplification.simplifyForward(lowered(name, training), trace::add);
        JointGraph joint = Differentiation.differentiate(source(name), simple);
        return Simplification.simplifyBackward(Simplification.eraseMarkers(joint), trace::add);
    }

    @ParameterizedTest
    @MethodSource("norms")
    void aSecondTimeNothingIsLeftToDo(String name, boolean training) {
        JointGraph once = simplified(name, training, new ArrayList<>());
        assertEquals(List.of(), GraphVerifier.violations(once));
        List<Step> trace = new ArrayList<>();
        Graph forward = Simplification.simplifyForward(once.forward(), trace::add);
        JointGraph twice = Simplification.simplifyBackward(once, trace::add);
        if (BRACKETED_ANEW.contains(name)) {
            assertTrue(trace.stream().allMatch(step -> step.rule().equals("bracket-product")), trace::toString);
            return;
        }
        assertEquals(List.of(), trace, "steps of a second simplification");
        assertEquals(once.forward().roots(), forward.roots());
        assertEquals(once.backwardRoots(), twice.backwardRoots());
    }

    @ParameterizedTest
    @MethodSource("norms")
    void everyStepKeepsTheValue(String name, boolean training) {
        List<Step> trace = new ArrayList<>();
        JointGraph joint = simplified(name, training, trace);
        Map<String, Integer> sizes = sizes(joint.forward().signature());
        assertTrue(!trace.isEmpty() || name.equals("DyT"), "no rule fired");
        for (Step step : trace) {
            boolean awaitsGradient = GraphBuilder.reachable(List.of(step.before())).stream()
                    .anyMatch(node -> node.operation() instanceof Operation.Adjoint);
            if (!step.before().isCondition() && !awaitsGradient) {
                assertSameValue(step, sizes);
            }
        }
    }

    private static void assertSameValue(Step step, Map<String, Integer> sizes) {
        Node before = step.before();
        Tensor one = new Tensor(Role.OUTPUT, "before", before.axes().list());
        Tensor two = new Tensor(Role.OUTPUT, "after", before.axes().list());
        List<Binding> bindings = List.of(new Binding(one, before), new Binding(two, step.after()));
        Map<Tensor, double[]> results = Interpreter.evaluate(bindings, sizes, values(bindings, sizes));
        double[] expected = results.getOrDefault(one, new double[0]);
        double[] actual = results.getOrDefault(two, new double[0]);
        double largest = Arrays.stream(expected)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        for (int i = 0; i < expected.length; i++) {
            boolean same = (step.exactness() == Exactness.BITWISE || Double.isInfinite(expected[i]))
                    ? Double.compare(expected[i], actual[i]) == 0
                    : Math.abs(expected[i] - actual[i]) <= 1e-11 * Math.max(1, largest)
                            || (Double.isNaN(expected[i]) && Double.isNaN(actual[i]));
            int place = i; // the text of a node is long, and wanted only for what fails
            assertTrue(
                    same,
                    () -> step.rule() + ": " + before + " = " + expected[place] + ", but " + step.after() + " = "
                            + actual[place]);
        }
    }

    /** Random values for all that is read; states are positive, as variances are. */
    private static Map<Tensor, double[]> values(List<Binding> bindings, Map<String, Integer> sizes) {
        Random random = new Random(1);
        Map<Tensor, double[]> values = new LinkedHashMap<>();
        for (Node node :
                GraphBuilder.reachable(bindings.stream().map(Binding::value).toList())) {
            if (node.operation() instanceof Operation.Read read) {
                Tensor tensor = read.tensor();
                int length = tensor.layout().stream()
                        .mapToInt(axis -> sizes.getOrDefault(axis.name(), 0))
                        .reduce(1, (left, right) -> left * right);
                double[] array = new double[length];
                Arrays.setAll(
                        array, i -> tensor.role() == Role.STATE ? 0.5 + random.nextDouble() : random.nextGaussian());
                values.put(tensor, array);
            }
        }
        return values;
    }
}
