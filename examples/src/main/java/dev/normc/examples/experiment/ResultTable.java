package dev.normc.examples.experiment;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All rows of all runs as one table, a line each: comma-separated values as of RFC 4180. */
final class ResultTable {

    private static final List<String> ROW_COLUMNS = List.of("step", "layer", "quantity", "value");

    private ResultTable() {}

    /** The rows that {@code which} takes, in the order of the runs. */
    static String of(Results results, Predicate<Row> which) {
        StringBuilder text = new StringBuilder();
        line(text, Stream.concat(Subject.COLUMNS.stream(), ROW_COLUMNS.stream()));
        for (Map.Entry<Job, List<Row>> run : results.rows().entrySet()) {
            List<String> subject = run.getKey().subject().fields();
            for (Row row : run.getValue()) {
                if (which.test(row)) {
                    Stream<String> own = Stream.of(
                            String.valueOf(row.step()), row.layer(), row.quantity(), String.valueOf(row.value()));
                    line(text, Stream.concat(subject.stream(), own));
                }
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, Stream<String> fields) {
        text.append(fields.map(ResultTable::quoted).collect(Collectors.joining(",")))
                .append('\n');
    }

    /** Only a name of a norm may hold what has to be quoted. */
    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(letter -> letter == ',' || letter == '"' || letter == '\n');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
