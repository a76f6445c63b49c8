package dev.normc.runtime.gradcheck;

import java.util.List;

/**
 * What a gradient check found.
 *
 * @param rows one per gradient
 * @param positiveInputs whether the inputs were drawn above 0, because the norm is not finite for others
 */
public record GradientReport(List<Row> rows, boolean positiveInputs) {

    public GradientReport {
        rows = List.copyOf(rows);
    }

    /**
     * One gradient. Errors are relative to the largest element of the exact gradient.
     *
     * @param tensor the input or parameter
     * @param approximate whether the program defines another gradient than the exact one, so that the first error is a
     *     distance and no fault
     * @param worstAgainstDifferences the kernel against central differences of the forward
     * @param whereWorst the indices of the element where that is worst, in the order of its layout
     * @param worstAgainstInterpreter the kernel against the interpreted derivative of the program as it is written
     */
    public record Row(
            String tensor,
            boolean approximate,
            double worstAgainstDifferences,
            List<Integer> whereWorst,
            double worstAgainstInterpreter) {

        /**
         * Whether the gradient is right: exact ones within {@code tolerance} of both witnesses, others of the second.
         */
        public boolean holds(double tolerance) {
            return worstAgainstInterpreter <= tolerance && (approximate || worstAgainstDifferences <= tolerance);
        }
    }

    /** Whether all gradients are right within {@code tolerance}. */
    public boolean holds(double tolerance) {
        return rows.stream().allMatch(row -> row.holds(tolerance));
    }
}
