package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.runtime.gradcheck.GradientCheck;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backwards that add: what overwriting gives, added once and rounded once; all else moves as it does. */
class AddedGradientsTest {

    private static BoundNorm bound(String name, ScalarType type) {
        CompiledNorm norm = Programs.named(name).compile(type, JavaCompiler.JANINO);
        return norm.bind(GradientCheck.defaultSizes(norm.signature()), Mode.TRAINING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"LayerNorm", "BatchNorm", "PowerNorm", "PowerNormReleased", "AddRmsNorm", "GroupNorm", "DyT"})
    void theGradientsAreAddedToWhatTheArraysHold(String name) {
        BoundNorm bound = bound(name, ScalarType.FLOAT);
        Call overwriting = Call.random(bound, 3).forward().backward();
        Call adding = Call.random(bound, 3).forward();
        List<Tensor> gradients = bound.tensors().stream()
                .filter(tensor -> tensor.role() == Role.GRADIENT)
                .toList();
        Random random = new Random(4);
        for (Tensor gradient : gradients) {
            float[] held = new float[bound.length(gradient)];
            float[] expected = new float[held.length];
            for (int i = 0; i < held.length; i++) {
                held[i] = (float) random.nextGaussian();
                expected[i] = held[i] + (float) overwriting.get(gradient)[i];
            }
            adding.put(gradient, held);
            overwriting.put(gradient, expected);
        }
        bound.backward(adding.arguments(), adding.workspace(), Gradients.ADD);
        assertEquals(overwriting.results(), adding.results());
    }

    @ParameterizedTest
    @EnumSource(ScalarType.class)
    void everyCallAdds(ScalarType type) {
        BoundNorm bound = bound("LayerNorm", type);
        Call call = Call.random(bound, 5).forward().backward();
        double[] once = call.get(Role.GRADIENT, "gamma");
        bound.backward(call.arguments(), call.workspace(), Gradients.ADD);
        assertArrayEquals(Arrays.stream(once).map(v -> 2 * v).toArray(), call.get(Role.GRADIENT, "gamma"));
        bound.backward(call.arguments(), call.workspace(), Gradients.OVERWRITE);
        assertArrayEquals(once, call.get(Role.GRADIENT, "gamma"));
    }

    /** x and r are added before anything else, so their gradients are the same. */
    @Test
    void gradientsOfOneArrayAddUp() {
        BoundNorm bound = bound("AddRmsNorm", ScalarType.DOUBLE);
        Call call = Call.random(bound, 6).forward().backward();
        double[] dx = call.get(Role.GRADIENT, "x");
        double[] dr = call.get(Role.GRADIENT, "r");
        double[] both = new double[dx.length];
        call.put(call.tensor(Role.GRADIENT, "x"), both);
        call.put(call.tensor(Role.GRADIENT, "r"), both);
        bound.backward(call.arguments(), call.workspace(), Gradients.ADD);
        double[] sum = new double[dx.length];
        Arrays.setAll(sum, i -> dx[i] + dr[i]);
        assertArrayEquals(sum, both);
    }

    @Test
    void withoutAnArrayNothingIsAdded() {
        BoundNorm bound = bound("PowerNorm", ScalarType.DOUBLE);
        Call whole = Call.random(bound, 7).forward().backward();
        Map<String, String> before = whole.results();
        Call lacking = whole.without(whole.tensor(Role.GRADIENT, "beta"));
        assertThrows(
                IllegalArgumentException.class,
                () -> bound.backward(lacking.arguments(), lacking.workspace(), Gradients.ADD));
        assertEquals(before, whole.results());
    }
}
