package dev.normc.cli.json;

import dev.normc.runtime.cases.ArrayResult;
import dev.normc.runtime.cases.CaseReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code normc run} finds.
 *
 * @param file the program as the command named it
 * @param caseFile the case as the command named it; null for a step on arrays
 * @param steps how many steps were run
 * @param type the number type of the kernels, {@code float} or {@code double}
 * @param compiler what ran the steps: {@code janino}, {@code javac} or {@code interpreter}
 * @param target what the kernels were written for, such as {@code scalar} or {@code vector}; null for the interpreter
 * @param notes what the case says and the program does not know, or was done to arrays, one sentence each
 * @param tensors what was compared, the worst first
 * @param worst the largest error, 0 if nothing was compared
 * @param tolerance what was asked for, or null
 * @param holds whether no error is larger than the tolerance; true without one
 * @param written the file with the results, for a step on arrays the directory, or null
 * @param mode for what the norm was called, {@code train} or {@code infer}; null for a case, whose steps say it
 * @param sizes the sizes of the axes, as the arrays have them; none for a case
 * @param files the arrays that were written; none for a case
 */
public record RunResult(
        String file,
        @Nullable String caseFile,
        int steps,
        String type,
        String compiler,
        @Nullable String target,
        List<String> notes,
        List<Entry> tensors,
        double worst,
        @Nullable Double tolerance,
        boolean holds,
        @Nullable String written,
        @Nullable String mode,
        Map<String, Integer> sizes,
        List<Array> files) {

    /**
     * One tensor over all steps.
     *
     * @param error the largest difference of a step over its largest expected element
     * @param step where that is, counted from 1
     */
    public record Entry(String tensor, double error, int step) {}

    /**
     * An array in a file.
     *
     * @param name what it is, such as {@code y} or {@code dx}
     * @param dtype NumPy's name of its type, {@code float32} or {@code float64}
     * @param shape its sizes, outermost first
     */
    public record Array(String name, String path, String dtype, List<Integer> shape) {}

    /** A step on arrays that were written to {@code folder}. */
    public static RunResult of(
            String file, ArrayResult result, String mode, String compiler, @Nullable String target, Path folder) {
        return new RunResult(
                file,
                null,
                1,
                result.type().toString().toLowerCase(Locale.ROOT),
                compiler,
                target,
                result.notes(),
                List.of(),
                0,
                null,
                true,
                folder.toString(),
                mode,
                result.sizes(),
                result.arrays().stream()
                        .map(array -> new Array(
                                array.name(),
                                array.in(folder).toString(),
                                array.type().toString(),
                                array.shape()))
                        .toList());
    }

    /** The rows of a report. */
    public static List<Entry> tensors(CaseReport report) {
        return report.rows().stream()
                .map(row -> new Entry(row.tensor(), row.worst(), row.step()))
                .toList();
    }
}
