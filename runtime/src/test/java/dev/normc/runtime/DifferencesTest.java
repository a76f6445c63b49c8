package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.runtime.Programs.Program;
import dev.normc.runtime.gradcheck.GradientCheck;
import dev.normc.runtime.gradcheck.GradientReport;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients of every program are the central differences of its forward. */
class DifferencesTest {

    /** Elements of a value over all axes. */
    private static final int MOST_ELEMENTS = 150;

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
            GradientReport report = GradientCheck.check(norm, sizes(norm.signature()), mode, 42);
            assertTrue(report.holds(tolerance), () -> program + " in " + mode + ": " + report);
        }
    }

    /** Those that the command takes, made smaller: the time grows with the square of the elements. */
    private static Map<String, Integer> sizes(Signature signature) {
        Sizes units = Sizes.of(signature);
        Map<String, Integer> sizes = new LinkedHashMap<>(GradientCheck.defaultSizes(signature));
        while (elements(units.complete(sizes)) > MOST_ELEMENTS) {
            String longest = sizes.keySet().stream()
                    .max(Comparator.comparing(axis -> sizes.getOrDefault(axis, 0) / units.unit(axis)))
                    .orElseThrow();
            int shorter = sizes.getOrDefault(longest, 0) - units.unit(longest);
            if (shorter < 2 * units.unit(longest)) {
                break;
            }
            sizes.put(longest, shorter);
        }
        return sizes;
    }

    private static double elements(Map<String, Integer> sizes) {
        return sizes.values().stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    }
}
