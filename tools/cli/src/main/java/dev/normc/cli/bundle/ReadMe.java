package dev.normc.cli.bundle;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.GraphPrinter;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.KernelTarget;
import dev.normc.dsl.ast.Norm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the page for the readers of a bundle.
 *
 * @param program the text of the program
 * @param file its name in the bundle
 * @param norm the norm of it that is exported
 * @param options what its class was compiled with
 * @param modes how its modes did
 * @param kernels the simple name of its class
 */
record ReadMe(String program, String file, Norm norm, Options options, List<Checked> modes, String kernels) {

    private static final String PAGE = """
            # @NORM@

            @ABOUT@

            ```
            @PROGRAM@```

            `@KERNELS@.java` has its forward and its backward as plain Java 17. It needs nothing but the JDK@MODULE@.

            ## How it is called

            Arrays are row-major.

            | array | what | shape |
            | --- | --- | --- |
            @ARRAYS@
            ```java
            @CALLS@```
            @SECOND@
            The class has more: slices of arrays, results in new arrays, states in one object. Its Javadoc says what
            each method takes.

            ## What is certified

            | mode | gradient of | worst error |
            | --- | --- | --- |
            @GRADIENTS@
            The error is the distance of the gradient, computed in double, from central differences of fourth order of
            the forward, relative to the largest of them; inputs and upstream gradients are random, with the seed
            @SEED@. @ROUNDING@`certificate.json` has the sizes, the steps, all options and the hash of every file. The
            numbers were computed by the kernels, which give the same bits everywhere.

            ## How it is tested and measured

            ```
            mvn test
            mvn -q test-compile exec:exec
            mvn -q test-compile exec:exec -Djmh="-f 1 -wi 2 -i 3"
            ```

            The first holds every result to golden numbers, bit for bit, and the gradients to central differences. The
            second runs the benchmark, the third a shorter one; what stands in `-Djmh` are options of JMH.

            ## How it was made

            By normc @VERSION@, with DIR for this folder:

            ```
            @COMMAND@
            ```

            The same formula and options give the same bytes on every machine.

            ## Terms

            The files of this folder may be used freely, under any terms. The norm's formula stays its author's.
            """;

    String text() {
        boolean vector = options.target().orElse(KernelTarget.SCALAR).isVector();
        Signature signature = modes.get(0).norm().signature();
        String about = signature.documentation().isBlank()
                ? "A normalization layer, from the formula"
                : signature.documentation().strip();
        return Texts.filled(
                PAGE,
                Map.ofEntries(
                        Map.entry("NORM", signature.name()),
                        Map.entry("ABOUT", about),
                        Map.entry("PROGRAM", program),
                        Map.entry("KERNELS", kernels),
                        Map.entry("MODULE", vector ? ", with `--add-modules jdk.incubator.vector`" : ""),
                        Map.entry("ARRAYS", arrays(signature)),
                        Map.entry("CALLS", calls(modes.get(0))),
                        Map.entry(
                                "SECOND",
                                modes.size() == 1
                                        ? ""
                                        : "\nIn inference, where the states stay as they are:\n\n```java\n"
                                                + calls(modes.get(1)) + "```\n"),
                        Map.entry("GRADIENTS", gradients()),
                        Map.entry("SEED", Long.toString(Problem.SEED)),
                        Map.entry("ROUNDING", rounding()),
                        Map.entry("VERSION", ProjectFile.version()),
                        Map.entry("COMMAND", command())));
    }

    private String arrays(Signature signature) {
        Fields fields = new Fields(modes.get(0).norm(), modes.get(0).mode());
        return Texts.lines(fields.tensors().stream()
                .map(tensor -> "| `" + fields.type(tensor) + "[] " + fields.name(tensor) + "` | "
                        + tensor.role().noun() + start(signature, tensor) + " | " + shape(signature, tensor) + " |")
                .toList());
    }

    private static String shape(Signature signature, Tensor tensor) {
        List<String> names = Sizes.of(signature).dimensions(tensor).stream()
                .map(Sizes.Dimension::name)
                .toList();
        return names.isEmpty() ? "one number" : names.toString();
    }

    private static String start(Signature signature, Tensor tensor) {
        return Stream.of(signature.data(), signature.parameters(), signature.states())
                .flatMap(List::stream)
                .filter(one -> one.tensor().equals(tensor))
                .map(Initialised::initial)
                .flatMap(java.util.Optional::stream)
                .map(initial -> "; at first " + GraphPrinter.expression(initial))
                .findFirst()
                .orElse("");
    }

    private String calls(Checked mode) {
        Fields fields = new Fields(mode.norm(), mode.mode());
        return Texts.lines(
                List.of(fields.newWorkspace(kernels), fields.forward(kernels, fields::name), fields.backward(kernels)));
    }

    private String gradients() {
        return Texts.lines(modes.stream()
                .flatMap(mode -> mode.rows().stream()
                        .map(row -> "| "
                                + (modes.size() == 1
                                        ? "training and inference"
                                        : mode.mode().name().toLowerCase(Locale.ROOT))
                                + " | " + row.of().name() + " | "
                                + (row.approximate()
                                        ? "another than the exact gradient, as the formula says"
                                        : Texts.number(row.error()))
                                + " |"))
                .toList());
    }

    private String rounding() {
        if (options.type() == ScalarType.DOUBLE) {
            return "";
        }
        String distances = modes.stream()
                .map(mode ->
                        Texts.number(mode.worstRounding()) + " (the test allows " + Texts.number(mode.rounding()) + ")")
                .collect(Collectors.joining(", in inference by "));
        return "In float, results differ from those in double by at most " + distances + ".\n";
    }

    /** The command, with all options that are not the usual ones. */
    private String command() {
        List<String> words = new ArrayList<>(
                List.of("normc generate " + file + "#" + norm.name().text()));
        words.add("--bundle DIR");
        words.add("--package " + options.packageName());
        words.add("--type " + options.type().toString().toLowerCase(Locale.ROOT));
        words.add("--target " + options.target().orElse(KernelTarget.SCALAR));
        if (options.parallel()) {
            words.add("--parallel");
        }
        options.constants().forEach((name, value) -> words.add("--const " + name + "=" + value));
        options.sizes().forEach((axis, size) -> words.add("--size " + axis + "=" + size));
        return String.join(" ", words);
    }
}
