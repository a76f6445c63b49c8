package dev.normc.dsl.diagnostic;

/**
 * What is shown of one line of a source: the line, or a stretch of a long one, and the carets below it. A code point
 * takes one column, a tab goes to the next multiple of four, and what a terminal would obey instead of show is
 * replaced.
 */
record Excerpt(String line, String carets) {

    private static final int WIDTH = 100;
    private static final int LEAD = 60;
    private static final int TAB = 4;
    private static final String CUT = "...";

    /** The excerpt that shows {@code length} units of {@code text} from offset {@code start}. */
    static Excerpt of(String text, int start, int length) {
        int from = Math.min(start, text.length());
        int to = Math.min(start + length, text.length());
        String shown = shown(text);
        int first = columns(text.substring(0, from));
        int last = Math.max(first + 1, columns(text.substring(0, to)));
        int points = shown.codePointCount(0, shown.length());
        return points <= WIDTH ? new Excerpt(shown, carets(first, last)) : window(shown, points, first, last);
    }

    private static Excerpt window(String shown, int points, int first, int last) {
        int from = Math.max(0, Math.min(first - LEAD, points - WIDTH));
        int to = Math.min(points, from + WIDTH);
        String before = from > 0 ? CUT : "";
        String after = to < points ? CUT : "";
        String middle = shown.substring(shown.offsetByCodePoints(0, from), shown.offsetByCodePoints(0, to));
        int shift = before.length() - from;
        return new Excerpt(before + middle + after, carets(first + shift, Math.min(last, to + 1) + shift));
    }

    private static String carets(int first, int last) {
        return " ".repeat(first) + "^".repeat(last - first);
    }

    private static int columns(String text) {
        String shown = shown(text);
        return shown.codePointCount(0, shown.length());
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        int column = 0;
        for (int point : text.codePoints().toArray()) {
            int width = point == '\t' ? TAB - column % TAB : 1;
            if (point == '\t') {
                shown.append(" ".repeat(width));
            } else {
                shown.appendCodePoint(Characters.isInvisible(point) ? '\uFFFD' : point);
            }
            column += width;
        }
        return shown.toString();
    }
}
