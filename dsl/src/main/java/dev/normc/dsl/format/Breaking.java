package dev.normc.dsl.format;

import dev.normc.dsl.format.Word.Break;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends lines that are too long: outside of brackets rather than within, at a loose operator rather than at a tight one,
 * and there as late as the line allows.
 */
final class Breaking {

    /** Columns. A line that has no place to end may be longer, and so may a comment. */
    static final int WIDTH = 100;

    private Breaking() {}

    static List<Line> apply(List<Line> lines) {
        return lines.stream().flatMap(line -> broken(line).stream()).toList();
    }

    private static List<Line> broken(Line line) {
        List<Integer> places = line.width() <= WIDTH ? List.of() : loosest(line.words);
        return places.isEmpty() ? List.of(line) : apply(filled(line, places));
    }

    /** The indices of the words before which a line may end best; empty if it may end nowhere. */
    private static List<Integer> loosest(List<Word> words) {
        List<Integer> places = new ArrayList<>();
        int least = Integer.MAX_VALUE;
        Break loosest = Break.NEVER;
        int depth = 0;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            depth -= word.closes() ? 1 : 0;
            if (i > 0 && word.breaks() != Break.NEVER) {
                int looser = depth == least ? loosest.compareTo(word.breaks()) : Integer.compare(least, depth);
                if (looser > 0) {
                    places.clear();
                    least = depth;
                    loosest = word.breaks();
                }
                if (looser >= 0) {
                    places.add(i);
                }
            }
            depth += word.opens() ? 1 : 0;
        }
        return places;
    }

    /** Lines that end at some of the places, each as full as it may be. */
    private static List<Line> filled(Line line, List<Integer> places) {
        List<Line> filled = new ArrayList<>();
        Line current = new Line(line.level, line.continues);
        current.blankAbove = line.blankAbove;
        current.padding = line.padding;
        filled.add(current);
        int column = current.indent().length();
        int start = 0;
        for (int next = 0; next <= places.size(); next++) {
            int end = next < places.size() ? places.get(next) : line.words.size();
            int width = line.width(start, end);
            if (start > 0 && column + width > WIDTH) {
                current = new Line(line.level, true);
                filled.add(current);
                column = current.indent().length();
            }
            current.words.addAll(line.words.subList(start, end));
            column += width;
            start = end;
        }
        current.comment = line.comment;
        current.commentStandsOff = line.commentStandsOff;
        return filled;
    }
}
