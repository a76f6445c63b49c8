package dev.normc.examples.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Options;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Normc;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The interpreter as the measure: what the rounding of float changes in its results. */
class ReferenceTest {

    private static final CompiledNorm LAYER_NORM = new Normc(0).compile("LayerNorm", Options.DEFAULT);

    @Test
    void roundingChangesOrdinaryResultsByAFewUlp() {
        Problem problem = Problem.random(LAYER_NORM, Shape.of(9, 65), 1);
        for (Pass pass : Pass.values()) {
            double change = change(problem, pass);
            assertTrue(change > 0.1 && change < 32, () -> pass + ": " + change);
        }
    }

    @Test
    void anOffsetMagnifiesIt() {
        Problem problem = Problem.random(LAYER_NORM, Shape.of(9, 65), 1);
        Map<Tensor, float[]> arrays = new LinkedHashMap<>(problem.arrays());
        arrays.replaceAll((tensor, array) -> tensor.role() == Role.INPUT ? plus(array, 10_000) : array);
        double change = change(new Problem(LAYER_NORM, problem.shape(), arrays), Pass.FORWARD);
        assertTrue(change > 1000 && change < 1_000_000, () -> "" + change);
    }

    @Test
    void theSameSeedRoundsAlikeAndTheReferenceIsNotRounded() {
        Problem problem = Problem.random(LAYER_NORM, Shape.of(5, 7), 1);
        Reference exact = Reference.of(problem);
        Reference rounded = Reference.rounded(problem, 3);
        Reference.rounded(problem, 3)
                .forward()
                .forEach((tensor, values) -> assertArrayEquals(rounded.forward().get(tensor), values));
        Reference.of(problem)
                .forward()
                .forEach((tensor, values) -> assertArrayEquals(exact.forward().get(tensor), values));
        assertEquals(exact.longestSum(), rounded.longestSum());
    }

    private static double change(Problem problem, Pass pass) {
        Map<Tensor, double[]> rounded = Reference.rounded(problem, 1).of(pass);
        return Reference.of(problem).of(pass).entrySet().stream()
                .mapToDouble(entry ->
                        UlpError.worst(entry.getValue(), narrowed(Objects.requireNonNull(rounded.get(entry.getKey())))))
                .max()
                .orElseThrow();
    }

    private static float[] narrowed(double[] values) {
        float[] narrowed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrowed[i] = (float) values[i];
        }
        return narrowed;
    }

    private static float[] plus(float[] array, float offset) {
        float[] sum = array.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += offset;
        }
        return sum;
    }
}
