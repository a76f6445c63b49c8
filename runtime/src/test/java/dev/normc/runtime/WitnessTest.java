package dev.normc.runtime;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.runtime.Programs.Program;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels of every program compute what the interpreter computes. */
class WitnessTest {

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
        CompiledNorm norm = program.compile(ScalarType.DOUBLE, JavaCompiler.JANINO); // javac gives the same bits
        for (Mode mode : Witness.modes(norm)) {
            for (Map<String, Integer> sizes : Witness.sizes(norm)) {
                Witness.assertAgrees(norm, mode, sizes, 1e-12);
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
        for (Mode mode : Witness.modes(norm)) {
            for (Map<String, Integer> sizes : Witness.sizes(norm)) {
                Witness.assertAgrees(norm, mode, sizes, tolerance);
            }
        }
    }
}
