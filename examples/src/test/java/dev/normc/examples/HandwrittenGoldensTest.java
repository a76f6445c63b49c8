package dev.normc.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.normc.examples.naive.NaiveBatchNorm;
import dev.normc.examples.naive.NaivePowerNorm;
import dev.normc.examples.tuned.TunedBatchNorm;
import dev.normc.examples.tuned.TunedPowerNorm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernels over the recorded steps of other programs in double: PyTorch's autograd, and for PowerNorm the equations
 * of Algorithm 2.
 */
final class HandwrittenGoldensTest {

    /**
     * The largest error of a tensor against its largest element. The inputs are rounded to float, which costs a unit
     * (2^-24) or two, and no tensor here is the end of more than some ten roundings of its own size.
     */
    private static final double BOUND = 16 * 0x1p-24;

    /**
     * With x around 10,000 and a deviation of 1, floats are 2^-10 apart: rounding x moves it by up to 2^-11 of its
     * deviation, and rounding even the exact mean moves all of a row by as much again. A mean of 257 such numbers added
     * one after another carries besides the rounding of sums up to 2.6 million, which are 1/4 apart: some 2^-8 of the
     * deviation.
     */
    private static final Map<String, Double> BOUND_AT_LARGE_OFFSET =
            Map.of("naive", 0x1p-8, "tuned", 0x1p-10, "vector", 0x1p-10);

    private static final Map<String, String> NORMS = Map.of(
            "layer_norm", "LayerNorm",
            "layer_norm_large_offset", "LayerNorm",
            "rms_norm", "RmsNorm",
            "batch_norm", "BatchNorm",
            "power_norm_paper", "PowerNorm",
            "dyt", "DyT");

    /** A recorded case and a kernel to run on it. */
    record Case(String golden, HandwrittenKernel kernel) {
        @Override
        public String toString() {
            return kernel.label() + " on " + golden;
        }

        double bound() {
            return golden.endsWith("large_offset") ? Buffers.named(BOUND_AT_LARGE_OFFSET, kernel.label()) : BOUND;
        }
    }

    static Stream<Case> cases() {
        return NORMS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> HandwrittenKernels.of(entry.getValue()).stream()
                        .map(kernel -> new Case(entry.getKey(), kernel)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void allStepsAgree(Case c) {
        JsonNode golden = read(c.golden());
        int rows = golden.at("/axes/N").intValue();
        int columns = golden.at("/axes").has("D")
                ? golden.at("/axes/D").intValue()
                : golden.at("/axes/C").intValue();
        Map<String, Double> constants = new HashMap<>();
        golden.get("constants")
                .properties()
                .forEach(e -> constants.put(e.getKey(), e.getValue().doubleValue()));

        Buffers buffers = new Buffers(rows, columns);
        c.kernel().bind(Map.of("N", rows, "D", columns, "C", columns), constants, buffers.arrays);
        boolean first = true;
        for (JsonNode step : golden.get("steps")) {
            load(step.path("inputs"), "", buffers);
            load(step.path("parameters"), "", buffers);
            load(step.path("upstream"), "d", buffers);
            if (first) {
                load(step.path("states_before"), "", buffers);
                first = false;
            }
            buffers.poison();
            if (step.get("mode").textValue().equals("train")) {
                c.kernel().forward();
                c.kernel().backward();
                compare(c, step.path("gradients"), "d", buffers);
            } else if (c.kernel().label().equals("vector")) {
                continue; // these have no inference, and it would move no state
            } else {
                infer(c.kernel(), constants, buffers);
            }
            compare(c, step.path("outputs"), "", buffers);
            compare(c, step.path("states_after"), "", buffers);
        }
    }

    private static void infer(HandwrittenKernel kernel, Map<String, Double> constants, Buffers buffers) {
        int rows = buffers.rows;
        int columns = buffers.columns;
        float[] x = buffers.array("x");
        float[] gamma = buffers.array("gamma");
        float[] beta = buffers.array("beta");
        float[] runningMean = buffers.array("running_mean");
        float[] runningVar = buffers.array("running_var");
        float[] psi2 = buffers.array("psi2");
        float[] y = buffers.array("y");
        float[] saved = new float[columns];
        float eps = constants.getOrDefault("eps", 0.0).floatValue();
        switch (kernel.label() + " " + kernel.norm()) {
            case "naive BatchNorm" ->
                NaiveBatchNorm.inferenceForward(rows, columns, eps, x, gamma, beta, runningMean, runningVar, y, saved);
            case "tuned BatchNorm" ->
                TunedBatchNorm.inferenceForward(
                        rows,
                        columns,
                        eps,
                        x,
                        gamma,
                        beta,
                        runningMean,
                        runningVar,
                        y,
                        saved,
                        new TunedBatchNorm.Scratch(columns));
            case "naive PowerNorm" -> NaivePowerNorm.inferenceForward(rows, columns, x, gamma, beta, psi2, y, saved);
            case "tuned PowerNorm" ->
                TunedPowerNorm.inferenceForward(
                        rows, columns, x, gamma, beta, psi2, y, saved, new TunedPowerNorm.Scratch(columns));
            default -> throw new IllegalArgumentException(kernel.norm() + " has no inference of its own");
        }
    }

    private static void load(JsonNode tensors, String prefix, Buffers buffers) {
        tensors.properties().forEach(entry -> {
            float[] array = buffers.array(prefix + name(entry.getKey()));
            double[] values = values(entry.getKey(), entry.getValue());
            for (int i = 0; i < array.length; i++) {
                array[i] = (float) values[i];
            }
        });
    }

    private static void compare(Case c, JsonNode tensors, String prefix, Buffers buffers) {
        tensors.properties().forEach(entry -> {
            String name = prefix + name(entry.getKey());
            double[] expected = values(entry.getKey(), entry.getValue());
            double error = HandwrittenKernelsTest.error(expected, buffers.array(name))
                    / HandwrittenKernelsTest.largest(expected);
            assertTrue(error <= c.bound(), () -> c + ": " + name + " is off by " + error / 0x1p-24 + " units of 2^-24");
        });
    }

    private static String name(String recorded) {
        return recorded.equals("nu") ? "psi2_adjoint" : recorded;
    }

    /** The paper's nu is -2 times the state that the kernels keep. */
    private static double[] values(String recorded, JsonNode tensor) {
        double factor = recorded.equals("nu") ? -0.5 : 1;
        JsonNode data = tensor.get("data");
        double[] values = new double[data.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = factor * data.get(i).doubleValue();
        }
        return values;
    }

    private static JsonNode read(String golden) {
        String resource = "/goldens/" + golden + ".json";
        try (InputStream in = Objects.requireNonNull(HandwrittenGoldensTest.class.getResourceAsStream(resource))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
