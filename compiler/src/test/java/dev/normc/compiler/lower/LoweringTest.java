package dev.normc.compiler.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.interpret.Interpreter;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.source.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoweringTest {

    /** {@code x^0} is 1 and varies over nothing any more. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum[D](x^0)               | 3
            sum[N, D](x^0)            | 6
            mean[D](x^0)              | 1
            max[D](x^0)               | 1
            min[N, D](x^0)            | 1
            sum[D](x^0 where x > 0)   | 2
            mean[D](x^0 where x > 0)  | 1
            sum[N](x where x^0 > 0)   | 2
            sum[D](x^0 where x^0 > 0) | 3
            max[N](x^0 where x^0 > 0) | 1
            """)
    void elementsThatDoNotDependOnTheInputCountAllTheSame(String expression, double expected) {
        Graph graph = lowered("    return 0*x + " + expression + "\n");
        assertEquals(expected, first(graph, graph.outputs().get(0).value(), 1, -1, 1, 1, -1, 1), 1e-12);
    }

    /** Where a mask lets through another number of elements in each row, all of them count. */
    @Test
    void maskedReductionInsideAnotherCountsItsElements() {
        Graph graph =
                lowered("    s = running[0.9](mean[N](mean[D](x^2 where x > 0)), init 1)\n    return x / sqrt(s)\n");
        Node count = graph.nodes().stream()
                .filter(node -> node.operation() instanceof Operation.Running)
                .findFirst()
                .orElseThrow()
                .input(2);
        assertEquals(3, first(graph, count, 1, -1, 1, 1, -1, -1));
    }

    private static Graph lowered(String body) {
        Source source = new Source("test.norm", "norm Test(x[N, D]) {\n" + body + "}\n");
        return Lowering.lower(source, Dsl.norm(Dsl.read(source), Optional.empty()), Map.of(), true);
    }

    /** The first element of {@code value} for two rows of three. */
    private static double first(Graph graph, Node value, double... x) {
        Tensor result = new Tensor(Role.OUTPUT, "result", value.axes().list());
        Map<Tensor, double[]> results = Interpreter.evaluate(
                List.of(new Binding(result, value)),
                Map.of("N", 2, "D", 3),
                Map.of(graph.signature().inputs().get(0), x));
        return results.getOrDefault(result, new double[1])[0];
    }
}
