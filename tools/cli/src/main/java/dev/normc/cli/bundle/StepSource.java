package dev.normc.cli.bundle;

import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The class of a test that holds the arrays of one step.
 *
 * @param name its simple name
 * @param kernels the simple name of the class whose kernels it calls
 * @param fields the arrays
 * @param inDouble the class of the same step in double, if this one is in float
 */
record StepSource(String name, String kernels, Fields fields, Optional<StepSource> inDouble) {

    private static final String CLASS = """

                /** The arrays of one step of {@link @KERNELS@}. */
                private static final class @NAME@ {
            @DECLARED@
                    @NAME@(@PARAMETERS@) {
            @ASSIGNED@        }

                    void run() {
                        @WORKSPACE@
                        @FORWARD@
                        @BACKWARD@
                    }
            @LAST@    }
            """;

    private static final String TERMS = """

                    /** What the outputs add to the loss, element by element. The states stay as they are. */
                    double[] terms() {
                        @WORKSPACE@
                        @FORWARD@
                        double[] terms = new double[@LENGTH@];
                        int at = 0;
            @LOOPS@            return terms;
                    }
            """;

    private static final String LOOP = """
                        for (int i = 0; i < @OUTPUT@.length; i++) {
                            terms[at++] = @UPSTREAM@[i] * @OUTPUT@[i];
                        }
            """;

    private static final String WIDENED = """

                    /** The same numbers in double. */
                    @NAME@ inDouble() {
                        @NAME@ step = new @NAME@(@SIZES@);
            @ASSIGNED@            return step;
                    }
            """;

    String text() {
        List<String> declared = new ArrayList<>();
        fields.sizes().forEach(size -> declared.add("        final int " + size + ";"));
        fields.tensors()
                .forEach(tensor -> declared.add("        " + fields.type(tensor) + "[] " + fields.name(tensor) + ";"));
        return Texts.filled(
                CLASS,
                Map.of(
                        "KERNELS", kernels,
                        "NAME", name,
                        "DECLARED", Texts.lines(declared),
                        "PARAMETERS",
                                fields.sizes().stream()
                                        .map(size -> "int " + size)
                                        .collect(Collectors.joining(", ")),
                        "ASSIGNED",
                                Texts.lines(fields.sizes().stream()
                                        .map(size -> "            this." + size + " = " + size + ";")
                                        .toList()),
                        "WORKSPACE", fields.newWorkspace(kernels),
                        "FORWARD", fields.forward(kernels, fields::name),
                        "BACKWARD", fields.backward(kernels),
                        "LAST", inDouble.map(this::widened).orElseGet(this::terms)));
    }

    private String terms() {
        List<Tensor> upstream = fields.of(Role.UPSTREAM);
        String length =
                upstream.stream().map(tensor -> fields.name(tensor) + ".length").collect(Collectors.joining(" + "));
        String loops = upstream.stream()
                .map(tensor -> Texts.filled(
                        LOOP,
                        Map.of(
                                "UPSTREAM",
                                fields.name(tensor),
                                "OUTPUT",
                                fields.name(new Tensor(Role.OUTPUT, tensor.name(), tensor.layout())))))
                .collect(Collectors.joining());
        return Texts.filled(
                TERMS,
                Map.of(
                        "WORKSPACE",
                        fields.newWorkspace(kernels),
                        "FORWARD",
                        fields.forward(
                                kernels,
                                tensor -> fields.name(tensor) + (tensor.role() == Role.STATE ? ".clone()" : "")),
                        "LENGTH",
                        length.isEmpty() ? "0" : length,
                        "LOOPS",
                        loops));
    }

    private String widened(StepSource other) {
        String assigned = fields.tensors().stream()
                .map(tensor -> "            step." + other.fields.name(tensor) + " = "
                        + (fields.type(tensor).equals("float")
                                ? "widened(" + fields.name(tensor) + ")"
                                : fields.name(tensor) + ".clone()")
                        + ";\n")
                .collect(Collectors.joining());
        return Texts.filled(
                WIDENED, Map.of("NAME", other.name, "SIZES", String.join(", ", fields.sizes()), "ASSIGNED", assigned));
    }
}
