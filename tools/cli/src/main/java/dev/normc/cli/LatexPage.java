package dev.normc.cli;

import java.io.PrintWriter;
import java.util.List;

/** The formulas of an explanation as LaTeX, for {@code amsmath}. */
final class LatexPage {

    private LatexPage() {}

    static void print(Explanation explanation, PrintWriter out) {
        out.println("% " + explanation.name());
        for (Explanation.Part part : explanation.parts()) {
            if (part.kind() == Explanation.Kind.FORMULAS && !part.lines().isEmpty()) {
                out.println("% " + part.title());
                out.println("\\begin{align*}");
                List<String> lines = part.lines();
                for (int i = 0; i < lines.size(); i++) {
                    out.println("  " + Latex.formula(lines.get(i)) + (i < lines.size() - 1 ? " \\\\" : ""));
                }
                out.println("\\end{align*}");
            }
        }
    }
}
