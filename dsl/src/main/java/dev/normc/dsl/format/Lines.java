package dev.normc.dsl.format;

import dev.normc.dsl.format.Word.Place;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Words and comments to lines. A statement begins a line; within it, the writer's line ends stay. Blank lines stay, one
 * at a time, but none at the edges of a body; one stands around every norm.
 */
final class Lines {

    private final Source source;
    private final List<Word> words;
    private final List<Line> lines = new ArrayList<>();
    private int level;

    /** Where what was placed last ends. */
    private int end;

    private boolean behindComment;
    private boolean behindNorm;

    private Lines(Source source, List<Word> words) {
        this.source = source;
        this.words = words;
    }

    static List<Line> of(Source source, List<Word> words, List<Span> comments) {
        Lines lines = new Lines(source, words);
        int nextComment = 0;
        for (int i = 0; i <= words.size(); i++) {
            int start = i < words.size()
                    ? words.get(i).span().start()
                    : source.text().length();
            while (nextComment < comments.size() && comments.get(nextComment).start() < start) {
                lines.placeComment(comments.get(nextComment), i);
                nextComment++;
            }
            if (i < words.size()) {
                lines.place(i);
            }
        }
        return lines.lines;
    }

    private void place(int i) {
        Word word = words.get(i);
        if (word.place() == Place.CLOSES_BODY) {
            level--;
            open(false, false);
        } else if (word.begins()) {
            open(false, blankAbove(word, i));
        } else if (behindComment || (lineEnds(word.span()) > 0 && word.place() != Place.OPENS_BODY)) {
            open(true, false);
        }
        if (word.place() == Place.ASSIGNS) {
            line().assignStandsOff = blanksBefore(word.span()) > 1;
        }
        line().words.add(word);
        level += word.place() == Place.OPENS_BODY ? 1 : 0;
        behindNorm = word.place() == Place.CLOSES_BODY && level == 0;
        behindComment = false;
        end = word.span().end();
    }

    private boolean blankAbove(Word word, int i) {
        boolean besideNorm = behindNorm || (word.place() == Place.BEGINS_NORM && !isBelowComment());
        return !isFirstOfBody(i) && (besideNorm || lineEnds(word.span()) > 1);
    }

    /** A comment behind words stays behind them; any other has a line of its own, as deep as what follows. */
    private void placeComment(Span comment, int next) {
        if (!lines.isEmpty() && lineEnds(comment) == 0) {
            line().commentStandsOff = blanksBefore(comment) > 1;
        } else {
            boolean last = next == words.size();
            boolean between =
                    last || words.get(next).begins() || words.get(next).place() == Place.CLOSES_BODY;
            boolean aboveNorm = !last && words.get(next).place() == Place.BEGINS_NORM && !isBelowComment();
            boolean blank = behindNorm || aboveNorm || lineEnds(comment) > 1;
            open(!between, between && blank && !isFirstOfBody(next));
        }
        line().comment = source.textOf(comment).stripTrailing();
        behindComment = true;
        end = comment.end();
    }

    private boolean isFirstOfBody(int i) {
        return i > 0 && words.get(i - 1).place() == Place.OPENS_BODY && !isBelowComment();
    }

    private boolean isBelowComment() {
        return !lines.isEmpty() && line().isComment();
    }

    private void open(boolean continues, boolean blankAbove) {
        Line line = new Line(level, continues);
        line.blankAbove = blankAbove && !lines.isEmpty();
        lines.add(line);
        behindNorm = false;
    }

    private Line line() {
        return lines.get(lines.size() - 1);
    }

    private int blanksBefore(Span span) {
        return span.start() - end;
    }

    /** The line ends between what was placed last and {@code span}. */
    private int lineEnds(Span span) {
        String between = source.text().substring(end, span.start());
        return (int) between.replace("\r\n", "\n")
                .chars()
                .filter(unit -> unit == '\n' || unit == '\r')
                .count();
    }
}
