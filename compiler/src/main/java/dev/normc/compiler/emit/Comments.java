package dev.normc.compiler.emit;

import java.util.List;

/** Text of a person's program inside Javadoc: nothing in it can end the comment or act as markup. */
final class Comments {

    private Comments() {}

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            switch (unit) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '@' -> escaped.append("&#64;");
                case '\\' -> escaped.append("&#92;");
                case '/' -> escaped.append(i > 0 && text.charAt(i - 1) == '*' ? "&#47;" : "/");
                default -> {
                    boolean plain = unit == '\n' || (unit >= ' ' && unit <= '~');
                    escaped.append(plain ? String.valueOf(unit) : "&#" + (int) unit + ";");
                }
            }
        }
        return escaped.toString();
    }

    /** Lines as a preformatted block. */
    static String block(List<String> lines) {
        return "<pre>\n" + escaped(String.join("\n", lines)) + "\n</pre>\n";
    }
}
