package dev.normc.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.normc.compiler.Compilation.Variant;
import dev.normc.compiler.emit.TensorStorage;
import dev.normc.compiler.graph.FormulaPrinter;
import dev.normc.compiler.graph.Graph;
import dev.normc.compiler.graph.JointGraph;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.compiler.loop.LoopPrinter;
import dev.normc.compiler.plan.Decision;
import dev.normc.compiler.plan.Plan;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each stage makes of five norms, one file per stage, both modes where they differ. To write the files anew:
 * {@code -Dnormc.updateGoldens=true}; then read the difference.
 */
class StageGoldenTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/goldens");
    private static final List<String> NORMS = List.of("LayerNorm", "RmsNorm", "BatchNorm", "PowerNorm", "DyT");
    private static final String FIXED_SIZE = "LayerNorm768.java.txt";
    private static final String HINT = "; if the new text is right, run with -Dnormc.updateGoldens=true";

    /** A stage's result as lines. */
    private enum Stage {
        LOWERED("lowered.txt", StageGoldenTest::lowered),
        DERIVED("derived.txt", variant -> formulas(variant.derived(), Map.of())),
        SIMPLIFIED(
                "simplified.txt",
                variant -> formulas(variant.plan().graph(), variant.plan().names())),
        PLAN("plan.txt", variant -> decisions(variant.plan())),
        KERNEL("kernel.txt", variant -> kernels(variant));

        private final String file;
        private final Function<Variant, List<String>> lines;

        Stage(String file, Function<Variant, List<String>> lines) {
            this.file = file;
            this.lines = lines;
        }

        String text(Compilation compilation) {
            List<String> text = new ArrayList<>();
            boolean both = compilation.inference().isPresent();
            text.addAll(section(both ? "training" : "training and inference", lines.apply(compilation.training())));
            compilation.inference().ifPresent(variant -> text.addAll(section("inference", lines.apply(variant))));
            return String.join("\n", text) + "\n";
        }
    }

    private static Compilation compile(String norm) {
        return compile(norm, Options.DEFAULT);
    }

    private static Compilation compile(String norm, Options options) {
        Source source = Library.find(norm).orElseThrow();
        return Compiler.compile(source, Dsl.read(source).norms().get(0), options);
    }

    private static List<String> section(String title, List<String> lines) {
        List<String> section = new ArrayList<>(List.of("== " + title));
        section.addAll(lines);
        return section;
    }

    /** The graph under the program's own names. */
    private static List<String> lowered(Variant variant) {
        Graph graph = variant.lowered();
        return FormulaPrinter.forward(new JointGraph(graph, List.of(), List.of()), graph.names());
    }

    private static List<String> formulas(JointGraph joint, Map<Node, String> others) {
        Map<Node, String> names = others.isEmpty() ? joint.forward().names() : others;
        List<String> lines = new ArrayList<>(List.of("-- forward"));
        lines.addAll(FormulaPrinter.forward(joint, names));
        lines.add("-- backward");
        lines.addAll(FormulaPrinter.backward(joint, names));
        return lines;
    }

    private static List<String> decisions(Plan plan) {
        return plan.decisions().stream().map(StageGoldenTest::decision).toList();
    }

    private static String decision(Decision decision) {
        return decision.name() + decision.value().axes() + " " + decision.storage() + ": " + decision.reason();
    }

    private static List<String> kernels(Variant variant) {
        List<String> lines = new ArrayList<>(kernel("-- forward", variant.forward()));
        lines.addAll(kernel("-- backward", variant.backward()));
        return lines;
    }

    private static List<String> kernel(String title, Kernel kernel) {
        List<String> lines = new ArrayList<>(List.of(title));
        lines.addAll(LoopPrinter.print(kernel));
        return lines;
    }

    static Stream<Arguments> stages() {
        return NORMS.stream().flatMap(norm -> Arrays.stream(Stage.values()).map(stage -> Arguments.of(norm, stage)));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void stageGivesWhatItsFileSays(String norm, Stage stage) throws IOException {
        check(DIRECTORY.resolve(norm).resolve(stage.file), stage.text(compile(norm)));
    }

    /** What {@code normc generate} writes: slices, states in one object, new arrays; and other forms of tensors. */
    @Test
    void overloadsAreWhatTheirFilesSay() throws IOException {
        Options overloads = Options.DEFAULT.withOverloads(true);
        check(
                DIRECTORY.resolve("BatchNorm").resolve("BatchNorm.overloads.java.txt"),
                compile("BatchNorm", overloads).emitted().source());
        for (TensorStorage storage : List.of(TensorStorage.FLOAT16, TensorStorage.BUFFER, TensorStorage.SEGMENT)) {
            check(
                    DIRECTORY.resolve("LayerNorm").resolve("LayerNorm." + storage + ".java.txt"),
                    compile("LayerNorm", overloads.withTensors(storage))
                            .emitted()
                            .source());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LayerNorm", "RmsNorm", "BatchNorm", "PowerNorm", "DyT"})
    void sourceIsWhatItsFileSays(String norm) throws IOException {
        check(
                DIRECTORY.resolve(norm).resolve(norm + ".java.txt"),
                compile(norm).emitted().source());
    }

    /** The class and the loops of a norm whose calls several threads may share. */
    @Test
    void whatThreadsShareIsWhatItsFilesSay() throws IOException {
        Compilation shared = compile("LayerNorm", Options.DEFAULT.withParallel(true));
        check(
                DIRECTORY.resolve("LayerNorm").resolve("LayerNorm.parallel.java.txt"),
                shared.emitted().source());
        check(DIRECTORY.resolve("LayerNorm").resolve("kernel.parallel.txt"), Stage.KERNEL.text(shared));
    }

    @Test
    void sourceForVectorsIsWhatItsFileSays() throws IOException {
        Options options = Options.DEFAULT.withTarget(KernelTarget.VECTOR);
        check(
                DIRECTORY.resolve("LayerNorm").resolve("LayerNorm.vector.java.txt"),
                compile("LayerNorm", options).emitted().source());
    }

    @Test
    void sourceForAFixedSizeIsWhatItsFileSays() throws IOException {
        Options options = Options.DEFAULT.withSizes(Map.of("D", 768));
        check(
                DIRECTORY.resolve("LayerNorm").resolve(FIXED_SIZE),
                compile("LayerNorm", options).emitted().source());
    }

    @Test
    void everyFileBelongsToAStage() throws IOException {
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            long others = 8; // one for a fixed size, one for vectors, two for threads, four for forms of tensors
            long expected = NORMS.size() * (Stage.values().length + 1L) + others;
            assertEquals(expected, files.filter(Files::isRegularFile).count(), "files under " + DIRECTORY);
        }
    }

    private static void check(Path golden, String actual) throws IOException {
        if (Boolean.getBoolean("normc.updateGoldens")) {
            Files.createDirectories(golden.toAbsolutePath().getParent());
            Files.writeString(golden, actual);
        }
        assertTrue(Files.exists(golden), () -> "no " + golden + "; run with -Dnormc.updateGoldens=true");
        String expected = Files.readString(golden);
        if (!expected.equals(actual)) {
            fail(golden + " differs" + HINT + "\n" + difference(expected, actual));
        }
    }

    /** The lines between the first and the last that differ, the expected ones before the actual ones. */
    private static String difference(String expected, String actual) {
        List<String> old = expected.lines().toList();
        List<String> now = actual.lines().toList();
        int from = 0;
        while (from < Math.min(old.size(), now.size()) && old.get(from).equals(now.get(from))) {
            from++;
        }
        int oldTo = old.size();
        int nowTo = now.size();
        while (oldTo > from && nowTo > from && old.get(oldTo - 1).equals(now.get(nowTo - 1))) {
            oldTo--;
            nowTo--;
        }
        List<String> lines = new ArrayList<>(List.of("@@ line " + (from + 1)));
        old.subList(from, oldTo).forEach(line -> lines.add("- " + line));
        now.subList(from, nowTo).forEach(line -> lines.add("+ " + line));
        return String.join("\n", lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LayerNorm", "RmsNorm", "BatchNorm", "PowerNorm", "DyT", "PowerNormV"})
    void compilingTwiceGivesTheSameBytes(String norm) {
        Compilation one = compile(norm);
        Compilation two = compile(norm);
        assertEquals(one.emitted(), two.emitted());
        for (Stage stage : Stage.values()) {
            assertEquals(stage.text(one), stage.text(two), () -> norm + " " + stage);
        }
    }

    @Test
    void aDifferenceShowsTheLinesThatDiffer() {
        assertEquals("@@ line 2\n- b\n+ x\n+ y", difference("a\nb\nc\n", "a\nx\ny\nc\n"));
    }
}
