package dev.normc.runtime.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.dsl.Sources;
import dev.normc.runtime.cases.CaseFile.Step;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The norms of the library on cases that others computed: PyTorch's autograd, and Algorithm 2 of PowerNorm's paper. */
class GoldenCasesTest {

    private static final double IN_DOUBLE = 1e-10;

    /**
     * Elements of these cases are of order one, and each rounding to float moves one by 2^-24 of it at most. The
     * longest way of an element to a result has the rounding of the input, ten in the sums of at most 33 elements and
     * less than twenty in the formula: below 32 * 2^-24.
     */
    private static final double IN_FLOAT = 0x1p-19;

    /**
     * Around 1e4, 2^-24 is 6e-4. That much the input's own rounding may move x - mu, and eleven times that the
     * roundings of the sum: four in each lane, six in the tree, one of the quotient. The deviation is one and the
     * largest element about three of it: (1 + 11) * 6e-4 / 3.
     */
    private static final double IN_FLOAT_AROUND_TEN_THOUSAND = 2.4e-3;

    private record Golden(String norm, String name, double inFloat, List<String> states) {}

    private static final List<Golden> GOLDENS = List.of(
            new Golden("LayerNorm", "layer_norm", IN_FLOAT, List.of()),
            new Golden("LayerNorm", "layer_norm_large_offset", IN_FLOAT_AROUND_TEN_THOUSAND, List.of()),
            new Golden("RmsNorm", "rms_norm", IN_FLOAT, List.of()),
            new Golden("BatchNorm", "batch_norm", IN_FLOAT, List.of()),
            new Golden("PowerNorm", "power_norm_paper", IN_FLOAT, List.of("nu=-2*psi2_adjoint")),
            new Golden("PowerNormV", "power_norm_v", IN_FLOAT, List.of()),
            new Golden("DyT", "dyt", IN_FLOAT, List.of()),
            new Golden("AdaLayerNorm", "ada_layer_norm", IN_FLOAT, List.of()),
            new Golden("AdaNorm", "ada_norm", IN_FLOAT, List.of()),
            new Golden("BatchNorm2d", "batch_norm_2d", IN_FLOAT, List.of()),
            new Golden("BatchRenorm", "batch_renorm", IN_FLOAT, List.of()),
            new Golden("Derf", "derf", IN_FLOAT, List.of()),
            new Golden("FilterResponseNorm", "filter_response_norm", IN_FLOAT, List.of()),
            new Golden("AddRmsNorm", "fused_add_rms_norm", IN_FLOAT, List.of()),
            new Golden("GatedRmsNorm", "gated_rms_norm", IN_FLOAT, List.of()),
            new Golden("GemmaRmsNorm", "gemma_rms_norm", IN_FLOAT, List.of()),
            new Golden("GroupNorm", "group_norm", IN_FLOAT, List.of()),
            new Golden("InstanceNorm", "instance_norm", IN_FLOAT, List.of()),
            new Golden("MaskedBatchNorm", "masked_batch_norm", IN_FLOAT, List.of()),
            new Golden("PowerNormReleased", "power_norm_official", IN_FLOAT, List.of()),
            new Golden("PowerNormGrouped", "power_norm_official_groups_mask", IN_FLOAT, List.of()),
            new Golden("ScaleNorm", "scale_norm", IN_FLOAT, List.of()),
            new Golden("Softmax", "softmax", IN_FLOAT, List.of()));

    static Stream<Arguments> everyGoldenUnderEveryExecutor() {
        return GOLDENS.stream()
                .flatMap(golden -> Stream.of(
                        Arguments.of(golden, ScalarType.DOUBLE, Executor.JANINO),
                        Arguments.of(golden, ScalarType.DOUBLE, Executor.JAVAC),
                        Arguments.of(golden, ScalarType.DOUBLE, Executor.INTERPRETER),
                        Arguments.of(golden, ScalarType.FLOAT, Executor.JANINO),
                        Arguments.of(golden, ScalarType.FLOAT, Executor.JAVAC)));
    }

