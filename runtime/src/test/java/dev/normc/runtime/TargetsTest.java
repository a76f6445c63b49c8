package dev.normc.runtime;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.runtime.Programs.Program;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels in plain Java and kernels by vectors of every length give the same bits for every program. */
class TargetsTest {

    private static final List<KernelTarget> VECTORS =
            List.of(KernelTarget.VECTOR_128, KernelTarget.VECTOR_256, KernelTarget.VECTOR_512);

    static Stream<Program> programs() {
        return Programs.all();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void vectorsOfEveryLengthGiveTheBitsOfPlainJava(Program program) {
        for (ScalarType type : ScalarType.values()) {
            CompiledNorm plain = program.compile(type, JavaCompiler.JANINO);
            for (KernelTarget target : VECTORS) {
                Options options = Options.DEFAULT.withType(type).withTarget(target);
                CompiledNorm vectors = program.compile(options, JavaCompiler.JANINO);
                for (Mode mode : Witness.modes(plain)) {
                    for (Map<String, Integer> sizes : Witness.sizes(plain)) {
                        Witness.assertSameBits(plain, vectors, mode, sizes);
                    }
                }
            }
        }
    }
}
