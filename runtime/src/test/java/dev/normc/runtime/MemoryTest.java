package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.emit.TensorStorage;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.SplitAxis;
import dev.normc.compiler.graph.Tensor;
import dev.normc.runtime.Programs.Program;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors outside of the heap give the bits of arrays, for every program. */
class MemoryTest {

    private static final ByteOrder OTHER_ORDER =
            ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;

    static Stream<Program> programs() {
        return Programs.all();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void buffersGiveTheBitsOfArrays(Program program) throws ReflectiveOperationException {
        check(program, TensorStorage.BUFFER, ScalarType.FLOAT, ByteOrder.nativeOrder());
        check(program, TensorStorage.BUFFER, ScalarType.DOUBLE, OTHER_ORDER);
    }

    @ParameterizedTest
    @MethodSource("programs")
    @EnabledForJreRange(min = JRE.JAVA_22)
    void segmentsGiveTheBitsOfArrays(Program program) throws ReflectiveOperationException {
        check(program, TensorStorage.SEGMENT, ScalarType.FLOAT, ByteOrder.nativeOrder());
    }

    private static void check(Program program, TensorStorage storage, ScalarType type, ByteOrder order)
            throws ReflectiveOperationException {
        Options options = Options.DEFAULT.withType(type);
        CompiledNorm arrays = program.compile(options, JavaCompiler.JANINO);
        JavaCompiler compiler = // Janino cannot call methods of interfaces such as a segment's
                storage == TensorStorage.SEGMENT ? JavaCompiler.JAVAC : JavaCompiler.JANINO;
        Emitted emitted = Emitted.of(program, program.fitted(options.withTensors(storage)), compiler);
        for (Mode mode : Witness.modes(arrays)) {
            Map<String, Integer> sizes = Witness.sizes(arrays).get(0);
            Map<Tensor, double[]> values = RandomArguments.of(arrays.signature(), sizes, 41);
            BoundNorm bound = arrays.bind(sizes, mode);
            EmittedNorm.Entry entry = emitted.emitted().entry(mode == Mode.TRAINING);
            if (entry.backward().packed()) {
                continue; // very many tensors come in one array of arrays
            }
            Map<Tensor, Object> objects = new LinkedHashMap<>();
            for (Tensor tensor : bound.tensors()) {
                double[] start = values.get(tensor);
                boolean inBuffer = storage.holds(tensor, arrays.signature());
                Object object = inBuffer
                        ? buffer(start, bound.length(tensor), type, order)
                        : array(start, bound.length(tensor), arrays.type(tensor));
                objects.put(tensor, inBuffer && storage == TensorStorage.SEGMENT ? segment((Buffer) object) : object);
            }
            Object workspace = emitted.workspace(mode, sizes(entry, bound));
            run(emitted, entry.forward(), objects, workspace);
            run(emitted, entry.backward(), objects, workspace);
            Map<String, long[]> bits = new LinkedHashMap<>();
            objects.forEach((tensor, object) -> bits.put(tensor.role() + " " + tensor.name(), bits(object)));
            Witness.assertSameBits(KernelRun.of(arrays, sizes, mode, values).bits(), bits);
        }
    }

    /** The sizes that a workspace takes: of axes, and of those that the norm splits. */
    private static int[] sizes(EmittedNorm.Entry entry, BoundNorm bound) {
        List<SplitAxis> splits = bound.norm().signature().splits();
        return entry.axes().stream()
                .mapToInt(axis -> splits.stream()
                        .filter(split -> split.whole().equals(axis))
                        .findFirst()
                        .map(split -> new Sizes.Dimension(axis, split.parts()).length(bound.sizes()))
                        .orElseGet(() -> Objects.requireNonNull(bound.sizes().get(axis))))
                .toArray();
    }

    private static void run(Emitted emitted, EmittedNorm.Method method, Map<Tensor, Object> objects, Object workspace) {
        List<Object> arguments = new ArrayList<>();
        method.parameters().forEach(tensor -> arguments.add(Objects.requireNonNull(objects.get(tensor))));
        arguments.add(workspace);
        emitted.call(method.name(), arguments.toArray());
    }

    /** A direct buffer whose position is nowhere in particular. */
    private static Buffer buffer(double @Nullable [] start, int length, ScalarType type, ByteOrder order) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(length * 8).order(order);
        if (type == ScalarType.DOUBLE) {
            DoubleBuffer doubles = bytes.asDoubleBuffer();
            for (int i = 0; i < length; i++) {
                doubles.put(i, start == null ? Double.NaN : start[i]);
            }
            return doubles.position(length / 2);
        }
        FloatBuffer floats = bytes.limit(length * 4).slice().order(order).asFloatBuffer();
        for (int i = 0; i < length; i++) {
            floats.put(i, start == null ? Float.NaN : (float) start[i]);
        }
        return floats.position(length / 3);
    }

    private static Object array(double @Nullable [] start, int length, ScalarType type) {
        double[] numbers = start == null ? new double[length] : start.clone();
        return type == ScalarType.DOUBLE ? numbers : KernelRun.toFloat(numbers);
    }

    /** Java 17 does not have the class. */
    private static Object segment(Buffer buffer) throws ReflectiveOperationException {
        return Class.forName("java.lang.foreign.MemorySegment")
                .getMethod("ofBuffer", Buffer.class)
                .invoke(null, buffer.duplicate().rewind());
    }

    private static long[] bits(Object object) {
        double[] numbers;
        if (object instanceof FloatBuffer floats) {
            numbers = new double[floats.limit()];
            Arrays.setAll(numbers, floats::get);
        } else if (object instanceof DoubleBuffer doubles) {
            numbers = new double[doubles.limit()];
            Arrays.setAll(numbers, doubles::get);
        } else if (object instanceof float[] floats) {
            numbers = new double[floats.length];
            Arrays.setAll(numbers, i -> floats[i]);
        } else if (object instanceof double[] doubles) {
            numbers = doubles;
        } else {
            return bits(floats(object));
        }
        return Arrays.stream(numbers).mapToLong(Double::doubleToLongBits).toArray();
    }

    private static FloatBuffer floats(Object segment) {
        try {
            ByteBuffer bytes = (ByteBuffer) Class.forName("java.lang.foreign.MemorySegment")
                    .getMethod("asByteBuffer")
                    .invoke(segment);
            return bytes.order(ByteOrder.nativeOrder()).asFloatBuffer();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aBufferOfAnotherLengthIsRefused() {
        Emitted layer = Emitted.of(
                Programs.named("LayerNorm"), Options.DEFAULT.withTensors(TensorStorage.BUFFER), JavaCompiler.JAVAC);
        FloatBuffer two = FloatBuffer.allocate(2);
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class,
                () -> layer.call(
                        "forward", FloatBuffer.allocate(3), two, two, two, layer.workspace(Mode.TRAINING, 1, 2)));
        assertEquals("x: expected a buffer of 2 elements, given one of 3", thrown.getMessage());
    }

    @Test
    void theRuntimeCallsKernelsOnArraysAlone() {
        Program program = Programs.named("LayerNorm");
        Options options = Options.DEFAULT.withTensors(TensorStorage.BUFFER);
        assertThrows(IllegalArgumentException.class, () -> program.compile(options, JavaCompiler.JANINO));
    }
}
