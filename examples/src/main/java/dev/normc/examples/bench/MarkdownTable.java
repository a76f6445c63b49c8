package dev.normc.examples.bench;

import java.util.ArrayList;
import java.util.List;

/** A table that reads well in a terminal, too: columns are as wide as they have to be. */
public final class MarkdownTable {

    private final List<List<String>> rows = new ArrayList<>();
    private final int words;

    /** @param words how many columns at the start hold words and stand left; the others stand right */
    public MarkdownTable(int words, List<String> headings) {
        this.words = words;
        rows.add(List.copyOf(headings));
    }

    public MarkdownTable row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    public boolean isEmpty() {
        return rows.size() == 1;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            append(text, rows.get(i));
            if (i == 0) {
                append(text, rule());
            }
        }
        return text.toString();
    }

    private List<String> rule() {
        List<String> rule = new ArrayList<>();
        for (int column = 0; column < rows.get(0).size(); column++) {
            String dashes = "-".repeat(width(column));
            rule.add(column < words ? dashes : dashes.substring(1) + ":");
        }
        return rule;
    }

    private void append(StringBuilder text, List<String> row) {
        for (int column = 0; column < row.size(); column++) {
            String padding = " ".repeat(width(column) - row.get(column).length());
            text.append("| ")
                    .append(column < words ? row.get(column) + padding : padding + row.get(column))
                    .append(' ');
        }
        text.append("|\n");
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
