package dev.normc.runtime.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.normc.dsl.Sources;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.Mode;
import dev.normc.runtime.cases.CaseFile.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether case and program fit together. */
class CaseRunnerTest {

    private static final Map<String, Integer> AXES = Map.of("N", 2, "D", 3);
    private static final CaseTensor X = tensor(List.of(2, 3), 1, 2, 3, -1, 0, 2);
    private static final CaseTensor GAMMA = tensor(List.of(3), 1, 1, 1);

    @Test
    void aStepWithoutUpstreamHasNoBackward() {
        Step step = onlyStep(run("RmsNorm", step(Map.of("x", X), Map.of("gamma", GAMMA)), AXES, Map.of()));
        assertEquals(Optional.empty(), step.gradients());
        assertEquals(Optional.empty(), step.statesAfter());
        assertEquals(Optional.of(List.of("y")), step.outputs().map(outputs -> List.copyOf(outputs.keySet())));
    }

    @Test
    void aMissingSizeIsThatOfTheInput() {
        CaseResult result = run("RmsNorm", step(Map.of("x", X), Map.of("gamma", GAMMA)), Map.of(), Map.of());
        assertEquals(List.of(), result.notes());
    }

    @Test
    void anEntryOfAxesThatIsAConstantSetsIt() {
        Source source = new Source("scaled.norm", "norm Scaled(x[N, D]) {\n    const G = 1\n    return G * x\n}\n");
        Step given = step(Map.of("x", X), Map.of());
        CaseFile file = new CaseFile(Map.of(), Map.of("N", 2, "D", 3, "G", 4), Map.of(), List.of(given));
        CaseResult result = CaseRunner.run(file, source, Optional.empty(), CaseOptions.DEFAULT);
        assertEquals(
                Map.of("y", tensor(List.of(2, 3), 4, 8, 12, -4, 0, 8)),
                onlyStep(result).outputs().orElseThrow());
    }

    @Test
    void whatTheProgramDoesNotKnowIsNoted() {
        CaseResult result = run(
                "RmsNorm",
                step(Map.of("x", X), Map.of("gamma", GAMMA)),
                Map.of("N", 2, "D", 3, "G", 1),
                Map.of("warmup", 3.0));
        assertEquals(
                List.of(
                        "RmsNorm has no axis and no constant G; the case's is ignored.",
                        "RmsNorm has no constant warmup; the case's is ignored."),
                result.notes());
    }

    @Test
    void aSingleNumberMayHaveTheShapeOfOne() {
        Map<String, CaseTensor> parameters = new LinkedHashMap<>();
        parameters.put("alpha", tensor(List.of(1), 0.5));
        parameters.put("gamma", GAMMA);
        parameters.put("beta", GAMMA);
        run("DyT", step(Map.of("x", X), parameters), AXES, Map.of());
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertEquals(
                "Step 1 of the case: RmsNorm has no input z; it has x, gamma.",
                message(step(Map.of("z", X), Map.of("gamma", GAMMA)), AXES));
        assertEquals(
                "Step 1 of the case: RmsNorm has no parameter gama; did you mean gamma?",
                message(step(Map.of("x", X), Map.of("gama", GAMMA)), AXES));
        assertEquals(
                "Step 1 of the case: the parameter gamma[D] is missing.",
                message(step(Map.of("x", X), Map.of()), AXES));
        assertEquals(
                "Step 1 of the case: input x[N, D] needs the shape [2, 4], given [2, 3].",
                message(step(Map.of("x", X), Map.of("gamma", GAMMA)), Map.of("N", 2, "D", 4)));
        assertEquals(
                "Step 1 of the case: input x[N, D] needs the shape [2, 3], given [3, 2].",
                message(step(Map.of("x", tensor(List.of(3, 2), X.data())), Map.of("gamma", GAMMA)), AXES));
        assertEquals(
                "The case gives no size for axis N of RmsNorm; put it under axes.",
                message(step(Map.of(), Map.of()), Map.of()));
    }

    @Test
    void anUnknownStateHintsAtTheOption() {
        Step step = new Step(
                Mode.TRAINING,
                Map.of("x", X),
                Map.of("gamma", GAMMA, "beta", GAMMA),
                Optional.empty(),
                Optional.of(Map.of("nu", GAMMA)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertEquals(
                "Step 1 of the case: PowerNorm has no state nu; it has psi2, psi2_adjoint. If the program calls it"
                        + " otherwise, say how with --state nu=FACTOR*STATE.",
                assertThrows(CaseException.class, () -> run("PowerNorm", step, Map.of("N", 2, "C", 3), Map.of()))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nu", "nu=", "=x", "nu=0*x", "nu=a*x", "nu=2*", "nu=2*3*x", "nu=Infinity*x", "nu=2 x"})
    void aStateThatIsNotWrittenAsOneIsRefused(String written) {
        assertEquals(
                "A state of the case is written NAME=STATE or NAME=FACTOR*STATE, such as nu=-2*psi2_adjoint, with a"
                        + " factor that is not zero; given " + written + ".",
                assertThrows(CaseException.class, () -> StateMapping.parse(written))
                        .getMessage());
    }

    @Test
    void aStateIsReadWithAndWithoutFactor() {
        assertEquals(new StateMapping("nu", -2, "adjoint"), StateMapping.parse("nu = -2 * adjoint"));
        assertEquals(new StateMapping("mean", 1, "running_mean"), StateMapping.parse("mean=running_mean"));
    }

    @Test
    void valuesThatAreNotFiniteMustStandInTheirPlaces() {
        CaseTensor expected = tensor(List.of(2), Double.NaN, 1);
        assertEquals(0, compared(expected, expected).worst());
        assertEquals(
                Double.POSITIVE_INFINITY,
                compared(expected, tensor(List.of(2), 1, Double.NaN)).worst());
        assertEquals(
                0.5,
                compared(tensor(List.of(2), 4, 1), tensor(List.of(2), 4, 3)).worst());
    }

    private static CaseReport compared(CaseTensor expected, CaseTensor computed) {
        return CaseReport.of(withOutput(expected), withOutput(computed));
    }

    private static CaseFile withOutput(CaseTensor y) {
        Step step = new Step(
                Mode.INFERENCE,
                Map.of(),
                Map.of(),
                Optional.of(Map.of("y", y)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new CaseFile(Map.of(), Map.of(), Map.of(), List.of(step));
    }

    private static @Nullable String message(Step step, Map<String, Integer> axes) {
        return assertThrows(CaseException.class, () -> run("RmsNorm", step, axes, Map.of()))
                .getMessage();
    }

    private static Step onlyStep(CaseResult result) {
        return result.computed().steps().get(0);
    }

    private static CaseResult run(String norm, Step step, Map<String, Integer> axes, Map<String, Double> constants) {
        Map<String, Integer> ordered = new LinkedHashMap<>(new java.util.TreeMap<>(axes));
        CaseFile file = new CaseFile(Map.of(), ordered, constants, List.of(step));
        return CaseRunner.run(file, Sources.open(norm).source(), Optional.empty(), CaseOptions.DEFAULT);
    }

    private static Step step(Map<String, CaseTensor> inputs, Map<String, CaseTensor> parameters) {
        return new Step(
                Mode.TRAINING,
                inputs,
                parameters,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static CaseTensor tensor(List<Integer> shape, double... data) {
        return new CaseTensor(shape, data);
    }
}
