package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.runtime.Programs.Program;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes that are fixed when a norm is compiled. */
class FixedSizesTest {

    /** Rows, batches, images, split axes, sized axes, counters and a running statistic. */
    static Stream<Program> programs() {
        return Stream.of(
                        "LayerNorm",
                        "RmsNorm",
                        "BatchNorm",
                        "PowerNorm",
                        "GroupNorm",
                        "BatchNorm2d",
                        "WholeTensor",
                        "MiddleAxis",
                        "Meeting",
                        "Slots",
                        "Halves",
                        "Whitened")
                .map(Programs::named);
    }

    private static CompiledNorm compile(Program program, Map<String, Integer> fixed) {
        return program.compile(Options.DEFAULT.withSizes(fixed), JavaCompiler.JANINO);
    }

    private static CompiledNorm layerNorm(Map<String, Integer> fixed) {
        return compile(Programs.named("LayerNorm"), fixed);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void fixedSizesGiveTheBitsOfSizesThatAreBound(Program program) {
        for (KernelTarget target : List.of(KernelTarget.SCALAR, KernelTarget.VECTOR_256)) {
            Options options = Options.DEFAULT.withTarget(target);
            CompiledNorm bound = program.compile(options, JavaCompiler.JANINO);
            for (Map<String, Integer> sizes : Witness.sizes(bound)) {
                List<String> axes = Sizes.of(bound.signature()).given();
                Map<String, Integer> all = given(bound, sizes);
                Map<String, Integer> last = Map.of(axes.get(axes.size() - 1), all.get(axes.get(axes.size() - 1)));
                for (Map<String, Integer> some : List.of(last, all)) {
                    CompiledNorm fixed = program.compile(options.withSizes(some), JavaCompiler.JANINO);
                    for (Mode mode : Witness.modes(bound)) {
                        Witness.assertSameBits(bound, fixed, mode, sizes);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void bothCompilersOfJavaTakeThem(Program program) {
        CompiledNorm bound = program.compile(Options.DEFAULT.withType(ScalarType.DOUBLE), JavaCompiler.JANINO);
        Map<String, Integer> sizes = Witness.sizes(bound).get(0);
        for (KernelTarget target : List.of(KernelTarget.SCALAR, KernelTarget.VECTOR_256)) {
            Options options = Options.DEFAULT
                    .withType(ScalarType.DOUBLE)
                    .withTarget(target)
                    .withSizes(given(bound, sizes));
            for (JavaCompiler compiler : JavaCompiler.values()) {
                Witness.assertSameBits(bound, program.compile(options, compiler), Mode.TRAINING, sizes);
            }
        }
    }

    /** The sizes that a caller says, out of all. */
    private static Map<String, Integer> given(CompiledNorm norm, Map<String, Integer> all) {
        Map<String, Integer> given = new LinkedHashMap<>();
        for (String axis : Sizes.of(norm.signature()).given()) {
            int size = norm.signature().splits().stream()
                    .filter(split -> split.whole().equals(axis))
                    .map(split -> new Sizes.Dimension(axis, split.parts()).length(all))
                    .findFirst()
                    .orElseGet(() -> all.getOrDefault(axis, 0));
            given.put(axis, size);
        }
        return given;
    }

    @Test
    void theClassHasThemAsConstantsAndAsksForTheOthers() {
        CompiledNorm norm = layerNorm(Map.of("D", 768));
        assertEquals(List.of("N"), norm.compilation().emitted().training().axes());
        assertTrue(norm.source().contains("private static final int D = 768;"), norm.source());
        assertTrue(norm.source().contains("public Workspace(int N)"), norm.source());
        assertTrue(norm.source().contains("        final int D = 768;\n"), norm.source());
        assertFalse(norm.source().contains("workspace.D"), norm.source());
        assertTrue(norm.source().contains("Sizes: N.\n * For D = 768 alone."), norm.source());
        CompiledNorm all = layerNorm(Map.of("D", 768, "N", 2));
        assertTrue(all.source().contains("public Workspace()"), all.source());
        assertTrue(all.source().contains("All sizes are fixed.\n * For N = 2, D = 768 alone."), all.source());
    }

    @Test
    void whatFollowsFromThemIsAConstantToo() {
        CompiledNorm groups = compile(Programs.named("GroupNorm"), Map.of("C", 6));
        assertEquals(
                Map.of("C", 6).size() + 1,
                groups.signature().fixed().size(),
                groups.signature().fixed()::toString);
        assertFalse(Sizes.of(groups.signature()).given().contains("C"));
        CompiledNorm meeting = compile(Programs.named("Meeting"), Map.of("T", 5));
        assertEquals(Map.of("T", 5, "S", 5), meeting.signature().fixed());
        assertTrue(meeting.source().contains("private static final int S = 5;"), meeting.source());
    }

    @Test
    void aPartOfASplitAxisLeavesTheWholeToTheCaller() {
        CompiledNorm norm =
                compile(Programs.text("norm P(x[N, C = G*K]) {\n    return x - mean[K](x)\n}\n"), Map.of("G", 2));
        assertEquals(List.of("N", "C"), Sizes.of(norm.signature()).given());
        assertEquals(
                Map.of("N", 1, "G", 2, "K", 3),
                norm.bind(Map.of("N", 1, "C", 6), Mode.TRAINING).sizes());
        refused(
                "P: the size of C = G*K must be a multiple of 2, given 5",
                () -> norm.bind(Map.of("N", 1, "C", 5), Mode.TRAINING));
    }

    @Test
    void bindTakesThemAgainAndRefusesOthers() {
        CompiledNorm norm = layerNorm(Map.of("D", 768));
        Map<String, Integer> sizes = Map.of("N", 3, "D", 768);
        assertEquals(sizes, norm.bind(Map.of("N", 3), Mode.TRAINING).sizes());
        assertEquals(sizes, norm.bind(sizes, Mode.TRAINING).sizes());
        refused(
                "LayerNorm: it was compiled for D = 768, given 5",
                () -> norm.bind(Map.of("N", 3, "D", 5), Mode.TRAINING));
        refused("LayerNorm: expected a size for axis N, given {}", () -> norm.bind(Map.of(), Mode.TRAINING));
        CompiledNorm groups = compile(Programs.named("GroupNorm"), Map.of("C", 6));
        Map<String, Integer> other =
                new LinkedHashMap<>(given(groups, Witness.sizes(groups).get(0)));
        other.put("C", 8);
        refused("GroupNorm: the size of C = G*K must be 6, given 8", () -> groups.bind(other, Mode.TRAINING));
    }

    @Test
    void sizesThatCannotBeFixedAreRefusedWhenTheNormIsCompiled() {
        refused("LayerNorm has no axis E; its axes are N, D", () -> layerNorm(Map.of("E", 5)));
        refused("LayerNorm: a size that is fixed must be at least 1, given -1 for D", () -> layerNorm(Map.of("D", -1)));
        refused("LayerNorm: a size that is fixed must be at least 1, given 0 for D", () -> layerNorm(Map.of("D", 0)));
        Program meeting = Programs.named("Meeting");
        refused("Meeting: the size of S = T must be 5, given 4", () -> compile(meeting, Map.of("T", 5, "S", 4)));
        refused(
                "Meeting: the size of S = T follows from others; fix [T] instead",
                () -> compile(meeting, Map.of("S", 4)));
        refused(
                "GroupNorm: the size of C = G*K must be a multiple of 2, given 5",
                () -> compile(Programs.named("GroupNorm"), Map.of("C", 5)));
        refused(
                "GroupNorm: the constant G is 2, the size given for it 3",
                () -> compile(Programs.named("GroupNorm"), Map.of("G", 3)));
        Program parts = Programs.text("norm P(x[N, C = G*K]) {\n    return x - mean[K](x)\n}\n");
        refused("P: expected a size for axis G, given {C=6}", () -> compile(parts, Map.of("C", 6)));
        refused("P: the size of C = G*K must be 4, given 6", () -> compile(parts, Map.of("C", 6, "G", 2, "K", 2)));
    }

    private static void refused(String sentence, org.junit.jupiter.api.function.Executable call) {
        assertEquals(
                sentence, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
