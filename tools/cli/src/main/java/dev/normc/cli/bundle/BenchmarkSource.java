package dev.normc.cli.bundle;

import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.runtime.BoundNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the JMH benchmark of a bundle: forward and backward of training. */
final class BenchmarkSource {

    private static final String FILE = """
            package @PACKAGE@;

            /**
             * The time of {@link @KERNELS@}'s forward and backward. The README of this project has the command. Made by
             * normc; this file may be used freely, under any terms.
             */
            @org.openjdk.jmh.annotations.State(org.openjdk.jmh.annotations.Scope.Thread)
            @org.openjdk.jmh.annotations.BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
            @org.openjdk.jmh.annotations.OutputTimeUnit(java.util.concurrent.TimeUnit.MICROSECONDS)
            @org.openjdk.jmh.annotations.Warmup(iterations = 5, time = 1)
            @org.openjdk.jmh.annotations.Measurement(iterations = 5, time = 1)
            @org.openjdk.jmh.annotations.Fork(@FORK@)
            public class @KERNELS@Benchmark {
            @DECLARED@    @KERNELS@.@WORKSPACE@ workspace;

                @org.openjdk.jmh.annotations.Setup
                public void setUp() {
                    java.util.Random random = new java.util.Random(@SEED@);
            @ASSIGNED@        workspace = new @KERNELS@.@WORKSPACE@(@SIZES@);
                    forward();
                }

                @org.openjdk.jmh.annotations.Benchmark
                public @RETURNED@ forward() {
                    @FORWARD@
                    return @RESULT@;
                }

                @org.openjdk.jmh.annotations.Benchmark
                public @KERNELS@.@WORKSPACE@ backward() {
                    @BACKWARD@
                    return workspace;
                }

                private static float[] floats(java.util.Random random, int length, double low, double high) {
                    float[] numbers = new float[length];
                    for (int i = 0; i < length; i++) {
                        numbers[i] = (float) (low + (high - low) * random.nextDouble());
                    }
                    return numbers;
                }

                private static double[] doubles(java.util.Random random, int length, double low, double high) {
                    double[] numbers = new double[length];
                    for (int i = 0; i < length; i++) {
                        numbers[i] = low + (high - low) * random.nextDouble();
                    }
                    return numbers;
                }
            }
            """;

    private final Checked checked;
    private final Signature signature;
    private final Fields fields;
    private final Problem problem;
    private final BoundNorm bound;
    private final boolean sizesMayChange;

    private BenchmarkSource(Checked checked) {
        this.checked = checked;
        this.signature = checked.norm().signature();
        this.fields = new Fields(checked.norm(), checked.mode());
        this.problem = new Problem(
                "measured", Problems.measured(signature), checked.golden().positive());
        this.bound = checked.bind(problem);
        this.sizesMayChange =
                bound.tensors().stream().allMatch(tensor -> length(tensor).isPresent());
    }

    /** The text of the benchmark of {@code checked}, of the class with the simple name {@code kernels}. */
    static String text(String packageName, String kernels, Checked checked, boolean vector) {
        return new BenchmarkSource(checked).text(packageName, kernels, vector);
    }

    private String text(String packageName, String kernels, boolean vector) {
        Tensor result = fields.of(Role.OUTPUT).get(0);
        return Texts.filled(
                FILE,
                Map.ofEntries(
                        Map.entry("PACKAGE", packageName),
                        Map.entry("KERNELS", kernels),
                        Map.entry(
                                "FORK",
                                vector ? "value = 1, jvmArgsAppend = \"--add-modules=jdk.incubator.vector\"" : "1"),
                        Map.entry("WORKSPACE", workspace()),
                        Map.entry("DECLARED", declared()),
                        Map.entry("SEED", Long.toString(Problem.SEED)),
                        Map.entry("ASSIGNED", assigned()),
                        Map.entry("SIZES", String.join(", ", fields.sizes())),
                        Map.entry("RETURNED", fields.type(result) + "[]"),
                        Map.entry("RESULT", fields.name(result)),
                        Map.entry("FORWARD", fields.forward(kernels, fields::name)),
                        Map.entry("BACKWARD", fields.backward(kernels))));
    }

    private String workspace() {
        return checked.norm().compilation().emitted().training().workspace();
    }

    /** Sizes are parameters where the lengths of all arrays are products of them, else constants. */
    private String declared() {
        List<String> lines = new ArrayList<>();
        if (!sizesMayChange && !fields.sizes().isEmpty()) {
            lines.add("    // other sizes need other lengths below");
        }
        problem.sizes().forEach((axis, size) -> {
            String variable = JavaNames.size(axis);
            if (sizesMayChange) {
                lines.add("    @org.openjdk.jmh.annotations.Param(\"" + size + "\")");
                lines.add("    public int " + variable + ";\n");
            } else {
                lines.add("    private static final int " + variable + " = " + size + ";\n");
            }
        });
        fields.tensors().forEach(tensor -> lines.add("    " + fields.type(tensor) + "[] " + fields.name(tensor) + ";"));
        return Texts.lines(lines);
    }

    private String assigned() {
        List<String> lines = new ArrayList<>();
        for (Tensor tensor : fields.tensors()) {
            Numbers numbers = problem.numbers(tensor, bound);
            String length = sizesMayChange ? length(tensor).orElseThrow() : Integer.toString(bound.length(tensor));
            double low = numbers.kind() == Numbers.Kind.NAN ? 0 : numbers.low();
            double high = numbers.kind() == Numbers.Kind.SAME ? low : numbers.high();
            lines.add("        " + fields.name(tensor) + " = " + fields.type(tensor) + "s(random, " + length + ", "
                    + low + ", " + high + ");");
        }
        return Texts.lines(lines);
    }

    /** The number of elements, if it is a product of sizes that a caller gives and of those that are fixed. */
    private Optional<String> length(Tensor tensor) {
        Sizes sizes = Sizes.of(signature);
        List<Optional<String>> factors = sizes.dimensions(tensor).stream()
                .map(dimension -> sizes.given().contains(dimension.name())
                        ? Optional.of(JavaNames.size(dimension.name()))
                        : dimension.axes().stream()
                                        .allMatch(axis -> sizes.fixed(axis).isPresent())
                                ? Optional.of(Integer.toString(dimension.length(bound.sizes())))
                                : Optional.<String>empty())
                .toList();
        if (factors.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(
                factors.isEmpty()
                        ? "1"
                        : factors.stream().map(Optional::orElseThrow).collect(Collectors.joining(" * ")));
    }
}
