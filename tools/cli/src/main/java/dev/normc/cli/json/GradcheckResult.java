package dev.normc.cli.json;

import dev.normc.runtime.gradcheck.GradientReport;
import java.util.List;
import java.util.Map;

/**
 * What {@code normc gradcheck} finds.
 *
 * @param tolerance what counts as right
 * @param seed what the random values were made from
 * @param holds whether all gradients are right
 */
public record GradcheckResult(double tolerance, long seed, boolean holds, List<Check> checks) {

    /**
     * One norm in one mode.
     *
     * @param mode {@code training}, {@code inference}, or {@code both} where they do not differ
     * @param sizes the size of every axis, by name
     */
    public record Check(
            String norm, String mode, Map<String, Integer> sizes, boolean positiveInputs, List<Gradient> gradients) {}

    /**
     * One gradient. Errors are relative to the largest element of the exact gradient.
     *
     * @param name with its {@code d}
     * @param approximate whether the program defines another gradient than the exact one
     * @param worstAt the element where it is furthest from the differences
     */
    public record Gradient(
            String name,
            boolean approximate,
            double againstDifferences,
            List<Integer> worstAt,
            double againstInterpreter,
            boolean holds) {}

    /** The rows of a report, judged by {@code tolerance}. */
    public static List<Gradient> gradients(GradientReport report, double tolerance) {
        return report.rows().stream()
                .map(row -> new Gradient(
                        "d" + row.tensor(),
                        row.approximate(),
                        row.worstAgainstDifferences(),
                        row.whereWorst(),
                        row.worstAgainstInterpreter(),
                        row.holds(tolerance)))
                .toList();
    }
}
