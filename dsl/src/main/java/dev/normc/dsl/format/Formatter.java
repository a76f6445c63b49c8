package dev.normc.dsl.format;

import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.parse.ConcreteTree;
import dev.normc.dsl.parse.Parser;
import dev.normc.dsl.source.Source;
import java.util.List;
import java.util.stream.Collectors;

/** The canonical layout of a program: the front door of this package. */
public final class Formatter {

    private Formatter() {}

    /**
     * The program in its canonical layout, with all of its words and comments, in the order in which they stood. Names
     * and axes are not looked at: a program that is merely wrong is formatted. Lines end as the first line of the
     * program does.
     *
     * @throws InvalidNormException if the program has syntax errors
     */
    public static String format(Source source) {
        ConcreteTree program = Parser.concrete(source);
        List<Line> lines = Lines.of(source, Words.of(program.tree()), program.comments());
        Alignment.alignAssignments(lines);
        String formatted = text(Breaking.apply(lines));
        requireSameProgram(program, Parser.concrete(new Source(source.name(), formatted)));
        return formatted.replace("\n", endOfLine(source.text()));
    }

    private static String text(List<Line> lines) {
        List<Integer> columns = Alignment.ofComments(lines);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            text.append(line.blankAbove ? "\n" : "");
            if (line.isComment()) {
                text.append(line.indent()).append(line.comment);
            } else {
                int start = text.length();
                text.append(line.code());
                if (!line.comment.isEmpty()) {
                    text.append(" ".repeat(start + columns.get(i) - text.length()))
                            .append(line.comment);
                }
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String endOfLine(String text) {
        int feed = text.indexOf('\n');
        return feed > 0 && text.charAt(feed - 1) == '\r' ? "\r\n" : "\n";
    }

    /** Nothing is written that is not the program that was read. */
    private static void requireSameProgram(ConcreteTree before, ConcreteTree after) {
        if (!words(before).equals(words(after)) || !comments(before).equals(comments(after))) {
            throw new IllegalStateException(
                    "formatting would change " + before.source().name());
        }
    }

    private static String words(ConcreteTree program) {
        return Words.of(program.tree()).stream()
                .map(word -> word.begins() ? "\n" + word.text() : word.text())
                .collect(Collectors.joining(" "));
    }

    private static List<String> comments(ConcreteTree program) {
        return program.comments().stream()
                .map(program.source()::textOf)
                .map(String::stripTrailing)
                .toList();
    }
}
