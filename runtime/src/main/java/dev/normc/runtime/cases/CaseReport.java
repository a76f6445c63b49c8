package dev.normc.runtime.cases;

import dev.normc.runtime.cases.CaseFile.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far computed tensors are from expected ones, the worst first. */
public record CaseReport(List<Row> rows) {

    /**
     * One tensor over all steps.
     *
     * @param tensor the output, the gradient with a {@code d} before its name, or the state
     * @param worst the largest difference of a step, divided by the largest expected element of that step; infinite
     *     where a NaN or an infinity is expected and another value computed, or the other way round
     * @param step the step where that is, counted from 1
     */
    public record Row(String tensor, double worst, int step) {}

    public CaseReport {
        rows = List.copyOf(rows);
    }

    /** The worst error of all tensors; 0 without any. */
    public double worst() {
        return rows.isEmpty() ? 0 : rows.get(0).worst();
    }

    /** Compares {@code computed} with what {@code expected} says of outputs, gradients and states after each step. */
    static CaseReport of(CaseFile expected, CaseFile computed) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (int i = 0; i < expected.steps().size(); i++) {
            Step wanted = expected.steps().get(i);
            Step got = computed.steps().get(i);
            compare(rows, "", wanted.outputs(), got.outputs(), i + 1);
            compare(rows, "d", wanted.gradients(), got.gradients(), i + 1);
            compare(rows, "", wanted.statesAfter(), got.statesAfter(), i + 1);
        }
        List<Row> sorted = new ArrayList<>(rows.values());
        sorted.sort(Comparator.comparingDouble(Row::worst).reversed());
        return new CaseReport(sorted);
    }

    private static void compare(
            Map<String, Row> rows,
            String prefix,
            Optional<Map<String, CaseTensor>> expected,
            Optional<Map<String, CaseTensor>> computed,
            int step) {
        expected.orElse(Map.of()).forEach((name, wanted) -> {
            CaseTensor got = computed.orElse(Map.of()).get(name);
            if (got != null) {
                Row row = new Row(prefix + name, error(wanted, got), step);
                rows.merge(row.tensor(), row, (before, now) -> now.worst() > before.worst() ? now : before);
            }
        });
    }

    private static double error(CaseTensor expected, CaseTensor computed) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length(); i++) {
            double wanted = expected.at(i);
            double got = computed.at(i);
            if (Double.isFinite(wanted) && Double.isFinite(got)) {
                largest = Math.max(largest, Math.abs(wanted));
                difference = Math.max(difference, Math.abs(got - wanted));
            } else if (Double.compare(wanted, got) != 0) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return difference == 0 || largest == 0 ? difference : difference / largest;
    }
}
