package dev.normc.cli.bundle;

import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.dsl.print.Decimals;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the JUnit test of a bundle: golden numbers of every mode, and its gradients against differences. */
final class TestSource {

    private static final String FILE = """
            package @PACKAGE@;

            import static org.junit.jupiter.api.Assertions.assertArrayEquals;
            import static org.junit.jupiter.api.Assertions.assertEquals;

            /**
             * What {@link @KERNELS@} computes, bit for bit, and its gradients against central differences. All numbers
             * are drawn with the seed @SEED@. Made by normc; this file may be used freely, under any terms.
             */
            class @KERNELS@Test {
            @MODES@@METHODS@}
            """;

    private static final String DIFFERENCES = """

                /** The gradient against central differences of fourth order of the sum of terms. */
                private static void assertDifferences(
                        String name, double[] point, double[] gradient, java.util.function.Supplier<double[]> terms) {
                    // @POINTS@ elements of a longer array, evenly spread
                    int every = Math.max(1, (point.length + @POINTS@ - 1) / @POINTS@);
                    double[] differences = new double[(point.length + every - 1) / every];
                    double[] sampled = new double[differences.length];
                    for (int k = 0; k < differences.length; k++) {
                        int i = k * every;
                        sampled[k] = gradient[i];
                        double wide = difference(point, i, @STEP@, terms);
                        double narrow = difference(point, i, @STEP@ / 8, terms);
                        // steps that disagree have a kink between them: there the smallest step counts
                        boolean smooth = Math.abs(wide - narrow) <= @SMOOTH@ * Math.max(1, Math.abs(wide));
                        differences[k] = smooth ? wide : difference(point, i, @STEP@ / 4096, terms);
                    }
                    assertClose(name, differences, sampled, @TOLERANCE@);
                }

                private static double difference(
                        double[] point, int i, double by, java.util.function.Supplier<double[]> terms) {
                    double at = point[i];
                    point[i] = at + by;
                    double[] ahead = terms.get();
                    point[i] = at - by;
                    double[] behind = terms.get();
                    point[i] = at + 2 * by;
                    double[] farAhead = terms.get();
                    point[i] = at - 2 * by;
                    double[] farBehind = terms.get();
                    point[i] = at;
                    double difference = 0;
                    for (int j = 0; j < ahead.length; j++) {
                        difference += 8 * (ahead[j] - behind[j]) - (farAhead[j] - farBehind[j]);
                    }
                    return difference / (12 * by);
                }

                /** The distance relative to the largest element of what is expected. */
                private static void assertClose(String name, double[] expected, double[] actual, double tolerance) {
                    double largest = 0;
                    for (double element : expected) {
                        largest = Math.max(largest, Math.abs(element));
                    }
                    double scale = largest > 0 ? largest : 1;
                    for (int i = 0; i < expected.length; i++) {
                        assertEquals(expected[i], actual[i], tolerance * scale, name + "[" + i + "]");
                    }
                }
            """;

    private static final String DRAWING = """

                private static @TYPE@[] uniform@SUFFIX@(java.util.Random random, int length, double low, double high) {
                    @TYPE@[] numbers = new @TYPE@[length];
                    for (int i = 0; i < length; i++) {
                        numbers[i] = @CAST@(low + (high - low) * random.nextDouble());
                    }
                    return numbers;
                }

                private static @TYPE@[] mask@SUFFIX@(java.util.Random random, int length) {
                    @TYPE@[] numbers = new @TYPE@[length];
                    for (int i = 0; i < length; i++) {
                        numbers[i] = i == 0 || random.nextInt(4) > 0 ? 1 : 0;
                    }
                    return numbers;
                }

                private static @TYPE@[] same@SUFFIX@(int length, double value) {
                    @TYPE@[] numbers = new @TYPE@[length];
                    java.util.Arrays.fill(numbers, @CAST@value);
                    return numbers;
                }
            """;

    private static final String WIDENING = """

                private static double[] widened(float[] floats) {
                    double[] doubles = new double[floats.length];
                    for (int i = 0; i < floats.length; i++) {
                        doubles[i] = floats[i];
                    }
                    return doubles;
                }
            """;

    private TestSource() {}

