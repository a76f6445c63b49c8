package dev.normc.lsp;

import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.format.Formatter;
import java.util.List;
import org.eclipse.lsp4j.TextEdit;

/** The canonical layout of a document, as one edit of what differs. */
final class Layout {

    private Layout() {}

    /** The edit, if there is something to do; a text that does not parse stays as it is. */
    static List<TextEdit> edits(Text text) {
        String before = text.text();
        String after;
        try {
            after = Formatter.format(text.source());
        } catch (InvalidNormException broken) {
            return List.of();
        }
        if (after.equals(before)) {
            return List.of();
        }
        int start = startOfLine(before, common(before, after));
        int shorter = Math.min(before.length(), after.length()) - start;
        int behind = 0;
        while (behind < shorter
                && before.charAt(before.length() - 1 - behind) == after.charAt(after.length() - 1 - behind)) {
            behind++;
        }
        // The edit ends with a line, so that it does not part a line end of two units, nor a surrogate pair.
        int end = before.length() - behind;
        int lineEnd = before.indexOf('\n', end);
        int kept = lineEnd < 0 ? 0 : before.length() - lineEnd - 1;
        return List.of(
                new TextEdit(text.range(start, before.length() - kept), after.substring(start, after.length() - kept)));
    }

    private static int common(String before, String after) {
        int length = Math.min(before.length(), after.length());
        int at = 0;
        while (at < length && before.charAt(at) == after.charAt(at)) {
            at++;
        }
        return at;
    }

    private static int startOfLine(String text, int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }
}
