package dev.normc.runtime.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.interpret.Interpreter;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.check.Checker;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.DiagnosticRenderer;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.format.Formatter;
import dev.normc.dsl.parse.ParseResult;
import dev.normc.dsl.parse.Parser;
import dev.normc.dsl.print.StatementPrinter;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import dev.normc.runtime.BoundNorm;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.JavaCompiler;
import dev.normc.runtime.KernelRun;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import dev.normc.runtime.gradcheck.GradientCheck;
import dev.normc.runtime.random.Comparison;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds for every text, a program or not, on the way from its first character to the numbers of its kernels. */
final class TextToKernel {

    /** Far more than any text needs on a busy machine: whoever takes longer hangs. */
    private static final Duration SOON = Duration.ofMinutes(2);

    /** Kernels and interpreter run over at most so many elements. */
    private static final long MOST_ELEMENTS = 4_000;

    /** The interpreter keeps all values of a graph at once. */
    private static final int MOST_NODES = 3_000;

    private static final long SEED = 11;

    /** Which kernels are made: javac takes ten times as long as all the rest. */
    enum Witnesses {
        JANINO_IN_DOUBLE,
        ALL
    }

    private final Source source;
    private final Witnesses witnesses;

    private TextToKernel(Source source, Witnesses witnesses) {
        this.source = source;
        this.witnesses = witnesses;
    }

    /**
     * Demands that the text is refused with diagnostics that lie in it, or is a program: one that survives printing,
     * that Janino and javac take, and whose kernels compute what the interpreter computes.
     *
     * @return the codes of the diagnostics; none for a program
     */
    static List<String> run(String text, Witnesses witnesses) {
        return assertTimeoutPreemptively(SOON, () -> new TextToKernel(new Source("text.norm", text), witnesses).run());
    }

    private List<String> run() {
        try {
            assertFormatted();
            NormFile file = Dsl.read(source);
            assertPrinted(file);
            for (Norm norm : file.norms()) {
                assertRuns(compiled(norm, ScalarType.DOUBLE, JavaCompiler.JANINO));
                if (witnesses == Witnesses.ALL) {
                    assertRuns(compiled(norm, ScalarType.FLOAT, JavaCompiler.JAVAC));
                }
            }
            return List.of();
        } catch (InvalidNormException refused) {
            assertPlaced(refused);
            return refused.diagnostics().stream().map(Diagnostic::code).toList();
        }
    }

    private CompiledNorm compiled(Norm norm, ScalarType type, JavaCompiler compiler) {
        Options options = Options.DEFAULT.withType(type);
        return new Normc(0).compile(source, Optional.of(norm.name().text()), options, compiler);
    }

    private void assertPlaced(InvalidNormException refused) {
        assertFalse(refused.diagnostics().isEmpty(), "refused without a reason");
        assertFalse(DiagnosticRenderer.render(source, refused.diagnostics()).isBlank(), "refused without a word");
        for (Diagnostic diagnostic : refused.diagnostics()) {
            Span span = diagnostic.span();
            assertTrue(span.end() <= source.text().length(), () -> "outside of the text: " + diagnostic);
            assertFalse(diagnostic.message().isBlank(), diagnostic.code());
        }
    }

    /** A text that parses is the same program in its canonical layout, with all words and comments. */
    private void assertFormatted() {
        String formatted = Formatter.format(source);
        Source layout = new Source("formatted.norm", formatted);
        assertEquals(printed(source), printed(layout), formatted);
        assertEquals(formatted, Formatter.format(layout), "formatted twice");
        assertEquals(withoutBlanks(source.text()), withoutBlanks(formatted), formatted);
    }

    private static List<String> printed(Source source) {
        return Parser.parse(source).file().norms().stream()
                .map(StatementPrinter::print)
                .toList();
    }

    private static String withoutBlanks(String text) {
        return text.replaceAll("[\\s;]", "");
    }

    /** The tree as it is written, and the plain norms that came of it, are programs again when they are printed. */
    private void assertPrinted(NormFile plain) {
        Parser.parse(source).file().norms().forEach(norm -> assertSameWhenPrinted(norm, false));
        plain.norms().forEach(norm -> assertSameWhenPrinted(norm, true));
    }

