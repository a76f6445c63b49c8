package dev.normc.runtime.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.dsl.Sources;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.KernelRun;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import dev.normc.runtime.cases.ArrayResult.Computed;
import dev.normc.runtime.gradcheck.GradientCheck;
import dev.normc.runtime.gradcheck.RandomArguments;
import dev.normc.runtime.npy.NpyFile;
import dev.normc.runtime.npy.NpyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes through files has the bits of a call on the same arrays. */
class ArrayRunnerTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    /** Files for all that {@code values} has, in the type that the kernels of {@code norm} have for it. */
    private ArrayStep write(CompiledNorm norm, Mode mode, Map<String, Integer> sizes, Map<Tensor, double[]> values)
            throws IOException {
        Map<Role, Map<String, Path>> files = new LinkedHashMap<>();
        for (Map.Entry<Tensor, double[]> one : values.entrySet()) {
            Tensor tensor = one.getKey();
            Path file = folder.resolve("given-" + tensor.label() + ".npy");
            List<Integer> shape = Shapes.of(norm.signature(), tensor, sizes);
            try (OutputStream out = Files.newOutputStream(file)) {
                if (norm.type(tensor) == ScalarType.DOUBLE) {
                    NpyWriter.write(out, shape, one.getValue());
                } else {
                    NpyWriter.write(out, shape, floats(one.getValue()));
                }
            }
            Role role = tensor.role() == Role.DATA ? Role.INPUT : tensor.role();
            files.computeIfAbsent(role, none -> new LinkedHashMap<>()).put(tensor.name(), file);
        }
        return new ArrayStep(
                mode,
                files.getOrDefault(Role.INPUT, Map.of()),
                files.getOrDefault(Role.PARAMETER, Map.of()),
                files.getOrDefault(Role.STATE, Map.of()),
                files.getOrDefault(Role.UPSTREAM, Map.of()),
                false,
                Map.of());
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double[] read(Path file) {
        try (NpyFile opened = NpyFile.open(file)) {
            return opened.doubles();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LayerNorm",
                "BatchNorm",
                "PowerNorm",
                "GroupNorm",
                "DyT",
                "AddRmsNorm",
                "MaskedBatchNorm",
                "ScaleNorm"
            })
    void filesHaveTheBitsOfACall(String name) throws IOException {
        Source source = Sources.open(name).source();
        for (ScalarType type : ScalarType.values()) {
            CompiledNorm norm = new Normc().compile(name, Options.DEFAULT.withType(type));
            Map<String, Integer> sizes = norm.bind(GradientCheck.defaultSizes(norm.signature()), Mode.TRAINING)
                    .sizes();
            for (Mode mode : Mode.values()) {
                Map<Tensor, double[]> values = RandomArguments.of(norm.signature(), sizes, 4);
                KernelRun run = KernelRun.of(norm, sizes, mode, values);
                ArrayStep step = write(norm, mode, sizes, values);
                ArrayResult result = ArrayRunner.run(
                        step,
                        source,
                        Optional.empty(),
                        Optional.empty(),
                        CaseOptions.DEFAULT.withTarget(KernelTarget.SCALAR));
                Path out = folder.resolve(type + "-" + mode);
                result.write(out);
                assertEquals(type, result.type());
                assertEquals(List.of(), result.leftOut());
                for (Tensor tensor : norm.bind(sizes, mode).tensors()) {
                    if (tensor.role() == Role.OUTPUT || tensor.role() == Role.GRADIENT || tensor.role() == Role.STATE) {
                        double[] written = read(out.resolve(tensor.label() + ".npy"));
                        assertArrayEquals(bits(run.get(tensor)), bits(written), name + " " + mode + " " + tensor);
                    }
                }
            }
        }
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }

    private Path npy(String name, List<Integer> shape, double... values) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            NpyWriter.write(out, shape, values);
        }
        return file;
    }

    private Path npy(String name, List<Integer> shape, float... values) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            NpyWriter.write(out, shape, values);
        }
        return file;
    }

    private static ArrayStep step(Map<String, Path> inputs, Map<String, Path> states, boolean backward) {
        return new ArrayStep(Mode.TRAINING, inputs, Map.of(), states, Map.of(), backward, Map.of());
    }

    private static ArrayResult run(String text, ArrayStep step, Optional<ScalarType> type, CaseOptions options) {
        return ArrayRunner.run(
                step, new Source("a.norm", text), Optional.empty(), type, options.withTarget(KernelTarget.SCALAR));
    }

    private static double[] get(ArrayResult result, String name) {
        Object array = result.arrays().stream()
                .filter(computed -> computed.name().equals(name))
                .map(Computed::array)
                .findFirst()
                .orElseThrow();
        return array instanceof double[] doubles ? doubles : widened((float[]) array);
    }

    private static double[] widened(float[] floats) {
        double[] doubles = new double[floats.length];
        Arrays.setAll(doubles, i -> floats[i]);
        return doubles;
    }

    /** A counter is double in every kernel, so its file says nothing of the others; any other state does. */
    @Test
    void kernelsAreOfDoubleIfAnythingButACounterIs() throws IOException {
        String counted = "norm A(x[N]) { state n = 3; update n = n + 1; return n * x }";
        Path x = npy("x.npy", List.of(2), 1f, 2f);
        Path n = npy("n.npy", List.of(), 5.0);
        ArrayResult result =
                run(counted, step(Map.of("x", x), Map.of("n", n), false), Optional.empty(), CaseOptions.DEFAULT);
        assertEquals(ScalarType.FLOAT, result.type());
        assertArrayEquals(new double[] {5, 10}, get(result, "y"));
        assertArrayEquals(new double[] {6}, get(result, "n"));
        String kept = "norm A(x[N]) { state n[N] = 3; update n = n + x; return n * x }";
        Path one = npy("one.npy", List.of(1), 1f);
        Path third = npy("third.npy", List.of(1), 1.0 / 3);
        ArrayResult exact =
                run(kept, step(Map.of("x", one), Map.of("n", third), false), Optional.empty(), CaseOptions.DEFAULT);
        assertEquals(ScalarType.DOUBLE, exact.type());
        assertArrayEquals(new double[] {1.0 / 3}, get(exact, "y"));
        assertTrue(exact.notes().isEmpty());
    }

    @Test
    void whoAsksForFloatGetsItAndIsToldOfTheRounding() throws IOException {
        Path x = npy("x.npy", List.of(1), 1.0 / 3);
        ArrayResult result = run(
                "norm A(x[N]) { return 2 * x }",
                step(Map.of("x", x), Map.of(), false),
                Optional.of(ScalarType.FLOAT),
                CaseOptions.DEFAULT);
        assertArrayEquals(new double[] {2 * (float) (1.0 / 3)}, get(result, "y"));
        assertEquals(List.of(x + " holds float64 and is rounded to float32 for kernels of float."), result.notes());
    }

    @Test
    void aBackwardWithoutUpstreamIsThatOfTheSum() throws IOException {
        Path x = npy("x.npy", List.of(2), 3f, -1f);
        String text = "norm A(x[N]) { param g = 0.5; return y = g * x^2, z = 4 * x }";
        for (Executor executor : Executor.values()) {
            ArrayResult result = run(
                    text,
                    step(Map.of("x", x), Map.of(), true),
                    Optional.empty(),
                    CaseOptions.DEFAULT.with(ScalarType.DOUBLE, executor));
            assertArrayEquals(new double[] {3 + 4, -1 + 4}, get(result, "dx"), executor.toString());
            assertArrayEquals(new double[] {10}, get(result, "dg"), executor.toString());
            assertEquals(List.of("g"), result.leftOut());
        }
    }

    @Test
    void withoutABackwardThereAreNoGradients() throws IOException {
        Path x = npy("x.npy", List.of(2), 3f, -1f);
        ArrayResult result = run(
                "norm A(x[N]) { return 2 * x }",
                step(Map.of("x", x), Map.of(), false),
                Optional.empty(),
                CaseOptions.DEFAULT);
        assertEquals(List.of("y"), result.arrays().stream().map(Computed::name).toList());
    }

    @Test
    void threadsGiveTheSameBits() throws IOException {
        float[] values = new float[600 * 300];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 7919) % 1013 / 100f;
        }
        Path x = npy("x.npy", List.of(600, 300), values);
        String text = "norm A(x[N, D]) { param g[D] = 1; return g * x / sqrt(mean[D](x^2) + 1) }";
        ArrayStep step = step(Map.of("x", x), Map.of(), true);
        ArrayResult alone = run(text, step, Optional.empty(), CaseOptions.DEFAULT);
        ArrayResult shared = run(text, step, Optional.empty(), CaseOptions.DEFAULT.withThreads(3));
        for (String name : List.of("y", "dx", "dg")) {
            assertArrayEquals(get(alone, name), get(shared, name), name);
        }
    }

    @Test
    void arraysWithoutElementsAndSingleNumbersAreArrays() throws IOException {
        Path none = npy("none.npy", List.of(0, 3), new float[0]);
        ArrayResult result = run(
                "norm A(x[N, D]) { param g[D] = 2; return g * x }",
                step(Map.of("x", none), Map.of(), true),
                Optional.empty(),
                CaseOptions.DEFAULT);
        assertEquals(Map.of("N", 0, "D", 3), result.sizes());
        assertArrayEquals(new double[0], get(result, "y"));
        assertArrayEquals(new double[3], get(result, "dg"));
        Path single = npy("single.npy", List.of(), 3f);
        ArrayResult one = run(
                "norm A(x) { return 2 * x }",
                step(Map.of("x", single), Map.of(), false),
                Optional.empty(),
                CaseOptions.DEFAULT);
        assertArrayEquals(new double[] {6}, get(one, "y"));
        assertEquals(List.of(), one.arrays().get(0).shape());
    }

    @Test
    void nothingIsWrittenIfOneFileCannotBe() throws IOException {
        Path x = npy("x.npy", List.of(2), 3f, -1f);
        ArrayResult result = run(
                "norm A(x[N]) { param g = 0.5; return g * x }",
                step(Map.of("x", x), Map.of(), true),
                Optional.empty(),
                CaseOptions.DEFAULT);
        Path out = folder.resolve("out");
        Files.createDirectories(out.resolve("dg.npy"));
        Files.writeString(out.resolve("y.npy"), "old");
        WholeFile.Unwritable refused = assertThrows(WholeFile.Unwritable.class, () -> result.write(out));
        assertEquals(out.resolve("dg.npy") + " cannot be written: it is a directory.", refused.getMessage());
        assertEquals("old", Files.readString(out.resolve("y.npy")));
        assertFalse(Files.exists(out.resolve("dx.npy")));
        try (var left = Files.list(out)) {
            assertEquals(2, left.count());
        }
    }
}
