package dev.normc.examples.examine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An examination as text: a table, and what it points to. */
public final class ExaminationText {

    /** Columns of words stand left, columns of numbers right. */
    private static final int WORDS = 4;

    private ExaminationText() {}

    /** One row for each problem and pass; empty if nothing could be judged. */
    public static String table(Examination examination) {
        if (examination.findings().isEmpty()) {
            return "";
        }
        List<String[]> rows = new ArrayList<>();
        String label = examination.contender();
        rows.add(new String[] {
            "values", "shape", "pass", "tensor", label + ", ulp", "error", "generated, ulp", "error", ""
        });
        for (Finding found : examination.findings()) {
            rows.add(new String[] {
                found.values(),
                found.shape().toString(),
                found.pass().toString(),
                found.tensor(),
                ulp(found.own().ulp()),
                String.format(Locale.ROOT, "%.1e", found.own().error()),
                ulp(found.generated().ulp()),
                String.format(Locale.ROOT, "%.1e", found.generated().error()),
                found.wrong() ? "WRONG" : ""
            });
        }
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> append(text, row, widths));
        return text.toString();
    }

    private static void append(StringBuilder text, String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String padding = " ".repeat(widths[i] - row[i].length());
            line.append(i < WORDS ? row[i] + padding : padding + row[i]).append("  ");
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static String ulp(double ulp) {
        return String.format(Locale.ROOT, ulp < 1e6 ? "%.1f" : "%.1e", ulp);
    }

    /** What is wrong and what that points to, in sentences, one a line. */
    public static String notes(Examination examination) {
        StringBuilder text = new StringBuilder();
        examination
                .faults()
                .forEach(fault -> text.append("WRONG: ").append(fault).append('\n'));
        String label = examination.contender();
        examination
                .explanations()
                .forEach(sentence -> text.append("WRONG: ")
                        .append(label)
                        .append(": ")
                        .append(sentence)
                        .append('\n'));
        examination.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
        if (!examination.findings().isEmpty()) {
            text.append("Wrong is what is off by more than rounding explains: the bound of the comparison, times what"
                    + " rounding each operation of the formula once changes there, and four times the error of the"
                    + " generated kernel. Ulp: of max(|reference|, root mean square of the tensor).\n");
        }
        return text.toString();
    }
}
