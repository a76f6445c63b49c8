package dev.normc.dsl.format;

import dev.normc.dsl.format.Word.Place;
import java.util.ArrayList;
import java.util.List;

/** A line in the making: words, and a comment behind them or alone. */
final class Line {

    static final String INDENT = "    ";

    /** How many bodies it stands in. */
    final int level;

    /** Whether it goes on with the statement of the line above. */
    final boolean continues;

    final List<Word> words = new ArrayList<>();

    boolean blankAbove;

    /** Empty if there is none. */
    String comment = "";

    /** Whether the writer set the comment off by more than a blank. */
    boolean commentStandsOff;

    /** Whether the writer set the {@code =} of the statement off by more than a blank. */
    boolean assignStandsOff;

    /** How many blanks more than one stand before the {@code =} of the statement. */
    int padding;

    Line(int level, boolean continues) {
        this.level = level;
        this.continues = continues;
    }

    boolean isComment() {
        return words.isEmpty();
    }

    String indent() {
        return INDENT.repeat(level + (continues ? 2 : 0));
    }

    /** The indented words. */
    String code() {
        StringBuilder text = new StringBuilder(indent());
        for (int i = 0; i < words.size(); i++) {
            text.append(" ".repeat(blanksBefore(i))).append(words.get(i).text());
        }
        return text.toString();
    }

    /** How many columns {@link #code} takes. */
    int width() {
        return indent().length() + width(0, words.size());
    }

    /** How many columns the words from {@code start} to {@code end} take, with the blanks before each. */
    int width(int start, int end) {
        int width = 0;
        for (int i = start; i < end; i++) {
            width += blanksBefore(i) + words.get(i).text().length();
        }
        return width;
    }

    /** The column of the {@code =} of its statement without padding; -1 if it has none. */
    int columnOfAssign() {
        int column = indent().length();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).place() == Place.ASSIGNS) {
                return column + 1;
            }
            column += width(i, i + 1);
        }
        return -1;
    }

    private int blanksBefore(int i) {
        if (i == 0 || words.get(i - 1).touches(words.get(i))) {
            return 0;
        }
        return words.get(i).place() == Place.ASSIGNS ? 1 + padding : 1;
    }
}
