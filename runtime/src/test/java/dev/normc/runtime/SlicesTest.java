package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.runtime.Programs.Program;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Slices of larger arrays give the bits of whole arrays, and nothing beside them is touched, for every program. */
class SlicesTest {

    static Stream<Program> programs() {
        return Programs.all();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void slicesGiveTheBitsOfWholeArrays(Program program) throws ReflectiveOperationException {
        Options options = Options.DEFAULT.withOverloads(true);
        check(program, options.withTarget(KernelTarget.SCALAR), JavaCompiler.JANINO, 2);
        check(program, options.withTarget(KernelTarget.VECTOR_256).withParallel(true), JavaCompiler.JANINO, 1);
        check(program, options.withType(ScalarType.DOUBLE).withTarget(KernelTarget.SCALAR), JavaCompiler.JAVAC, 1);
    }

    /** For the first {@code shapes}: small, then tall. */
    private static void check(Program program, Options options, JavaCompiler compiler, int shapes)
            throws ReflectiveOperationException {
        CompiledNorm norm = program.compile(options, compiler);
        var emitted = norm.compilation().emitted();
        for (Mode mode : Witness.modes(norm)) {
            if (emitted.entry(mode == Mode.TRAINING).forward().packed()
                    || emitted.entry(mode == Mode.TRAINING).backward().packed()) {
                continue; // very many arrays are always whole
            }
            for (Map<String, Integer> sizes :
                    Witness.sizes(norm).stream().limit(shapes).toList()) {
                Map<Tensor, double[]> values = RandomArguments.of(norm.signature(), sizes, 23);
                SlicedRun sliced = SlicedRun.of(norm, sizes, mode, values);
                Witness.assertSameBits(KernelRun.of(norm, sizes, mode, values).bits(), sliced.bits());
                assertEquals(0, sliced.touchedGaps(), program + " " + mode + " " + sizes);
            }
        }
    }
}
