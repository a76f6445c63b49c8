package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.planning.SavePolicy;
import dev.normc.runtime.Programs.Program;
import dev.normc.runtime.gradcheck.GradientCheck;
import dev.normc.runtime.gradcheck.GradientReport;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Interpreter, central differences, Janino and javac agree on every program. */
class WitnessTest {

    /**
     * Central differences lose digits where a branch of Kinks has a large fifth derivative, and where a learned eps is
     * so close to the kink of its magnitude that the step must be short.
     */
    private static final Map<String, Double> DIFFERENCES = Map.of("Kinks", 1e-4, "FilterResponseNormLearnedEps", 1e-6);

    /**
     * With one channel the variance is 0 and 1 / sqrt(eps) is 1000: two terms of that size cancel, and the gradient of
     * the residual stands between them.
     */
    private static final Map<String, Double> ROUNDING = Map.of("AdaLayerNormZero", 1e-3);

    static Stream<Program> programs() {
        return Programs.all();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void kernelsComputeWhatTheInterpreterComputes(Program program) {
        for (JavaCompiler compiler : JavaCompiler.values()) {
            CompiledNorm norm = program.compile(ScalarType.DOUBLE, compiler);
            for (Mode mode : Mode.values()) {
                for (Map<String, Integer> sizes : Witness.sizes(norm)) {
                    Witness.assertAgrees(norm, mode, sizes, 1e-12);
                }
            }
        }
    }

    /**
     * Float rounds at 6e-8; a reduction of n terms and a cancellation of a few bits leave 1e-4 of the largest element.
     */
    @ParameterizedTest
    @MethodSource("programs")
    void floatKernelsAreWithinTheirRounding(Program program) {
        CompiledNorm norm = program.compile(ScalarType.FLOAT, JavaCompiler.JANINO);
        double tolerance = ROUNDING.getOrDefault(program.norm(), 1e-4);
        for (Mode mode : Mode.values()) {
            for (Map<String, Integer> sizes : Witness.sizes(norm)) {
                Witness.assertAgrees(norm, mode, sizes, tolerance);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void janinoAndJavacGiveTheSameBits(Program program) {
        for (ScalarType type : ScalarType.values()) {
            CompiledNorm janino = program.compile(type, JavaCompiler.JANINO);
            CompiledNorm javac = program.compile(type, JavaCompiler.JAVAC);
            for (Mode mode : Mode.values()) {
                for (Map<String, Integer> sizes : Witness.sizes(janino)) {
                    Witness.assertSameBits(janino, javac, mode, sizes);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void savingOrRecomputingMakesNoBitOfDifference(Program program) {
        CompiledNorm balanced = program.compile(ScalarType.DOUBLE, JavaCompiler.JANINO);
        for (SavePolicy policy : List.of(SavePolicy.SAVE_ALL, SavePolicy.RECOMPUTE_ALL)) {
            Options options = Options.DEFAULT.withType(ScalarType.DOUBLE).withSavePolicy(policy);
            CompiledNorm other = program.compile(options, JavaCompiler.JANINO);
            for (Mode mode : Mode.values()) {
                Map<String, Integer> sizes = Witness.sizes(balanced).get(0);
                Map<Tensor, double[]> values = RandomArguments.of(balanced.signature(), sizes, 6);
                Witness.assertSameBits(
                        KernelRun.of(balanced, sizes, mode, values).bits(),
                        KernelRun.of(other, sizes, mode, values).bits());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void gradientsAreTheCentralDifferencesOfTheForward(Program program) {
        CompiledNorm norm = program.compile(ScalarType.DOUBLE, JavaCompiler.JANINO);
        double tolerance = DIFFERENCES.getOrDefault(program.norm(), 1e-8);
        for (Mode mode : Mode.values()) {
            GradientReport report = GradientCheck.check(norm, GradientCheck.defaultSizes(norm.signature()), mode, 42);
            assertTrue(report.holds(tolerance), () -> program + " in " + mode + ": " + report);
        }
    }
}