    @ParameterizedTest
    @MethodSource("everyGoldenUnderEveryExecutor")
    void everyTensorOfEveryStepIsAsExpected(Golden golden, ScalarType type, Executor executor) {
        CaseResult result = run(golden, file(golden), type, executor);
        double bound = type == ScalarType.DOUBLE ? IN_DOUBLE : golden.inFloat();
        assertTrue(result.report().worst() <= bound, () -> "expected at most " + bound + ", got " + result.report());
        // the released module without its group scaling: the program has no groups to set to one
        boolean grouped = !golden.name().equals("power_norm_official");
        assertEquals(
                grouped ? 0 : 1, result.notes().size(), () -> result.notes().toString());
    }

    static Stream<Golden> everyGolden() {
        return GOLDENS.stream();
    }

    @ParameterizedTest
    @MethodSource("everyGolden")
    void theResultHasTheStructureOfTheCase(Golden golden) {
        CaseFile given = file(golden);
        CaseFile computed =
                run(golden, given, ScalarType.DOUBLE, Executor.JANINO).computed();
        assertEquals(given.description(), computed.description());
        assertEquals(given.axes(), computed.axes());
        assertEquals(given.constants(), computed.constants());
        for (int i = 0; i < given.steps().size(); i++) {
            assertEquals(
                    structure(given.steps().get(i)), structure(computed.steps().get(i)));
        }
    }

    @ParameterizedTest
    @MethodSource("everyGolden")
    void everyExpectedTensorIsCompared(Golden golden) {
        CaseFile given = file(golden);
        long expected = given.steps().stream()
                .flatMap(step -> Stream.of(
                        names("", step.outputs()), names("d", step.gradients()), names("", step.statesAfter())))
                .flatMap(names -> names)
                .distinct()
                .count();
        assertEquals(
                expected,
                run(golden, given, ScalarType.DOUBLE, Executor.JANINO)
                        .report()
                        .rows()
                        .size());
    }

    @ParameterizedTest
    @MethodSource("everyGolden")
    void whatIsWrittenIsReadAgain(Golden golden, @TempDir Path folder) {
        CaseFile file = file(golden);
        Path copy = folder.resolve("a/b/copy.json");
        file.write(copy);
        assertEquals(file, CaseFile.read(copy));
    }

    @Test
    void aCaseWithoutResultsGetsThem() {
        Golden golden = GOLDENS.get(3);
        CaseFile full = file(golden);
        List<Step> bare = full.steps().stream()
                .map(step -> new Step(
                        step.mode(),
                        step.inputs(),
                        step.parameters(),
                        Optional.empty(),
                        step == full.steps().get(0) ? step.statesBefore() : Optional.empty(),
                        step.upstream(),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
        CaseFile file = new CaseFile(full.description(), full.axes(), full.constants(), bare);
        CaseResult result = run(golden, file, ScalarType.DOUBLE, Executor.JANINO);
        assertEquals(List.of(), result.report().rows());
        CaseReport carried = CaseReport.of(full, result.computed());
        assertTrue(carried.worst() <= IN_DOUBLE, () -> "states must carry over from step to step: " + carried);
        assertEquals(6, carried.rows().size());
    }

    private static CaseResult run(Golden golden, CaseFile file, ScalarType type, Executor executor) {
        CaseOptions options = CaseOptions.DEFAULT
                .with(type, executor)
                .withStates(golden.states().stream().map(StateMapping::parse).toList());
        return CaseRunner.run(file, Sources.open(golden.norm()).source(), Optional.empty(), options);
    }

    private static CaseFile file(Golden golden) {
        try {
            return CaseFile.read(Path.of(
                    Objects.requireNonNull(GoldenCasesTest.class.getResource("/goldens/" + golden.name() + ".json"))
                            .toURI()));
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String structure(Step step) {
        return step.mode() + " " + shapes(Optional.of(step.inputs())) + shapes(Optional.of(step.parameters()))
                + shapes(step.outputs()) + shapes(step.statesBefore()) + shapes(step.upstream())
                + shapes(step.gradients()) + shapes(step.statesAfter());
    }

    private static String shapes(Optional<java.util.Map<String, CaseTensor>> tensors) {
        StringBuilder shapes = new StringBuilder();
        tensors.ifPresent(map -> map.forEach(
                (name, tensor) -> shapes.append(name).append(tensor.shape()).append(' ')));
        return shapes + "| ";
    }

    private static Stream<String> names(String prefix, Optional<java.util.Map<String, CaseTensor>> tensors) {
        return tensors.orElse(java.util.Map.of()).keySet().stream().map(name -> prefix + name);
    }
}
