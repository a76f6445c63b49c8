package dev.normc.dsl.source;

import java.util.ArrayDeque;
import java.util.Deque;

/** The {@code ///} lines above a norm. */
public final class Documentation {

    private static final String MARK = "///";

    private Documentation() {}

    /** The text of the {@code ///} lines directly above the line that holds {@code offset}; empty if there are none. */
    public static String above(Source source, int offset) {
        Deque<String> documentation = new ArrayDeque<>();
        int start = source.startOfLine(offset);
        while (start > 0) {
            String line = source.lineAt(start - 1).strip();
            if (!line.startsWith(MARK)) {
                break;
            }
            documentation.addFirst(line.substring(MARK.length()).strip());
            start = source.startOfLine(start - 1);
        }
        return String.join("\n", documentation);
    }
}
