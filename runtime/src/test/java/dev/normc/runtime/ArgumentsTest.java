package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Arrays are checked when they are set, completeness at the call, and the message says what was expected. */
class ArgumentsTest {

    private static final Map<String, Integer> SIZES = Map.of("N", 3, "D", 5);

    private static BoundNorm layerNorm() {
        return new Normc().compile("LayerNorm", Options.DEFAULT).bind(SIZES, Mode.TRAINING);
    }

    private static BoundNorm bound(String program, Mode mode) {
        CompiledNorm norm = Programs.named(program).compile(ScalarType.DOUBLE, JavaCompiler.JANINO);
        return norm.bind(dev.normc.runtime.gradcheck.GradientCheck.defaultSizes(norm.signature()), mode);
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @SuppressWarnings("NullAway") // what a caller without such a check can do
    private static float[] noArray() {
        return null;
    }

    @Test
    void noArrayIsRefused() {
        Arguments arguments = layerNorm().newArguments();
        assertRefused(
                "x[N, D]: expected an array of 15 elements, given null",
                () -> arguments.set(Role.INPUT, "x", noArray()));
    }

    @Test
    void shortAndLongArraysAreRefused() {
        Arguments arguments = layerNorm().newArguments();
        assertRefused(
                "x[N, D]: expected an array of 15 elements, given one of 14",
                () -> arguments.set(Role.INPUT, "x", new float[14]));
        assertRefused(
                "dgamma[D]: expected an array of 5 elements, given one of 6",
                () -> arguments.set(Role.GRADIENT, "gamma", new float[6]));
    }

    @Test
    void aSingleNumberIsAnArrayOfOne() {
        Arguments arguments = bound("ScaleNorm", Mode.TRAINING).newArguments();
        assertRefused(
                "g: expected an array of 1 elements, given one of 0",
                () -> arguments.set(Role.PARAMETER, "g", new double[0]));
        arguments.set(Role.PARAMETER, "g", new double[1]);
    }

    @Test
    void theOtherNumberTypeIsRefused() {
        Arguments arguments = layerNorm().newArguments();
        assertRefused(
                "x[N, D]: expected an array of type float, given one of type double",
                () -> arguments.set(Role.INPUT, "x", new double[15]));
        Arguments doubles = bound("Softmax", Mode.TRAINING).newArguments();
        assertRefused(
                "x[N, D]: expected an array of type double, given one of type float",
                () -> doubles.set(Role.INPUT, "x", new float[35]));
    }

    @Test
    void anUnknownRoleOrNameIsRefusedWithAListOfWhatThereIs() {
        Arguments arguments = layerNorm().newArguments();
        String known = "; it has x[N, D], gamma[D], beta[D], y[N, D], dy[N, D], dx[N, D], dgamma[D], dbeta[D]";
        assertAll(
                () -> assertRefused(
                        "LayerNorm has no parameter gama" + known,
                        () -> arguments.set(Role.PARAMETER, "gama", new float[5])),
                () -> assertRefused(
                        "LayerNorm has no state gamma" + known, () -> arguments.set(Role.STATE, "gamma", new float[5])),
                () -> assertRefused(
                        "LayerNorm has no upstream gradient x" + known,
                        () -> arguments.set(Role.UPSTREAM, "x", new float[15])));
    }

    @Test
    void everyMissingArgumentIsNamedAtTheCallAndNothingIsWritten() {
        BoundNorm bound = bound("BatchNorm", Mode.TRAINING);
        for (Tensor missing : bound.tensors()) {
            Call complete = Call.random(bound, 1);
            Call call = complete.without(missing);
            Map<String, String> before = complete.bits(tensor -> true);
            String message = missing + ": expected the " + missing.role().noun() + ", an array of "
                    + bound.length(missing) + " elements, but none is set";
            if (bound.forward().parameters().contains(missing)) {
                assertRefused(message, call::forward);
            }
            if (bound.backward().parameters().contains(missing)) {
                assertRefused(message, call::backward);
            }
            assertEquals(before, complete.bits(tensor -> true), () -> "after the calls without " + missing);
        }
    }

    @Test
    void aMissingUpstreamOfOneOfTwoOutputsCountsAsZero() {
        BoundNorm bound = bound("AddRmsNorm", Mode.TRAINING);
        for (String missing : new String[] {"y", "s"}) {
            Call zero = Call.random(bound, 3);
            Tensor upstream = zero.tensor(Role.UPSTREAM, missing);
            zero.set(upstream, new double[bound.length(upstream)]);
            Call complete = Call.random(bound, 3);
            complete.without(upstream).forward().backward();
            assertEquals(zero.forward().backward().results(), complete.results(), () -> "without d" + missing);
        }
    }

    @Test
    void noUpstreamAtAllIsAnError() {
        BoundNorm bound = bound("AddRmsNorm", Mode.TRAINING);
        Arguments arguments = bound.newArguments();
        for (Tensor tensor : bound.tensors()) {
            if (tensor.role() != Role.UPSTREAM) {
                arguments.set(tensor.role(), tensor.name(), new double[bound.length(tensor)]);
            }
        }
        Workspace workspace = bound.newWorkspace();
        bound.forward(arguments, workspace);
        assertRefused(
                "dy[N, D]: expected the upstream gradient, an array of 35 elements, but none is set",
                () -> bound.backward(arguments, workspace));
    }

    @Test
    void dataWithAStandInMayBeLeftOut() {
        BoundNorm bound = bound("Masked", Mode.TRAINING);
        Call ones = Call.random(bound, 4);
        Tensor mask = ones.tensor(Role.DATA, "mask");
        double[] one = new double[bound.length(mask)];
        Arrays.fill(one, 1);
        ones.set(mask, one);
        Call complete = Call.random(bound, 4);
        complete.without(mask).forward().backward();
        assertEquals(ones.forward().backward().results(), complete.results());
    }

    @Test
    void dataWithoutAStandInIsNeeded() {
        BoundNorm bound = bound("MaskedBatch", Mode.TRAINING);
        Arguments arguments = bound.newArguments();
        for (Tensor tensor : bound.tensors()) {
            if (tensor.role() != Role.DATA) {
                arguments.set(tensor.role(), tensor.name(), new double[bound.length(tensor)]);
            }
        }
        assertRefused(
                "mask[N]: expected the data, an array of 5 elements, but none is set",
                () -> bound.forward(arguments, bound.newWorkspace()));
    }

    @Test
    void whatNoKernelOfTheModeReadsMayBeSetAllTheSame() {
        Arguments arguments = bound("PowerNorm", Mode.INFERENCE).newArguments();
        arguments.set(Role.STATE, "psi2_adjoint", new double[7]);
    }

    @Test
    void initialValuesAreThoseOfTheProgram() {
        BoundNorm bound = bound("BatchNorm", Mode.TRAINING);
        Arguments arguments = bound.newArguments();
        double[] own = {1, 2, 3, 4, 5, 6, 7};
        arguments.set(Role.PARAMETER, "beta", own).fillInitial();
        Map<String, double[]> expected = Map.of(
                "gamma", new double[] {1, 1, 1, 1, 1, 1, 1},
                "beta", own,
                "running_mean", new double[7],
                "running_var", new double[] {1, 1, 1, 1, 1, 1, 1},
                "y", new double[35]);
        for (Tensor tensor : bound.forward().parameters()) {
            if (expected.containsKey(tensor.name())) {
                assertArrayEquals(expected.get(tensor.name()), (double[]) arguments.get(tensor), tensor.toString());
            }
        }
    }

    @Test
    void anUpstreamThatWasMissingOnceMayComeLater() {
        BoundNorm bound = bound("AddRmsNorm", Mode.TRAINING);
        Call complete = Call.random(bound, 5);
        Tensor later = complete.tensor(Role.UPSTREAM, "s");
        Call call = complete.without(later).forward().backward();
        call.put(later, complete.array(later));
        call.backward();
        assertEquals(Call.random(bound, 5).forward().backward().results(), call.results());
    }
}