    /**
     * The text of the test.
     *
     * @param kernels the simple name of the class that it tests
     * @param inDouble that of the same norm in double; the same where it is in double itself
     * @param modes one, or one for training and one for inference
     */
    static String text(String packageName, String kernels, String inDouble, List<Checked> modes) {
        String texts = modes.stream()
                .map(mode -> new ModeTests(mode, modes.size() == 1, kernels, inDouble).text())
                .collect(Collectors.joining());
        boolean rounded = modes.get(0).isRounded();
        String methods = Texts.filled(
                        DIFFERENCES,
                        Map.of(
                                "STEP", Decimals.of(Differences.STEP),
                                "POINTS", Integer.toString(Differences.MOST_POINTS),
                                "SMOOTH", Decimals.of(Differences.SMOOTH),
                                "TOLERANCE", Decimals.of(Differences.TOLERANCE)))
                + drawing(rounded ? "float" : "double", "")
                + (rounded ? drawing("double", "InDouble") + WIDENING : "");
        return Texts.filled(
                FILE,
                Map.of(
                        "PACKAGE", packageName,
                        "KERNELS", kernels,
                        "SEED", Long.toString(Problem.SEED),
                        "MODES", texts.substring(1),
                        "METHODS", methods));
    }

    private static String drawing(String type, String suffix) {
        String cast = type.equals("float") ? "(float) " : "";
        return Texts.filled(DRAWING, Map.of("TYPE", type, "SUFFIX", suffix, "CAST", cast));
    }

    /** The tests of one mode. */
    private static final class ModeTests {

        /** A longer array is drawn in the test, and its results have a hash: a method of Java holds some 8,000. */
        private static final int MOST_LITERALS = 1024;

        private final Checked checked;
        private final StepSource step;
        private final Fields fields;
        private final String suffix;

        ModeTests(Checked checked, boolean alone, String kernels, String inDouble) {
            this.checked = checked;
            this.suffix = alone ? "" : "In" + capitalized(checked.mode().name().toLowerCase(Locale.ROOT));
            this.fields = new Fields(checked.norm(), checked.mode());
            String name = kernels + "Step" + suffix;
            Fields doubles = new Fields(checked.inDouble(), checked.mode());
            Optional<StepSource> wide = checked.isRounded()
                    ? Optional.of(new StepSource(name + "AsDouble", inDouble, doubles, Optional.empty()))
                    : Optional.empty();
            this.step = new StepSource(name, kernels, fields, wide);
        }

        private static String capitalized(String word) {
            return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        }

        String text() {
            boolean literal = fields.tensors().stream()
                    .allMatch(tensor -> checked.bind(checked.golden()).length(tensor) <= MOST_LITERALS);
            StringBuilder text = new StringBuilder();
            append(text, checked.golden(), literal);
            for (Problem problem :
                    Problems.large(checked.norm().signature(), checked.golden().positive())) {
                append(text, problem, false);
            }
            text.append(differences());
            if (checked.isRounded()) {
                text.append(rounding());
            }
            text.append(step.text());
            step.inDouble().ifPresent(wide -> text.append(wide.text()));
            return text.toString();
        }

        /** A test of the bits of {@code problem}'s results. */
        private void append(StringBuilder text, Problem problem, boolean literal) {
            String made = problem.name() + suffix;
            Step ran = Step.of(checked.bind(problem), problem).run();
            Step before = Step.of(checked.bind(problem), problem);
            StringBuilder methods = new StringBuilder();
            text.append("\n    @org.junit.jupiter.api.Test\n    void ")
                    .append(problem.name())
                    .append("SizesGiveTheSameBits")
                    .append(suffix)
                    .append("() {\n        ")
                    .append(step.name() + " step = " + made + "();\n        step.run();\n");
            for (Tensor tensor : fields.of(Role.OUTPUT, Role.STATE, Role.GRADIENT)) {
                String name = fields.name(tensor);
                String expected = made + "_" + name + "_after";
                text.append(
                        literal
                                ? "        assertArrayEquals(" + expected + "(), step." + name + ", \"" + name
                                        + "\");\n"
                                : "        assertEquals(" + hash(ran.array(tensor))
                                        + ", java.util.Arrays.hashCode(step." + name + "), \"" + name + "\");\n");
                if (literal) {
                    methods.append(numbers(tensor, expected, ran.array(tensor)));
                }
            }
            text.append("    }\n").append(problem(problem, made, literal));
            if (literal) {
                for (Tensor tensor : given()) {
                    methods.append(numbers(tensor, made + "_" + fields.name(tensor), before.array(tensor)));
                }
            }
            text.append(methods);
        }

