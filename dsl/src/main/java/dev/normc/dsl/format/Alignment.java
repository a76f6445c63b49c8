package dev.normc.dsl.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns. Where the writer sets the {@code =} of one of several assignments of the same sort, one below the other, off
 * from its name, the {@code =} of all of them stand in one column; so do comments behind lines, one below the other.
 * Else a blank stands before each.
 */
final class Alignment {

    private Alignment() {}

    /** Sets the padding of the assignments. */
    static void alignAssignments(List<Line> lines) {
        List<Line> run = new ArrayList<>();
        for (Line line : lines) {
            if (!line.continues) {
                if (run.isEmpty() || !isNext(run.get(run.size() - 1), line)) {
                    align(run);
                    run.clear();
                }
                if (line.columnOfAssign() >= 0) {
                    run.add(line);
                }
            }
        }
        align(run);
    }

    private static boolean isNext(Line line, Line next) {
        return !next.blankAbove
                && next.columnOfAssign() >= 0
                && next.level == line.level
                && sort(next).equals(sort(line));
    }

    /** The first word, where it is one of the language and not the name itself. */
    private static String sort(Line line) {
        boolean plain = line.words.get(1).place() == Word.Place.ASSIGNS;
        return plain ? "" : line.words.get(0).text();
    }

    private static void align(List<Line> run) {
        if (run.stream().anyMatch(line -> line.assignStandsOff)) {
            int column = run.stream().mapToInt(Line::columnOfAssign).max().orElse(0);
            run.forEach(line -> line.padding = column - line.columnOfAssign());
        }
    }

    /** The columns of the comments behind the lines. */
    static List<Integer> ofComments(List<Line> lines) {
        List<Integer> columns = new ArrayList<>();
        int start = 0;
        while (start < lines.size()) {
            int end = start;
            while (end < lines.size() && isCommented(lines.get(end)) && (end == start || !lines.get(end).blankAbove)) {
                end++;
            }
            end = Math.max(end, start + 1);
            List<Line> run = lines.subList(start, end);
            int widest = run.stream().mapToInt(Line::width).max().orElse(0);
            boolean aligned = run.stream().anyMatch(line -> line.commentStandsOff);
            run.forEach(line -> columns.add((aligned ? widest : line.width()) + 1));
            start = end;
        }
        return columns;
    }

    private static boolean isCommented(Line line) {
        return !line.isComment() && !line.comment.isEmpty();
    }
}
