package dev.normc.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Explanations as one page of HTML that needs no other file. */
final class HtmlPage {

    private static final String STYLE = """
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            pre { background: #f5f5f5; padding: .75rem 1rem; overflow-x: auto; }
            table { border-collapse: collapse; }
            th, td { text-align: left; padding: .25rem 1rem .25rem 0; border-bottom: 1px solid #ddd; }
            h2 { margin-top: 2rem; font-size: 1.1rem; }
            """;

    private HtmlPage() {}

    static void print(List<Explanation> explanations, PrintWriter out) {
        String title = explanations.stream().map(Explanation::name).collect(Collectors.joining(", "));
        out.println("<!DOCTYPE html>");
        out.println("<html lang=\"en\">");
        out.println("<head><meta charset=\"utf-8\"><title>" + escaped(title) + "</title>");
        out.println("<style>\n" + STYLE + "</style></head>");
        out.println("<body>");
        explanations.forEach(explanation -> print(explanation, out));
        out.println("</body>");
        out.println("</html>");
    }

    private static void print(Explanation explanation, PrintWriter out) {
        out.println("<h1>" + escaped(explanation.name()) + "</h1>");
        if (!explanation.documentation().isEmpty()) {
            out.println("<p>" + escaped(String.join(" ", explanation.documentation())) + "</p>");
        }
        for (Explanation.Part part : explanation.parts()) {
            out.println("<h2>" + escaped(part.title()) + "</h2>");
            part.table().ifPresent(table -> print(table, out));
            print(part, out);
        }
    }

    private static void print(Explanation.Part part, PrintWriter out) {
        if (part.lines().isEmpty()) {
            return;
        }
        if (part.kind() == Explanation.Kind.REMARKS) {
            part.lines().forEach(line -> out.println("<p>" + escaped(line) + "</p>"));
        } else {
            out.println("<pre>" + escaped(String.join("\n", part.lines())) + "</pre>");
        }
    }

    private static void print(Table table, PrintWriter out) {
        out.println("<table>");
        String cell = "th";
        for (List<String> row : table.rows()) {
            out.print("<tr>");
            for (String text : row) {
                out.print("<" + cell + ">" + escaped(text) + "</" + cell + ">");
            }
            out.println("</tr>");
            cell = "td";
        }
        out.println("</table>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
