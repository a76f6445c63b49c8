package dev.normc.cli.json;

import dev.normc.runtime.cases.CaseReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code normc run} finds.
 *
 * @param file the program as the command named it
 * @param caseFile the case as the command named it
 * @param steps how many steps were run
 * @param type the number type of the kernels, {@code float} or {@code double}
 * @param compiler what ran the steps: {@code janino}, {@code javac} or {@code interpreter}
 * @param target what the kernels were written for, such as {@code scalar} or {@code vector}; null for the interpreter
 * @param notes what the case says and the program does not know, one sentence each
 * @param tensors what was compared, the worst first
 * @param worst the largest error, 0 if nothing was compared
 * @param tolerance what was asked for, or null
 * @param holds whether no error is larger than the tolerance; true without one
 * @param written the file with the results, or null
 */
public record RunResult(
        String file,
        String caseFile,
        int steps,
        String type,
        String compiler,
        @Nullable String target,
        List<String> notes,
        List<Entry> tensors,
        double worst,
        @Nullable Double tolerance,
        boolean holds,
        @Nullable String written) {

    /**
     * One tensor over all steps.
     *
     * @param error the largest difference of a step over its largest expected element
     * @param step where that is, counted from 1
     */
    public record Entry(String tensor, double error, int step) {}

    /** The rows of a report. */
    public static List<Entry> tensors(CaseReport report) {
        return report.rows().stream()
                .map(row -> new Entry(row.tensor(), row.worst(), row.step()))
                .toList();
    }
}
