package dev.normc.compiler.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.interpret.Interpreter;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.source.Source;
import java.util.Map;
import java.util.Optional;
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
        Source source = new Source("test.norm", "norm Test(x[N, D]) {\n    return 0*x + " + expression + "\n}\n");
        Graph graph = Lowering.lower(source, Dsl.norm(Dsl.read(source), Optional.empty()), Map.of(), true);
        Tensor x = graph.signature().inputs().get(0);
        Map<Tensor, double[]> results = Interpreter.evaluate(
                graph.outputs(), Map.of("N", 2, "D", 3), Map.of(x, new double[] {1, -1, 1, 1, -1, 1}));
        double first = results.getOrDefault(graph.outputs().get(0).tensor(), new double[1])[0];
        assertEquals(expected, first, 1e-12);
    }
}
