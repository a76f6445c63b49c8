package dev.normc.lsp;

import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/**
 * A program as the protocol sees it: places are lines and columns from 0, columns in UTF-16 units. A line ends at a
 * line feed, at a carriage return, or at the pair of them, as in {@link Source}.
 */
final class Text {

    private final Source source;

    /** The offset at which each line begins. */
    private final int[] starts;

    Text(Source source) {
        this.source = source;
        String text = source.text();
        this.starts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, text.length())
                                .filter(at -> endsLine(text, at))
                                .map(at -> at + 1))
                .toArray();
    }

    /** Whether the unit there is the last one of a line end. */
    private static boolean endsLine(String text, int at) {
        boolean pairFollows = at + 1 < text.length() && text.charAt(at + 1) == '\n';
        return text.charAt(at) == '\n' || (text.charAt(at) == '\r' && !pairFollows);
    }

    Source source() {
        return source;
    }

    String text() {
        return source.text();
    }

    /** The offset of a place; what is beyond a line is its end, what is beyond the text is the text's. */
    int offset(Position position) {
        int line = position.getLine();
        if (line < 0) {
            return 0;
        } else if (line >= starts.length) {
            return text().length();
        }
        int start = starts[line];
        int column = Math.max(0, position.getCharacter());
        return column > endOf(line) - start ? endOf(line) : start + column;
    }

    /** Where the line ends, its line end not counted. */
    private int endOf(int line) {
        int end = line + 1 < starts.length ? starts[line + 1] : text().length();
        while (end > starts[line] && (text().charAt(end - 1) == '\n' || text().charAt(end - 1) == '\r')) {
            end--;
        }
        return end;
    }

    /** Where the line begins that {@code offset} is in. */
    int startOfLine(int offset) {
        return starts[position(offset).getLine()];
    }

    /** What ends its lines, as the first of them says. */
    String lineEnd() {
        return text().contains("\r\n") ? "\r\n" : "\n";
    }

    Position position(int offset) {
        int at = Math.max(0, Math.min(offset, text().length()));
        int found = Arrays.binarySearch(starts, at);
        int line = found >= 0 ? found : -found - 2;
        return new Position(line, at - starts[line]);
    }

    Range range(Span span) {
        return new Range(position(span.start()), position(span.end()));
    }

    Range range(int start, int end) {
        return new Range(position(start), position(end));
    }

    /** The whole text. */
    Range whole() {
        return range(0, text().length());
    }

    /** The text with {@code replacement} in the place of {@code range}. */
    String with(Range range, String replacement) {
        int start = offset(range.getStart());
        int end = Math.max(start, offset(range.getEnd()));
        return text().substring(0, start) + replacement + text().substring(end);
    }
}
