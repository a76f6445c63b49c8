package dev.normc.runtime;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.runtime.Programs.Program;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Interpreter, Janino and javac agree on long programs. */
class LongWitnessTest {

    /** Repetitions of a long program: enough for several parts in both kernels, few enough for the interpreter. */
    private static final int REPETITIONS = 150;

    @ParameterizedTest
    @EnumSource
    void longKernelsComputeWhatTheInterpreterComputes(LongPrograms program) {
        Program shortened = program.program(REPETITIONS);
        CompiledNorm janino = shortened.compile(ScalarType.DOUBLE, JavaCompiler.JANINO);
        CompiledNorm javac = shortened.compile(ScalarType.DOUBLE, JavaCompiler.JAVAC);
        for (Map<String, Integer> sizes : List.of(Map.of("N", 3, "D", 70), Map.of("N", 300, "D", 2))) {
            Witness.assertAgrees(janino, Mode.TRAINING, sizes, 1e-9);
            Witness.assertSameBits(janino, javac, Mode.TRAINING, sizes);
        }
        CompiledNorm single = shortened.compile(ScalarType.FLOAT, JavaCompiler.JANINO);
        Witness.assertAgrees(single, Mode.TRAINING, Map.of("N", 3, "D", 70), 1e-3);
    }
}
