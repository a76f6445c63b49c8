package dev.normc.dsl.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The {@code ///} lines above a norm. */
public final class Documentation {

    private static final String MARK = "///";

    private Documentation() {}

    /** The text of the {@code ///} lines directly above the line that holds {@code offset}; empty if there are none. */
    public static String above(Source source, int offset) {
        List<String> lines = source.text().substring(0, offset).lines().toList();
        int line = lines.size() - (atLineStart(source, offset) ? 1 : 2);
        Deque<String> documentation = new ArrayDeque<>();
        while (line >= 0 && lines.get(line).strip().startsWith(MARK)) {
            documentation.addFirst(lines.get(line).strip().substring(MARK.length()).strip());
            line--;
        }
        return String.join("\n", documentation);
    }

    private static boolean atLineStart(Source source, int offset) {
        return source.columnOf(offset) == 1;
    }
}
