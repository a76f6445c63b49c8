package dev.normc.lsp;

import dev.normc.dsl.source.Span;

/** Words of a text by their place. */
final class Words {

    private Words() {}

    /** The word that {@code offset} is in or behind; of no length if there is none. */
    static Span at(String text, int offset) {
        int start = offset;
        while (start > 0 && isPart(text.charAt(start - 1))) {
            start--;
        }
        int end = offset;
        while (end < text.length() && isPart(text.charAt(end))) {
            end++;
        }
        return new Span(start, end - start);
    }

    private static boolean isPart(char unit) {
        return Character.isLetterOrDigit(unit) || unit == '_';
    }
}
