package dev.normc.runtime;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.runtime.Programs.Program;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels in plain Java and kernels by vectors of every length give the same bits for every program. */
@Tag("optimized")
class TargetsTest {

    private static final List<KernelTarget> LENGTHS =
            List.of(KernelTarget.VECTOR_128, KernelTarget.VECTOR_256, KernelTarget.VECTOR_512);

    /** Norms of every kind: along a row, over a batch, with groups, with functions, with conditions. */
    private static final Set<String> CORE = Set.of(
            "LayerNorm",
            "BatchNorm",
            "PowerNorm",
            "GroupNorm",
            "DyT",
            "Derf",
            "Softmax",
            "MaskedBatchNorm",
            "Functions");

    static Stream<Program> programs() {
        return Programs.all();
    }

    static Stream<Program> core() {
        return Programs.all().filter(program -> CORE.contains(program.norm()));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void vectorsGiveTheBitsOfPlainJava(Program program) {
        assertSameBits(program, ScalarType.FLOAT, List.of(KernelTarget.VECTOR_128, KernelTarget.VECTOR_512), 1, 3);
        assertSameBits(program, ScalarType.DOUBLE, List.of(KernelTarget.VECTOR_256), 1, 3);
    }

    @ParameterizedTest
    @MethodSource("core")
    void vectorsOfEveryLengthDoSoForEveryShape(Program program) {
        for (ScalarType type : ScalarType.values()) {
            assertSameBits(program, type, LENGTHS, 0, 4);
        }
    }

    /** For the shapes {@code from} to {@code to}: {@link Witness#sizes} has small, tall, wide, and single elements. */
    private static void assertSameBits(Program program, ScalarType type, List<KernelTarget> targets, int from, int to) {
        CompiledNorm plain = program.compile(type, JavaCompiler.JANINO);
        List<Map<String, Integer>> shapes = Witness.sizes(plain);
        for (KernelTarget target : targets) {
            Options options = Options.DEFAULT.withType(type).withTarget(target);
            CompiledNorm vectors = program.compile(options, JavaCompiler.JANINO);
            for (Mode mode : Witness.modes(plain)) {
                for (Map<String, Integer> sizes : shapes.subList(from, Math.min(to, shapes.size()))) {
                    Witness.assertSameBits(plain, vectors, mode, sizes);
                }
            }
        }
    }

    /** Javac takes the same text, with no warning but that of the module, and makes the same of it. */
    @ParameterizedTest
    @MethodSource("core")
    void javacMakesTheSameOfVectors(Program program) {
        Options options = Options.DEFAULT.withTarget(KernelTarget.VECTOR);
        CompiledNorm janino = program.compile(options, JavaCompiler.JANINO);
        CompiledNorm javac = program.compile(options, JavaCompiler.JAVAC);
        for (Mode mode : Witness.modes(janino)) {
            Witness.assertSameBits(janino, javac, mode, Witness.sizes(janino).get(2));
        }
    }
}
