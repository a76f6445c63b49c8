package dev.normc.dsl.source;

/**
 * A program's text with the name it is reported under (a path, or a name of the library). A line ends at a line feed,
 * at a carriage return, or at the pair of them.
 */
public record Source(String name, String text) {

    /** The line of {@code offset}, counted from 1. */
    public int lineOf(int offset) {
        int line = 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            if (endsLine(i)) {
                line++;
            }
        }
        return line;
    }

    /** The column of {@code offset} in its line, counted from 1 in UTF-16 units. */
    public int columnOf(int offset) {
        return Math.min(offset, text.length()) - startOfLine(offset) + 1;
    }

    /** The text of the line that holds {@code offset}, without its line end. */
    public String lineAt(int offset) {
        int start = startOfLine(offset);
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return text.substring(start, end);
    }

    /** The text that {@code span} covers. */
    public String textOf(Span span) {
        return text.substring(Math.min(span.start(), text.length()), Math.min(span.end(), text.length()));
    }

    /** Where the line that holds {@code offset} begins. */
    int startOfLine(int offset) {
        int start = Math.min(offset, text.length());
        while (start > 0 && !endsLine(start - 1)) {
            start--;
        }
        return start;
    }

    /** Whether the unit at {@code offset} is the last one of a line end: of the pair, that is the line feed. */
    private boolean endsLine(int offset) {
        char unit = text.charAt(offset);
        boolean pairFollows = offset + 1 < text.length() && text.charAt(offset + 1) == '\n';
        return unit == '\n' || (unit == '\r' && !pairFollows);
    }
}
