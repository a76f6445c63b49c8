package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.runtime.Programs.Program;
import dev.normc.runtime.gradcheck.GradientCheck;
import dev.normc.runtime.gradcheck.GradientReport;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients of every program are the central differences of its forward. */
class DifferencesTest {

    /**
     * Central differences lose digits where a branch of Kinks has a large fifth derivative, and where a learned eps is
     * so close to the kink of its magnitude that the step must be short.
     */
    private static final Map<String, Double> DIFFERENCES = Map.of("Kinks", 1e-4, "FilterResponseNormLearnedEps", 1e-6);

    static Stream<Program> programs() {
        return Programs.all();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void gradientsAreTheCentralDifferencesOfTheForward(Program program) {
        CompiledNorm norm = program.compile(ScalarType.DOUBLE, JavaCompiler.JANINO);
        double tolerance = DIFFERENCES.getOrDefault(program.norm(), 1e-8);
        for (Mode mode : Witness.modes(norm)) {
            GradientReport report = GradientCheck.check(norm, GradientCheck.defaultSizes(norm.signature()), mode, 42);
            assertTrue(report.holds(tolerance), () -> program + " in " + mode + ": " + report);
        }
    }
}
