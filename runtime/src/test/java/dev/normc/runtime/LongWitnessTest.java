package dev.normc.runtime;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.runtime.Programs.Program;
import dev.normc.runtime.gradcheck.RandomArguments;
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
        Options parallel = Options.DEFAULT.withType(ScalarType.DOUBLE).withParallel(true);
        assertThreadsMakeNoDifference(janino, shortened.compile(parallel, JavaCompiler.JANINO));
        CompiledNorm single = shortened.compile(ScalarType.FLOAT, JavaCompiler.JANINO);
        Witness.assertAgrees(single, Mode.TRAINING, Map.of("N", 3, "D", 70), 1e-3);
    }

    /** Every piece by a second thread, whose memory the first has not touched. */
    private static void assertThreadsMakeNoDifference(CompiledNorm one, CompiledNorm several) {
        Map<String, Integer> sizes = Sizes.of(one.signature()).complete(Map.of("N", 300, "D", 2));
        Map<Tensor, double[]> values = RandomArguments.of(one.signature(), sizes, 5);
        Threads second = new Threads(Runnable::run, 2, 0);
        Witness.assertSameBits(
                KernelRun.of(one, sizes, Mode.TRAINING, values).bits(),
                KernelRun.of(several, sizes, Mode.TRAINING, values, second).bits());
    }
}
