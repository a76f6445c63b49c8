package dev.normc.cli;

import java.io.PrintWriter;
import java.util.List;

/** Explanations for a terminal. */
final class TextPage {

    private static final String INDENT = "  ";

    private TextPage() {}

    static void print(List<Explanation> explanations, PrintWriter out) {
        for (int i = 0; i < explanations.size(); i++) {
            if (i > 0) {
                out.println();
            }
            print(explanations.get(i), out);
        }
    }

    private static void print(Explanation explanation, PrintWriter out) {
        out.println(explanation.name());
        explanation.documentation().forEach(line -> out.println(INDENT + line));
        for (Explanation.Part part : explanation.parts()) {
            out.println();
            out.println(part.title());
            part.table().ifPresent(table -> table.print(out, INDENT));
            part.lines().forEach(line -> out.println((INDENT + line).stripTrailing()));
        }
    }
}
