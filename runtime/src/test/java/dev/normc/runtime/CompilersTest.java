package dev.normc.runtime;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.planning.SavePolicy;
import dev.normc.runtime.Programs.Program;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Janino and javac, and all ways to save or recompute, give the same bits for every program. */
class CompilersTest {

    static Stream<Program> programs() {
        return Programs.all();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void janinoAndJavacGiveTheSameBits(Program program) {
        for (ScalarType type : ScalarType.values()) {
            CompiledNorm janino = program.compile(type, JavaCompiler.JANINO);
            CompiledNorm javac = program.compile(type, JavaCompiler.JAVAC);
            for (Mode mode : Witness.modes(janino)) {
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
            for (Mode mode : Witness.modes(balanced)) {
                Map<String, Integer> sizes = Witness.sizes(balanced).get(0);
                Map<Tensor, double[]> values = RandomArguments.of(balanced.signature(), sizes, 6);
                Witness.assertSameBits(
                        KernelRun.of(balanced, sizes, mode, values).bits(),
                        KernelRun.of(other, sizes, mode, values).bits());
            }
        }
    }
}