        private List<Tensor> given() {
            return fields.of(Role.INPUT, Role.DATA, Role.PARAMETER, Role.STATE, Role.UPSTREAM);
        }

        private static int hash(Object array) {
            return array instanceof float[] floats
                    ? java.util.Arrays.hashCode(floats)
                    : java.util.Arrays.hashCode((double[]) array);
        }

        private String numbers(Tensor tensor, String method, Object array) {
            return "\n    private static " + fields.type(tensor) + "[] " + method + "() {\n        return "
                    + Texts.array(array, "        ") + ";\n    }\n";
        }

        /** The method that makes a step on {@code problem}. */
        private String problem(Problem problem, String method, boolean literal) {
            StringBuilder text = new StringBuilder("\n    private static " + step.name() + " " + method + "() {\n");
            if (!literal) {
                text.append("        java.util.Random random = new java.util.Random(" + Problem.SEED + ");\n");
            }
            text.append("        " + step.name() + " step = new " + step.name() + "(" + fields.sizes(problem.sizes())
                    + ");\n");
            for (Tensor tensor : fields.tensors()) {
                Numbers numbers = problem.numbers(tensor, checked.bind(problem));
                boolean isWritten = numbers.kind() == Numbers.Kind.NAN;
                String value =
                        literal && !isWritten ? method + "_" + fields.name(tensor) + "()" : drawn(tensor, numbers);
                text.append("        step." + fields.name(tensor) + " = " + value + ";\n");
            }
            return text.append("        return step;\n    }\n").toString();
        }

        private String drawn(Tensor tensor, Numbers numbers) {
            String type = checked.isRounded() && fields.type(tensor).equals("double") ? "InDouble" : "";
            String bounds = Texts.literal(numbers.low()) + ", " + Texts.literal(numbers.high());
            return switch (numbers.kind()) {
                case UNIFORM -> "uniform" + type + "(random, " + numbers.length() + ", " + bounds + ")";
                case MASK -> "mask" + type + "(random, " + numbers.length() + ")";
                case SAME -> "same" + type + "(" + numbers.length() + ", " + Texts.literal(numbers.low()) + ")";
                case NAN -> "same" + type + "(" + numbers.length() + ", Double.NaN)";
            };
        }

        private String differences() {
            StepSource wide = step.inDouble().orElse(step);
            String made = "golden" + suffix + "()" + (checked.isRounded() ? ".inDouble()" : "");
            StringBuilder text = new StringBuilder("\n    @org.junit.jupiter.api.Test\n"
                    + "    void gradientsAgreeWithCentralDifferences" + suffix + "() {\n        "
                    + wide.name() + " point = " + made + ";\n        "
                    + wide.name() + " step = " + made + ";\n        step.run();\n");
            for (Checked.Row row : checked.rows()) {
                Tensor gradient =
                        new Tensor(Role.GRADIENT, row.of().name(), row.of().layout());
                String name = wide.fields().name(gradient);
                text.append(
                        row.approximate()
                                ? "        // " + name + " is not the exact gradient, as the formula says\n"
                                : "        assertDifferences(\"" + name + "\", point."
                                        + wide.fields().name(row.of()) + ", step." + name + ", point::terms);\n");
            }
            return text.append("    }\n").toString();
        }

        private String rounding() {
            StepSource wide = step.inDouble().orElseThrow();
            StringBuilder text = new StringBuilder("\n    @org.junit.jupiter.api.Test\n"
                    + "    void floatAgreesWithDouble" + suffix + "() {\n        "
                    + step.name() + " step = golden" + suffix + "();\n        "
                    + wide.name() + " exact = step.inDouble();\n        step.run();\n        exact.run();\n");
            for (Tensor tensor : fields.of(Role.OUTPUT, Role.GRADIENT)) {
                String name = fields.name(tensor);
                text.append("        assertClose(\"" + name + "\", exact."
                        + wide.fields().name(tensor) + ", widened(step." + name + "), "
                        + Texts.literal(checked.rounding()) + ");\n");
            }
            return text.append("    }\n").toString();
        }
    }
}
