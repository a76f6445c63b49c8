package dev.normc.lsp;

import java.util.List;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;

/** What is shown in a hover or beside a completion: sentences and formulas, as Markdown or as plain text. */
final class Markup {

    private final boolean markdown;
    private final StringBuilder text = new StringBuilder();

    Markup(boolean markdown) {
        this.markdown = markdown;
    }

    /** Adds a sentence; what stands in backticks is code. */
    Markup sentence(String sentence) {
        if (!sentence.isEmpty()) {
            begin().append(markdown ? sentence : sentence.replace("`", ""));
        }
        return this;
    }

    /** Adds text of the user's, in which nothing is Markdown. */
    Markup documentation(String lines) {
        if (!lines.isEmpty()) {
            begin().append(markdown ? lines.replaceAll("([\\\\*_\\[\\]<>#`])", "\\\\$1") : lines);
        }
        return this;
    }

    Markup code(String lines) {
        return code(lines.lines().toList());
    }

    /** Adds formulas or a piece of a program. */
    Markup code(List<String> lines) {
        if (!lines.isEmpty()) {
            String block = String.join("\n", lines);
            begin().append(markdown ? "```norm\n" + block + "\n```" : block);
        }
        return this;
    }

    private StringBuilder begin() {
        return text.append(text.isEmpty() ? "" : "\n\n");
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    MarkupContent content() {
        return new MarkupContent(markdown ? MarkupKind.MARKDOWN : MarkupKind.PLAINTEXT, text.toString());
    }
}