    private static void assertSameWhenPrinted(Norm norm, boolean complete) {
        String printed = StatementPrinter.print(norm);
        ParseResult again = Parser.parse(new Source("printed.norm", printed));
        if (again.diagnostics().stream()
                .anyMatch(diagnostic -> diagnostic.code().equals("name-too-long"))) {
            return; // calls within calls make longer names than anybody may write
        }
        assertEquals(List.of(), again.diagnostics(), printed);
        assertEquals(printed, StatementPrinter.print(again.file().norms().get(0)), "printed twice");
        if (complete) {
            assertEquals(List.of(), Checker.check(again.file()).diagnostics(), printed);
        }
    }

    private void assertRuns(CompiledNorm norm) {
        for (Mode mode : Mode.values()) {
            for (Map<String, Integer> sizes : sizes(norm.signature())) {
                bind(norm, sizes, mode).ifPresent(bound -> assertComputes(norm, mode, bound.sizes()));
            }
        }
    }

    /** What the interpreter computes: where it says anything, see {@link #isTame}. */
    private void assertComputes(CompiledNorm norm, Mode mode, Map<String, Integer> sizes) {
        if (sizes.containsValue(0) || isTame(norm, mode, sizes)) {
            assertEquals(Optional.empty(), new Comparison(norm, sizes, mode).steps(1, SEED));
        } else {
            KernelRun.of(norm, sizes, mode, Comparison.values(norm, sizes, SEED));
        }
    }

    /**
     * Whether all values on the way are of ordinary size: the contract lets others overflow or vanish in one order of
     * operations and not in another.
     */
    private static boolean isTame(CompiledNorm norm, Mode mode, Map<String, Integer> sizes) {
        List<Node> nodes =
                GraphBuilder.reachable(Comparison.results(norm.compilation().variant(mode == Mode.TRAINING)).stream()
                        .map(Binding::value)
                        .toList());
        if (nodes.size() > MOST_NODES) {
            return false;
        }
        List<Binding> values = nodes.stream()
                .map(node -> new Binding(
                        new Tensor(Role.OUTPUT, "value" + node.id(), node.axes().list()), node))
                .toList();
        double largest = norm.type() == ScalarType.DOUBLE ? 1e20 : 1e5;
        return Interpreter.evaluate(values, sizes, Comparison.values(norm, sizes, SEED)).values().stream()
                .flatMapToDouble(Arrays::stream)
                .allMatch(value -> value == 0 || (Math.abs(value) >= 1 / largest && Math.abs(value) <= largest));
    }

    /** A norm need not be defined for these sizes. */
    private static Optional<BoundNorm> bind(CompiledNorm norm, Map<String, Integer> sizes, Mode mode) {
        try {
            return Optional.of(norm.bind(sizes, mode));
        } catch (IllegalArgumentException notDefined) {
            return Optional.empty();
        }
    }

    /** Small odd sizes, single elements, and none along the first axis or the last; all within what can be run. */
    private static List<Map<String, Integer>> sizes(Signature signature) {
        List<Map<String, Integer>> all = new ArrayList<>();
        Map<String, Integer> odd = GradientCheck.defaultSizes(signature);
        all.add(odd);
        if (!odd.isEmpty()) {
            Map<String, Integer> single = new LinkedHashMap<>(odd);
            single.replaceAll((axis, size) -> size % 2 == 0 ? size : 1);
            all.add(single);
            List<String> axes = List.copyOf(odd.keySet());
            for (String axis : List.of(axes.get(0), axes.get(axes.size() - 1))) {
                Map<String, Integer> none = new LinkedHashMap<>(odd);
                none.put(axis, 0);
                all.add(none);
            }
        }
        all.removeIf(sizes -> elements(signature, sizes) > MOST_ELEMENTS);
        return all;
    }

    private static long elements(Signature signature, Map<String, Integer> sizes) {
        Map<String, Integer> complete;
        try {
            complete = Sizes.of(signature).complete(sizes);
        } catch (IllegalArgumentException notDefined) {
            return 0;
        }
        double elements = 1;
        for (int size : complete.values()) {
            elements *= Math.max(size, 1);
        }
        return (long) elements;
    }
}
