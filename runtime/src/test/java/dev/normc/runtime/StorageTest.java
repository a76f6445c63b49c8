package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.emit.TensorStorage;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.runtime.Programs.Program;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels on tensors of 16 bits give the bits of the float kernels on the same numbers, each result rounded once. */
class StorageTest {

    static Stream<Program> programs() {
        return Programs.all();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void halvesGiveTheBitsOfFloatsRoundedOnce(Program program) {
        check(program, TensorStorage.BFLOAT16, Options.DEFAULT.withTarget(KernelTarget.SCALAR));
        check(
                program,
                TensorStorage.FLOAT16,
                Options.DEFAULT.withTarget(KernelTarget.VECTOR_256).withParallel(true));
    }

    private static void check(Program program, TensorStorage storage, Options options) {
        CompiledNorm floats = program.compile(options, JavaCompiler.JANINO);
        CompiledNorm halves = program.compile(options.withTensors(storage), JavaCompiler.JANINO);
        for (Mode mode : Witness.modes(floats)) {
            for (Map<String, Integer> sizes :
                    Witness.sizes(floats).stream().limit(2).toList()) {
                Map<Tensor, double[]> values = RandomArguments.of(floats.signature(), sizes, 31);
                values.forEach((tensor, numbers) -> round(halves, tensor, numbers));
                KernelRun expected = KernelRun.of(floats, sizes, mode, values);
                KernelRun actual = KernelRun.of(halves, sizes, mode, values);
                Map<String, long[]> bits = new LinkedHashMap<>();
                for (Tensor tensor : floats.bind(sizes, mode).tensors()) {
                    double[] numbers = expected.get(tensor).clone();
                    round(halves, tensor, numbers);
                    bits.put(
                            tensor.role() + " " + tensor.name(),
                            Arrays.stream(numbers)
                                    .mapToLong(Double::doubleToLongBits)
                                    .toArray());
                }
                Witness.assertSameBits(bits, actual.bits());
            }
        }
    }

    /** Rounds numbers to the form in which the tensor is kept. */
    private static void round(CompiledNorm halves, Tensor tensor, double[] numbers) {
        if (halves.storage(tensor).isHalf()) {
            Arrays.setAll(numbers, i -> halves.widened(halves.rounded((float) numbers[i])));
        }
    }

    @Test
    void halvesAreComputedInFloat() {
        Options options = Options.DEFAULT.withType(ScalarType.DOUBLE);
        assertThrows(IllegalArgumentException.class, () -> options.withTensors(TensorStorage.BFLOAT16));
    }

    @Test
    void aFloatArrayInThePlaceOfHalvesIsRefused() {
        BoundNorm bound = Programs.named("LayerNorm")
                .compile(Options.DEFAULT.withTensors(TensorStorage.FLOAT16), JavaCompiler.JANINO)
                .bind(Map.of("N", 2, "D", 3), Mode.TRAINING);
        Arguments arguments = bound.newArguments();
        assertThrows(IllegalArgumentException.class, () -> arguments.set(Role.INPUT, "x", new float[6]));
        assertThrows(IllegalArgumentException.class, () -> arguments.set(Role.PARAMETER, "gamma", new short[3]));
        arguments.set(Role.INPUT, "x", new short[6]).set(Role.PARAMETER, "gamma", new float[3]);
    }
}
