package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.EmittedNorm.Method;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.runtime.Programs.Program;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes are checked when they are bound, sharing at the call. */
class BoundNormTest {

    /** Norms without an eps, or with one outside of the root, that give NaN for one element: 0 / 0. */
    private static final Set<String> UNDEFINED_FOR_ONE =
            Set.of("DiminishingBatchNorm", "NormInNorm", "PearsonNorm", "ZScoreNorm");

    static Stream<Program> programs() {
        return Programs.all();
    }

    private static CompiledNorm compiled(String name) {
        return Programs.named(name).compile(ScalarType.DOUBLE, JavaCompiler.JANINO);
    }

    private static BoundNorm bound(String name) {
        return compiled(name).bind(Map.of("N", 6, "D", 5), Mode.TRAINING);
    }

    private static Map<String, Integer> allSizes(CompiledNorm norm, int size) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        free(norm).forEach(axis -> sizes.put(axis, size));
        return sizes;
    }

    /** The axes whose sizes the program does not say. */
    private static List<String> free(CompiledNorm norm) {
        Sizes sizes = Sizes.of(norm.signature());
        return norm.signature().axes().stream()
                .filter(axis -> sizes.fixed(axis).isEmpty())
                .filter(axis -> !sizes.isSized(axis))
                .map(Axis::name)
                .toList();
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static String refusal(Executable call) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void everyAxisNeedsASizeAndNoOtherNameMayHaveOne() {
        CompiledNorm norm = compiled("LayerNorm");
        assertAll(
                () -> assertRefused(
                        "LayerNorm: expected a size for axis D, given {N=4}",
                        () -> norm.bind(Map.of("N", 4), Mode.TRAINING)),
                () -> assertRefused(
                        "LayerNorm has no axis C; its axes are N, D",
                        () -> norm.bind(Map.of("N", 4, "D", 4, "C", 4), Mode.TRAINING)));
    }

    @Test
    void sizesAreNotNegative() {
        assertRefused(
                "the size D must not be negative, given -1",
                () -> compiled("LayerNorm").bind(Map.of("N", 4, "D", -1), Mode.TRAINING));
    }

    /** In ints the size of C would be 4 here. */
    @Test
    void aSplitAxisIsNoLargerThanAnInt() {
        Program program = Programs.text("""
                norm Four(x[N, C = G*K]) {
                    const G = 4
                    return x - mean[K](x)
                }
                """);
        CompiledNorm norm = program.compile(ScalarType.FLOAT, JavaCompiler.JANINO);
        String message = refusal(() -> norm.bind(Map.of("N", 1, "K", (1 << 30) + 1), Mode.TRAINING));
        assertTrue(message.startsWith("the size C is too large for "), message);
    }

    @Test
    void constantsMayMultiplyToMoreThanAnInt() {
        Program program = Programs.text("""
                norm Huge(x[N, C = G*H*K]) {
                    const G = 100000
                    const H = 100000
                    return x - mean[K](x)
                }
                """);
        Options options = Options.DEFAULT.withConstants(Map.of("G", 1e5, "H", 1e5));
        CompiledNorm norm = program.compile(options, JavaCompiler.JANINO);
        assertRefused(
                "Huge: the size of C = G*H*K must be a multiple of 10000000000, given 100000",
                () -> norm.bind(Map.of("N", 1, "C", 100_000), Mode.TRAINING));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void moreElementsThanAnArrayHoldsAreAnErrorForEveryProgram(Program program) {
        CompiledNorm norm = program.compile(ScalarType.FLOAT, JavaCompiler.JANINO);
        if (free(norm).size() < 2) {
            return;
        }
        for (Mode mode : Mode.values()) {
            for (int size : new int[] {100_000, 65_536, Integer.MAX_VALUE}) {
                Map<String, Integer> sizes = new LinkedHashMap<>();
                free(norm).forEach(axis -> sizes.put(axis, sizes.size() < 2 ? size : 1));
                String message = refusal(() -> norm.bind(sizes, mode));
                assertTrue(
                        message.endsWith(": has more elements than a Java array can hold")
                                || message.matches("the size \\w+ is too large for .*"),
                        () -> program + " " + mode + " " + sizes + ": " + message);
            }
        }
    }

    @Test
    void batchNormOfOneRowIsRefusedInTrainingAndFineInInference() {
        CompiledNorm norm = compiled("BatchNorm");
        Map<String, Integer> sizes = Map.of("N", 1, "C", 3);
        assertRefused("BatchNorm divides by N - 1, which is 0 for these sizes", () -> norm.bind(sizes, Mode.TRAINING));
        Call call = Call.random(norm.bind(sizes, Mode.INFERENCE), 1).forward().backward();
        for (String name : List.of("x", "gamma", "beta")) {
            for (double value : call.get(Role.GRADIENT, name)) {
                assertTrue(Double.isFinite(value), () -> "d" + name + ": " + value);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void withoutElementsGradientsAreZeroAndStatesStay(Program program) {
        CompiledNorm norm = program.compile(ScalarType.FLOAT, JavaCompiler.JANINO);
        for (Mode mode : Mode.values()) {
            for (String axis : free(norm)) {
                Map<String, Integer> sizes = allSizes(norm, 4);
                sizes.put(axis, 0);
                assertNothingHappens(norm.bind(sizes, mode));
            }
            assertNothingHappens(norm.bind(allSizes(norm, 0), mode));
        }
    }

    private static void assertNothingHappens(BoundNorm bound) {
        Call call = Call.random(bound, 9);
        Map<String, String> states = call.bits(tensor -> tensor.role() == Role.STATE);
        call.forward().backward();
        String what = bound.norm().signature().name() + " " + bound.mode() + " " + bound.sizes();
        assertEquals(states, call.bits(tensor -> tensor.role() == Role.STATE), what);
        for (Tensor tensor : bound.tensors()) {
            if (tensor.role() == Role.GRADIENT) {
                assertArrayEquals(new double[bound.length(tensor)], call.get(tensor), what + " " + tensor);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void oneElementIsANormLikeAnyOther(Program program) {
        CompiledNorm norm = program.compile(ScalarType.FLOAT, JavaCompiler.JANINO);
        for (Mode mode : Mode.values()) {
            int least = UNDEFINED_FOR_ONE.contains(program.norm()) ? 2 : 1;
            Map<String, Integer> sizes = Programs.fewest(norm, mode, size -> allSizes(norm, Math.max(size, least)));
            Call call = Call.random(norm.bind(sizes, mode), 10);
            call.forward().backward();
            for (Tensor tensor : call.bound().tensors()) {
                if (KernelRun.isResult(tensor.role())) {
                    assertTrue(Double.isFinite(call.get(tensor)[0]), () -> program + " " + tensor);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aSharedArrayGivesTheSameBitsExactlyWhereItIsAllowed(Program program) {
        CompiledNorm norm = program.compile(ScalarType.FLOAT, JavaCompiler.JANINO);
        int axes = norm.signature().axes().size();
        int large = axes > 3 ? 5 : axes > 2 ? 9 : 70; // more than a block of rows, more than all lanes
        for (Mode mode : Mode.values()) {
            for (int size : new int[] {3, large}) {
                BoundNorm bound = norm.bind(allSizes(norm, size), mode);
                assertSharing(bound, false);
                assertSharing(bound, true);
            }
        }
    }

    private static void assertSharing(BoundNorm bound, boolean backward) {
        Method kernel = backward ? bound.backward() : bound.forward();
        for (Tensor written : kernel.parameters()) {
            for (Tensor read : kernel.parameters()) {
                boolean sameLength = bound.length(written) == bound.length(read)
                        && bound.norm().type(written) == bound.norm().type(read)
                        && !written.equals(read);
                boolean isWritten = isWritten(bound, backward, written);
                if (sameLength && isWritten) {
                    assertSharing(bound, backward, written, read);
                }
            }
        }
    }

    /** Outputs and gradients, and the states that this kernel moves. */
    private static boolean isWritten(BoundNorm bound, boolean backward, Tensor tensor) {
        var graph = bound.norm()
                .compilation()
                .variant(bound.mode() == Mode.TRAINING)
                .plan()
                .graph();
        var updates = backward ? graph.updates() : graph.forward().updates();
        return tensor.role() == Role.OUTPUT
                || tensor.role() == Role.GRADIENT
                || updates.stream().anyMatch(update -> update.tensor().equals(tensor));
    }

    private static void assertSharing(BoundNorm bound, boolean backward, Tensor written, Tensor read) {
        Call shared = Call.random(bound, 12);
        Call apart = Call.random(bound, 12);
        if (backward) {
            shared.forward();
            apart.forward();
        }
        if (written.role() == Role.STATE) {
            apart.set(written, apart.get(read)); // one array holds one value before the call
        }
        shared.share(written, read);
        String what = bound.norm().signature().name() + " " + bound.mode() + " " + bound.sizes() + ": " + written
                + " in the array of " + read;
        if (!bound.mayShare(backward, written, read)) {
            Map<String, String> before = shared.bits(tensor -> true);
            String message = refusal(() -> run(shared, backward));
            assertTrue(message.contains("is written and must not be the same array as"), message);
            assertTrue(message.contains(written.label()) && message.contains(read.label()), message);
            assertEquals(before, shared.bits(tensor -> true), () -> what + " failed but wrote");
            return;
        }
        run(shared, backward);
        run(apart, backward);
        Map<String, String> expected = apart.bits(tensor -> isWritten(bound, backward, tensor));
        assertEquals(expected, shared.bits(tensor -> isWritten(bound, backward, tensor)), what);
    }

    private static void run(Call call, boolean backward) {
        if (backward) {
            call.backward();
        } else {
            call.forward();
        }
    }

    @Test
    void layerNormMayOverwriteItsInputButTwoGradientsNeedTwoArrays() {
        BoundNorm bound = bound("LayerNorm");
        Call call = Call.random(bound, 2);
        Tensor x = call.tensor(Role.INPUT, "x");
        Tensor gamma = call.tensor(Role.GRADIENT, "gamma");
        Tensor beta = call.tensor(Role.GRADIENT, "beta");
        assertTrue(bound.mayShare(false, call.tensor(Role.OUTPUT, "y"), x));
        assertTrue(bound.mayShare(true, call.tensor(Role.GRADIENT, "x"), call.tensor(Role.UPSTREAM, "y")));
        assertFalse(bound.mayShare(true, gamma, beta));
        call.forward();
        call.share(beta, gamma);
        assertRefused("dgamma: is written and must not be the same array as dbeta", call::backward);
    }

    @Test
    void workspaceAndArgumentsOfAnotherBoundNormAreRefused() {
        Call one = Call.random(bound("LayerNorm"), 1);
        Call other = Call.random(bound("LayerNorm"), 1);
        String message = "LayerNorm: arguments and workspace must be made by the same bound norm";
        assertAll(
                () -> assertRefused(message, () -> one.bound().forward(one.arguments(), other.workspace())),
                () -> assertRefused(message, () -> one.bound().forward(other.arguments(), one.workspace())),
                () -> assertRefused(message, () -> one.bound().backward(one.arguments(), other.workspace())),
                () -> assertRefused(message, () -> one.bound().backward(other.arguments(), other.workspace())));
    }
}
